package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Identity;
import org.yizhan.fetch.Fetched;

/** Writes what came of one poll into an open transaction. Not for sharing. */
final class Settlement {

    /** How many of a channel's last polls are kept. */
    static final int RING = 50;

    private static final int LONGEST_DETAIL = 500;
    private static final Poll.Entry NO_ENTRY = new Poll.Entry(Instant.EPOCH, "", 0, Duration.ZERO, 0, 0, 0, 0, "");

    private final Connection connection;
    private final Claim claim;
    private final Poll.News news;
    private final Instant now;

    Settlement(Connection connection, Poll poll, Instant now) {
        this.connection = connection;
        this.claim = poll.claim();
        this.news = poll.news();
        this.now = now;
    }

    /** False where the claim is no longer ours. */
    boolean write() throws SQLException {
        HostTable.lock(connection, hosts());
        if (!(claim.task() == Claim.Task.POLL ? poll() : page())) {
            return false;
        }
        if (news.answer().isPresent()) {
            LastAnswers.keep(
                    connection,
                    claim.channel().id(),
                    news.answer().get(),
                    isSame(news.answer().get()),
                    now);
        }
        if (!news.named().isEmpty()) {
            SeenTable.remember(connection, claim.channel().id(), news.named());
        }
        if (!news.errands().isEmpty()) {
            errands(news.errands());
        }
        String host = Hosts.of(news.standing().map(Standing::address).orElse(claim.url()));
        if (claim.task() == Claim.Task.POLL && !host.equals(claim.host())) {
            move(host);
        }
        if (news.robots().isPresent()) {
            robots(news.robots().get());
        }
        return true;
    }

    /** Whether it is, byte for byte, the document that came last. */
    private boolean isSame(Fetched answer) {
        String hash = claim.standing().copy().hash();
        return answer instanceof Fetched.Document document
                && !hash.isEmpty()
                && hash.equals(HexFormat.of().formatHex(SeenItems.sha256(document.body()), 0, 16));
    }

    private List<String> hosts() {
        Stream<String> own = Stream.of(
                claim.host(), Hosts.of(news.standing().map(Standing::address).orElse(claim.url())));
        return Stream.concat(own, news.errands().stream().map(errand -> Hosts.of(errand.url())))
                .distinct()
                .toList();
    }

    private boolean poll() throws SQLException {
        String sql = """
                with written_over as (
                    select p.outcome, p.bytes from poll p join channel c on c.id = p.channel
                    where p.channel = ? and p.slot = (c.polls + 1) %% %d
                ), mine as (
                    update errand e set token = null, attempts = 0,
                           due_at = case when c.active and not c.paused then coalesce(?::timestamptz, 'infinity')
                                         else 'infinity' end
                    from channel c where e.no = ? and e.token = ? and c.id = e.channel
                    returning e.channel, c.active
                ), told as (
                    update channel set next_at = ?, why = ?, polls = polls + ?,
                        status = case when ? then ? else status end, detail = case when ? then ? else detail end,
                        unchanged = channel.unchanged + ? - ?
                            * coalesce((select (outcome = 'not-modified')::integer from written_over), 0),
                        reached = case when ? then
                            jsonb_build_object('streak', streak, 'failing_since', failing_since, 'fault', fault,
                                'status', status, 'detail', detail, 'punctuality', punctuality, 'burn', burn)
                            when ? then null else reached end,
                        ring_bytes = ring_bytes + ? - ? * coalesce((select bytes from written_over), 0),
                    %s
                    from mine where id = mine.channel
                    returning polls
                ),
                %s, ring as (
                    insert into poll (channel, slot, at, outcome, status, millis, bytes, found, fresh, changed, detail)
                    select ?, told.polls %% %d, ?, ?, ?, ?, ?, ?, ?, ?, ? from told where ?
                    on conflict (channel, slot) do update set
                        at = excluded.at, outcome = excluded.outcome, status = excluded.status,
                        millis = excluded.millis, bytes = excluded.bytes, found = excluded.found,
                        fresh = excluded.fresh, changed = excluded.changed, detail = excluded.detail
                ), freed as (
                    %s
                )
                select 1 from mine
                """.formatted(RING, StandingRow.SET, DayBook.SQL, RING, FREE);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var binding = new Binding(statement)
                    .text(claim.channel().id())
                    .time(news.timing().next())
                    .number(claim.no())
                    .id(claim.token())
                    .time(news.timing().next())
                    .text(news.timing().why().word());
            bindEntry(binding);
            return found(statement);
        }
    }

    private void bindEntry(Binding binding) throws SQLException {
        boolean counts = news.entry().isPresent();
        Poll.Entry entry = news.entry().orElse(NO_ENTRY);
        String detail = cut(entry.detail());
        int one = counts ? 1 : 0;
        int unchanged = entry.isUnchanged() ? 1 : 0;
        binding.whole(one)
                .truth(counts)
                .whole(entry.status())
                .truth(counts)
                .text(detail)
                .whole(unchanged)
                .whole(one)
                .truth(entry.isUnreached())
                .truth(counts)
                .number(entry.bytes())
                .whole(one);
        StandingRow.bind(binding, standing(entry.at(), counts));
        DayBook.bind(binding, claim.channel().id(), entry, isLate(entry.at()), counts);
        binding.text(claim.channel().id())
                .time(entry.at())
                .text(entry.outcome())
                .whole(entry.status())
                .number(entry.took().toMillis())
                .number(entry.bytes())
                .whole(entry.found())
                .whole(entry.fresh())
                .whole(entry.changed())
                .text(detail)
                .truth(counts);
        bindFree(binding);
    }

    private Standing standing(Instant at, boolean counts) {
        Standing next = news.standing().orElse(claim.standing());
        return counts ? next.with(next.punctuality().polled(isLate(at), news.delay(), at)) : next;
    }

    /** A channel's first poll is never late. */
    private boolean isLate(Instant at) {
        Standing before = claim.standing();
        return before.health()
                .lastSuccess()
                .map(last -> last.plus(before.cadence().multipliedBy(2)).isBefore(at))
                .orElse(before.health().lastAttempt().isPresent());
    }

    private static final String FREE = """
            update host set
                lease_1 = case when lease_1 = ? then '-infinity' else lease_1 end,
                lease_2 = case when lease_2 = ? then '-infinity' else lease_2 end,
                next_start_at = greatest(next_start_at, ?),
                ready_at = greatest(next_start_at, ?),
                rest_channel = case when ?::timestamptz > coalesce(rest_until, '-infinity') then ? else rest_channel end,
                rest_status = case when ?::timestamptz > coalesce(rest_until, '-infinity') then ? else rest_status end,
                rest_until = greatest(rest_until, ?::timestamptz)
            where name = ?
            """;

    private void bindFree(Binding binding) throws SQLException {
        Instant lease = claim.at().plus(Claim.LEASE);
        Instant pause = now.plus(news.rest().length());
        Optional<Instant> rest = news.rest().until(now);
        binding.time(lease).time(lease).time(pause).time(pause);
        binding.time(rest)
                .text(claim.channel().id())
                .time(rest)
                .whole(news.rest().status());
        binding.time(rest).text(claim.host());
    }

    /** A page that is to be fetched again waits; one that was given up stays as a witness; any other is over. */
    private boolean page() throws SQLException {
        boolean over = news.timing().next().isEmpty() && news.failed().isEmpty();
        String change = over
                ? "delete from errand e using channel c where e.no = ? and e.token = ? and c.id = e.channel returning 1"
                : """
                update errand e set token = null, failed = ?, failed_at = ?,
                       due_at = case when c.active and not c.paused then coalesce(?::timestamptz, 'infinity')
                                     else 'infinity' end
                from channel c where e.no = ? and e.token = ? and c.id = e.channel returning 1
                """;
        String sql = "with mine as (" + change + "), freed as (" + FREE + ") select 1 from mine";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var binding = new Binding(statement);
            if (!over) {
                binding.text(cut(news.failed()))
                        .time(Optional.of(now).filter(at -> !news.failed().isEmpty()))
                        .time(news.timing().next());
            }
            bindFree(binding.number(claim.no()).id(claim.token()));
            return found(statement);
        }
    }

    private static boolean found(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    /**
     * A page that is waiting already keeps its turn and learns the newer hints; one that was looked at again just now
     * is not asked for at once. That of an erased article is not asked for.
     */
    private void errands(List<Errand> errands) throws SQLException {
        String sql = """
                insert into errand (channel, rank, url, host, hints, due_at)
                select c.id, e.rank, e.url, e.host, e.hints,
                       case when c.active and not c.paused
                            then greatest(e.at, (select (a.hints::json ->> 'again-asked')::timestamptz
                                                        + %d * interval '1 second'
                                                 from errand a
                                                 where a.channel = c.id and a.rank = 3 and e.rank = 2 and a.url = e.url))
                            else 'infinity' end
                from channel c, unnest(?::smallint[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::uuid[])
                     as e (rank, url, host, hints, at, article)
                where c.id = ? and not exists (select from erasure_order o where o.article_id = e.article)
                on conflict (channel, rank, url) do update set
                    hints = excluded.hints, failed = '', failed_at = null, attempts = 0, due_at = excluded.due_at
                where errand.token is null
                """.formatted(Schedule.FLOOR.toSeconds());
        List<String> hosts =
                errands.stream().map(errand -> Hosts.of(errand.url())).toList();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement)
                    .array(
                            "smallint",
                            errands.stream()
                                    .map(errand -> errand.task().ordinal())
                                    .toList())
                    .array("text", errands.stream().map(Errand::url).toList())
                    .array("text", hosts)
                    .array(
                            "text",
                            errands.stream()
                                    .map(errand -> JsonText.write(errand.hints()))
                                    .toList())
                    .times(errands.stream()
                            .map(errand -> errand.at().orElse(now))
                            .toList())
                    .array("uuid", errands.stream().map(this::article).toList())
                    .text(claim.channel().id());
            statement.executeUpdate();
        }
        HostTable.ready(
                connection,
                hosts,
                errands.stream()
                        .map(errand -> errand.at().orElse(now))
                        .min(Instant::compareTo)
                        .orElse(now));
    }

    private String article(Errand errand) {
        String address = errand.hints().getOrDefault(ArticlePages.ADDRESS, errand.url());
        return Identity.article(claim.channel().source(), address).toString();
    }

    private void move(String host) throws SQLException {
        HostTable.ready(connection, List.of(host), news.timing().next().orElse(now));
        try (PreparedStatement statement = connection.prepareStatement("update errand set host = ? where no = ?")) {
            new Binding(statement).text(host).number(claim.no());
            statement.executeUpdate();
        }
    }

    private void robots(Poll.HostRules rules) throws SQLException {
        String sql = "update host set robots = ?, robots_until = ? where name = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement)
                    .text(rules.robots().written())
                    .time(rules.until())
                    .text(claim.host());
            statement.executeUpdate();
        }
    }

    private static String cut(String detail) {
        return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
    }
}
