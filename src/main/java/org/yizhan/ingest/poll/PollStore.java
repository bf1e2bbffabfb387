package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.yizhan.article.Channel;

/**
 * What is to be fetched and by whom, in PostgreSQL. Claims are exclusive among all instances: the rows of the hosts are
 * taken with {@code SKIP LOCKED}, one start a host in {@link #GAP} and two requests at once. Safe for concurrent use;
 * every method throws {@link SQLException} where the database can't answer, and has changed nothing then.
 */
public final class PollStore {

    /** Milliseconds between two starts at one host: 5 s, and half a second for the way from the claim to the wire. */
    static final int GAP = 5_500;

    private final DataSource database;

    public PollStore(DataSource database) {
        this.database = database;
    }

    /**
     * Takes what is due, in one statement: of each host that may be asked the first errand, polls before further pages
     * before articles' pages, the longest waiting host first. What is looked at and has nothing due is not looked at
     * again before it has.
     */
    public List<Claim> claim(int most, Instant now) throws SQLException {
        String sql = """
                with due as materialized (
                    select name, next_start_at, gap, lease_1, lease_2,
                           next_start_at <= ? and least(lease_1, lease_2) <= ? as free
                    from host where ready_at <= ?
                    order by ready_at limit ? for update skip locked
                ), looked as materialized (
                    select due.name, due.free, e.no from due left join lateral (
                        select no from errand where host = due.name and due_at <= ?
                        order by rank, due_at limit 1
                    ) e on due.free
                ), picked as materialized (
                    select name, no from looked where no is not null limit ?
                ), started as (
                    update host h set
                        next_start_at = case when p.no is null then h.next_start_at
                                             else ?::timestamptz + h.gap * interval '1 ms' end,
                        lease_1 = case when p.no is not null and h.lease_1 <= ? then ? else h.lease_1 end,
                        lease_2 = case when p.no is not null and h.lease_1 > ? then ? else h.lease_2 end,
                        ready_at = case
                            when p.no is not null then ?::timestamptz + h.gap * interval '1 ms'
                            when not l.free then greatest(h.next_start_at, least(h.lease_1, h.lease_2))
                            else coalesce((select min(due_at) from errand where host = h.name), 'infinity') end
                    from looked l left join picked p on p.name = l.name
                    where h.name = l.name and (p.no is not null or l.no is null)
                )
                update errand e set due_at = ?, token = gen_random_uuid(), attempts = attempts + 1
                from picked p, channel c, host h
                where e.no = p.no and e.due_at <= ? and c.id = e.channel and h.name = e.host
                returning e.no, e.token, e.rank, e.url as errand_url, e.host, e.hints, e.attempts,
                          c.id, c.kind, c.source, c.parameters, c.set_interval,
                          case when h.robots_until > ? then h.robots end as robots,
                """ + StandingRow.COLUMNS;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Instant lease = now.plus(Claim.LEASE);
            new Binding(statement)
                    .time(now)
                    .time(now)
                    .time(now)
                    .whole(2 * most + 50)
                    .time(now)
                    .whole(most)
                    .time(now)
                    .time(now)
                    .time(lease)
                    .time(now)
                    .time(lease)
                    .time(now)
                    .time(now.plus(Claim.HELD))
                    .time(now)
                    .time(now);
            return read(statement, now);
        }
    }

    private static List<Claim> read(PreparedStatement statement, Instant now) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var claims = new ArrayList<Claim>();
            while (rows.next()) {
                claims.add(claim(rows, now));
            }
            return claims;
        }
    }

    private static Claim claim(ResultSet row, Instant now) throws SQLException {
        Claim.Task task = Claim.Task.values()[row.getInt("rank")];
        Standing standing = StandingRow.read(row);
        return new Claim(
                row.getLong("no"),
                row.getObject("token", UUID.class),
                task,
                new Channel(
                        row.getString("id"),
                        Channel.Kind.valueOf(row.getString("kind")),
                        row.getString("source"),
                        parameters(row)),
                standing,
                task == Claim.Task.POLL ? standing.address() : row.getString("errand_url"),
                row.getString("host"),
                JsonText.read(row.getString("hints")),
                row.getInt("attempts"),
                StandingRow.text(row, "robots").map(Robots::read),
                now);
    }

    /** As the file says, but for the interval that an operator has set. */
    private static Map<String, String> parameters(ResultSet row) throws SQLException {
        var parameters = new HashMap<>(JsonText.read(row.getString("parameters")));
        StandingRow.text(row, "set_interval").ifPresent(seconds -> parameters.put("every", seconds + "s"));
        return parameters;
    }

    /** Whether the channel named an item of this key before. */
    public boolean isKnown(String channel, String key) throws SQLException {
        return seen(channel).knows(key);
    }

    /** What {@code channel} named lately. */
    SeenItems seen(String channel) throws SQLException {
        String sql = "select items from seen_item where channel = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, channel);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? SeenItems.of(rows.getBytes(1)) : SeenItems.none();
            }
        }
    }

    /** When there may be something to claim; empty: nothing is to be fetched at all. */
    Optional<Instant> nextDue() throws SQLException {
        String sql = "select min(ready_at) from host where ready_at < 'infinity'";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? StandingRow.time(rows, "min") : Optional.empty();
        }
    }

    /**
     * Gives a claim back, not before {@code again}; its host's place is free at once. A claim that has expired meanwhile,
     * and may be another's, stays as it is.
     */
    public void release(Claim claim, Instant again, Why why) throws SQLException {
        String sql = """
                with mine as (
                    update errand e set token = null, attempts = greatest(0, attempts - 1),
                           due_at = case when c.active and not c.paused then ?::timestamptz else 'infinity' end
                    from channel c where e.no = ? and e.token = ? and c.id = e.channel
                    returning e.channel, e.rank, e.due_at
                ), told as (
                    update channel c set next_at = mine.due_at, why = ? from mine
                    where c.id = mine.channel and mine.rank = 0 and isfinite(mine.due_at)
                )
                update host set
                    lease_1 = case when lease_1 = ? then '-infinity' else lease_1 end,
                    lease_2 = case when lease_2 = ? then '-infinity' else lease_2 end,
                    ready_at = next_start_at
                where name = ?
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Instant lease = claim.at().plus(Claim.LEASE);
            new Binding(statement)
                    .time(again)
                    .number(claim.no())
                    .id(claim.token())
                    .text(why.word())
                    .time(lease)
                    .time(lease)
                    .text(claim.host());
            statement.executeUpdate();
        }
    }

    /** Remembers what a hub told of {@code channel}, so that the next poll does not take it for news. */
    public void told(String channel, List<Item> items) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                SeenTable.remember(connection, channel, items);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Stores all that came of a poll, in one transaction; false where the claim had expired, and nothing is stored then. */
    public boolean settle(Poll poll, Instant now) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean ours = new Settlement(connection, poll, now).write();
                connection.commit();
                return ours;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** Takes back what was counted of polls that reached no host since {@code since}: each channel stands as before. */
    void forgive(Instant since) throws SQLException {
        String sql = """
                update channel c set streak = r.streak, failing_since = r.failing_since, fault = r.fault,
                       status = r.status, detail = r.detail, punctuality = r.punctuality, burn = r.burn, reached = null
                from channel o cross join lateral jsonb_to_record(o.reached) as r (
                    streak int, failing_since timestamptz, fault text, status int, detail text,
                    punctuality bigint[], burn double precision)
                where o.id = c.id and c.last_attempt >= ? and c.reached is not null
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(since);
            statement.executeUpdate();
        }
    }

    /** Forgets the pages that were given up more than {@code days} days ago. */
    public int trim(int days, Instant now) throws SQLException {
        String sql = "delete from errand where failed <> '' and failed_at < ?::timestamptz - ? * interval '1 day'";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(now).whole(days);
            return statement.executeUpdate();
        }
    }

    /**
     * Forgets the pages of one article that wait to be fetched, for the first time or again, or were given up, with what is
     * there of them; how many. A page that is being fetched at this moment is not taken in and not looked at again. What the
     * source's channels answered last goes too, for the article may stand in it.
     *
     * @param addresses by which the article may be called, absolute
     */
    public int forget(String source, Collection<String> addresses) throws SQLException {
        String sql = """
                with answered as (
                    delete from channel_answer a using channel c where c.id = a.channel and c.source = ?
                )
                delete from errand e using channel c
                where c.id = e.channel and c.source = ? and e.rank in (?, ?)
                  and (e.url = any(?) or e.hints::json ->> ? = any(?) or e.hints::json ->> ? = any(?))
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement)
                    .text(source)
                    .text(source)
                    .whole(Claim.Task.PAGE.ordinal())
                    .whole(Claim.Task.AGAIN.ordinal())
                    .array("text", addresses)
                    .text(ArticlePages.ADDRESS)
                    .array("text", addresses)
                    .text(ArticlePages.FOUND_AT)
                    .array("text", addresses);
            return statement.executeUpdate();
        }
    }
}
