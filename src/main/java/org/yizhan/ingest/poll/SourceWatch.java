package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Tells how the channels fare, from what polling has stored: the same on every instance. Safe for concurrent use; throws
 * {@link SQLException} where the database can't answer.
 */
public final class SourceWatch {

    /** What is polled, or brought by mail or in files; then what is pushed, with a channel in a source file or without. */
    private static final String WATCHED = """
            select c.id, c.source, coalesce(s.name, c.source) as name, coalesce(s.region, '') as region,
                   case when h.state = 'active' then 'WEBSUB' else c.kind end as kind,
                   %s as state, c.address, c.last_attempt, c.last_success, c.failing_since, c.streak, c.fault, c.status,
                   c.detail, c.next_at, c.why, c.cadence, c.newest_item_at, c.quiet_after, c.rhythm,
                   case when c.address = '' then c.last_success else h.last_delivery_at end as last_push,
                   c.punctuality, c.burn, extract(epoch from ?::timestamptz)::bigint as now
            from channel c left join source s on s.id = c.source left join hub_subscription h on h.channel = c.id
            where c.active and c.kind <> 'PUSH'
            union all
            select coalesce(c.id, 'push:' || p.source), coalesce(c.source, p.source),
                   coalesce(s.name, c.source, p.source), coalesce(s.region, ''), 'PUSH',
                   case when p.last_at + p.quiet_after * interval '1 second' < ? then 'quiet'
                        when p.quiet_after is not null then 'fresh' else 'push-only' end,
                   '', null, p.last_at, null, 0, '', 0, '', null, '', 0, p.last_at, p.quiet_after,
                   coalesce(p.rhythm, '{}'), p.last_at, '{}'::bigint[], null,
                   extract(epoch from ?::timestamptz)::bigint
            from pushed_source p
            full join (select id, source from channel where active and kind = 'PUSH') c on c.source = p.source
            left join source s on s.id = coalesce(c.source, p.source)
            """.formatted(SourceState.sql("?"));

    /** No channel fails from then on. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private final DataSource database;
    private final Clock clock;
    private final OwnNetwork network;

    /** One that knows of the network what the stored polls tell. */
    public SourceWatch(DataSource database, Clock clock) {
        this(database, clock, new OwnNetwork(Optional::empty, new PollFailures(database, clock), clock));
    }

    /** @param network while it is gone, the channels are told as they were before */
    public SourceWatch(DataSource database, Clock clock, OwnNetwork network) {
        this.database = database;
        this.clock = clock;
        this.network = network;
    }

    /** Since when our own network is gone, and nothing is found out of the channels; empty while all is well. */
    public Optional<Instant> networkGoneSince() throws SQLException {
        return network.goneSince();
    }

    /** What is added to the rows of an answer, a look-up by key each. */
    private static final String RECENT = """
            cross join lateral (
                select count(*) filter (where failed = '') as waiting, count(*) filter (where failed <> '') as failed
                from errand where errand.channel = page.id and rank = 2) pages
            cross join lateral (
                select count(*) filter (where at > now - 86400) as day, count(*) filter (where at > now - 604800) as week
                from unnest(page.rhythm) at) items
            cross join lateral (
                select count(*) as polls, count(*) filter (where outcome = 'not-modified') as unchanged,
                       coalesce(sum(bytes), 0) as bytes from poll where poll.channel = page.id) ring
            """;

    /**
     * One answer to a {@link SourceQuery}.
     *
     * @param rows this page of it
     * @param total how many there are in all
     * @param facets how the channels divide
     */
    public record Page(List<SourceHealth> rows, long total, SourceFacets facets) {
        public Page {
            rows = List.copyOf(rows);
        }

        /** How many there are of each state, the question's own state left out of account. */
        public Map<SourceState, Long> states() {
            return facets.states();
        }
    }

    /** What waits to be fetched. */
    public record Waiting(Duration overdue, long pages) {}

    /** The channels that {@code query} asks for. */
    public Page list(SourceQuery query) throws SQLException {
        SourceFacets facets = facets(query);
        return new Page(rows(query, query.limit(), query.offset()), facets.total(query.state()), facets);
    }

    /** All channels that it asks for, {@code most} at most, whatever rows of them. */
    public List<SourceHealth> all(SourceQuery query, int most) throws SQLException {
        return rows(query, most, 0);
    }

    private List<SourceHealth> rows(SourceQuery query, int limit, int offset) throws SQLException {
        String order = query.sort().order();
        String sql = """
                with watched as (%s), page as (
                    select * from watched where (?::text is null or state = ?) %s order by %s limit ? offset ?
                )
                select * from page %s order by %s
                """.formatted(WATCHED, FILTER, order, RECENT, order);
        Optional<String> state = query.state().map(SourceState::word);
        Optional<Instant> gone = network.goneSince();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Binding binding = moment(statement, gone).text(state).text(state);
            filter(binding, query).whole(limit).whole(offset);
            return read(statement);
        }
    }

    /** How many channels there are of each state. */
    public Map<SourceState, Long> states() throws SQLException {
        return facets(SourceQuery.worst(1)).states();
    }

    /** The ids of all that {@code query} asks for, whatever rows of them; in its order. */
    public List<String> ids(SourceQuery query) throws SQLException {
        String sql = "with watched as (%s) select id from watched where (?::text is null or state = ?) %s order by %s"
                .formatted(WATCHED, FILTER, query.sort().order());
        Optional<String> state = query.state().map(SourceState::word);
        Optional<Instant> gone = network.goneSince();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filter(moment(statement, gone).text(state).text(state), query);
            try (ResultSet rows = statement.executeQuery()) {
                var ids = new ArrayList<String>();
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
                return ids;
            }
        }
    }

    private static final String FILTER = """
            and (?::text is null or kind = ?) and (?::text is null or source = ?)
            and (?::text is null or starts_with(region, ?))
            and (?::text is null or strpos(lower(id || ' ' || name || ' ' || address), ?) > 0)
            and (?::text is null or fault = ?)
            """;

    private static Binding filter(Binding binding, SourceQuery query) throws SQLException {
        twice(twice(twice(binding, kind(query)), query.source()), query.region());
        return twice(twice(binding, text(query)), query.fault());
    }

    private static Optional<String> kind(SourceQuery query) {
        return query.kind().map(text -> text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Optional<String> text(SourceQuery query) {
        return query.text().map(words -> words.toLowerCase(Locale.ROOT));
    }

    /** As {@link #WATCHED} needs it: while our network is gone, the time that channels are judged at stands still. */
    private Binding moment(PreparedStatement statement, Optional<Instant> gone) throws SQLException {
        Instant now = clock.instant();
        Instant judged = gone.filter(now::isAfter).orElse(now);
        return new Binding(statement)
                .time(gone.orElse(NEVER))
                .time(judged)
                .time(judged)
                .time(now)
                .time(now)
                .time(now);
    }

    private Binding now(PreparedStatement statement) throws SQLException {
        Instant now = clock.instant();
        return new Binding(statement).time(now).time(now);
    }

    /** One pass over all channels; each facet leaves its own part of the question out of account. */
    private SourceFacets facets(SourceQuery query) throws SQLException {
        String sql = """
                with watched as (%s), marked as (
                    select state, kind, left(region, 2) as province, fault, (?::text is null or state = ?) as of_state,
                           (?::text is null or kind = ?) as of_kind,
                           (?::text is null or starts_with(region, ?)) as of_region,
                           (?::text is null or fault = ?) as of_fault
                    from watched where (?::text is null or source = ?)
                        and (?::text is null or strpos(lower(id || ' ' || name || ' ' || address), ?) > 0))
                select grouping(state, kind, province, fault) as facet, coalesce(state, kind, province, fault) as word,
                       count(*) filter (where of_kind and of_region and of_fault) as states,
                       count(*) filter (where of_state and of_region and of_fault) as kinds,
                       count(*) filter (where of_state and of_kind and of_fault) as regions,
                       count(*) filter (where of_state and of_kind and of_region) as faults
                from marked group by grouping sets ((state), (kind), (province), (fault))
                """.formatted(WATCHED);
        Optional<String> state = query.state().map(SourceState::word);
        Optional<Instant> gone = network.goneSince();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Binding binding = twice(moment(statement, gone), state);
            twice(twice(twice(binding, kind(query)), query.region()), query.fault());
            twice(twice(binding, query.source()), text(query));
            return SourceFacets.read(statement);
        }
    }

    private static Binding twice(Binding binding, Optional<String> value) throws SQLException {
        return binding.text(value).text(value);
    }

    /** How one channel fares; empty where there is none such. */
    public Optional<SourceHealth> find(String channel) throws SQLException {
        String sql = """
                with watched as (%s), page as (select * from watched where id = ?) select * from page %s
                """.formatted(WATCHED, RECENT);
        Optional<Instant> gone = network.goneSince();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            moment(statement, gone).text(channel);
            return read(statement).stream().findFirst();
        }
    }

    /** A channel's last polls, the newest first, 50 at most. */
    public List<Poll.Entry> polls(String channel) throws SQLException {
        String sql = """
                select at, outcome, status, millis, bytes, found, fresh, changed, detail
                from poll where channel = ? order by at desc
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(channel);
            try (ResultSet rows = statement.executeQuery()) {
                var polls = new ArrayList<Poll.Entry>();
                while (rows.next()) {
                    polls.add(entry(rows));
                }
                return polls;
            }
        }
    }

    private static Poll.Entry entry(ResultSet row) throws SQLException {
        return new Poll.Entry(
                row.getTimestamp("at").toInstant(),
                row.getString("outcome"),
                row.getInt("status"),
                Duration.ofMillis(row.getLong("millis")),
                row.getLong("bytes"),
                row.getInt("found"),
                row.getInt("fresh"),
                row.getInt("changed"),
                row.getString("detail"));
    }

    /** By how much the poll that has waited longest is overdue, and how many pages wait. */
    public Waiting waiting() throws SQLException {
        String sql = """
                select extract(epoch from ? - min(due_at) filter (where rank = 0 and due_at <= ?))::bigint,
                       count(*) filter (where rank = 2 and failed = '') from errand
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            now(statement);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Waiting(Duration.ofSeconds(rows.getLong(1)), rows.getLong(2));
            }
        }
    }

    private static List<SourceHealth> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var read = new ArrayList<SourceHealth>();
            while (rows.next()) {
                read.add(health(rows));
            }
            return read;
        }
    }

    private static SourceHealth health(ResultSet row) throws SQLException {
        long quiet = row.getLong("quiet_after");
        return new SourceHealth(
                row.getString("id"),
                row.getString("source"),
                row.getString("name"),
                row.getString("region"),
                row.getString("kind").toLowerCase(Locale.ROOT).replace('_', '-'),
                SourceState.of(row.getString("state")).orElseThrow(),
                row.getString("address"),
                StandingRow.time(row, "last_attempt"),
                StandingRow.time(row, "last_success"),
                StandingRow.time(row, "failing_since"),
                row.getInt("streak"),
                row.getString("fault"),
                row.getInt("status"),
                row.getString("detail"),
                StandingRow.time(row, "next_at"),
                row.getString("why"),
                Duration.ofSeconds(row.getLong("cadence")),
                StandingRow.time(row, "newest_item_at"),
                quiet > 0 ? Optional.of(Duration.ofSeconds(quiet)) : Optional.empty(),
                StandingRow.time(row, "last_push"),
                Punctuality.of((Long[]) row.getArray("punctuality").getArray())
                        .week(Instant.ofEpochSecond(row.getLong("now"))),
                row.getLong("waiting"),
                row.getLong("failed"),
                new SourceHealth.Recent(
                        row.getLong("day"),
                        row.getLong("week"),
                        row.getLong("polls"),
                        row.getLong("unchanged"),
                        row.getLong("bytes")));
    }
}
