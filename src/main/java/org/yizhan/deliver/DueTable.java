package org.yizhan.deliver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/** What is to be delivered, in {@code subscription}: marked, claimed, settled, a few statements for any number. */
final class DueTable {

    private final DataSource database;

    DueTable(DataSource database) {
        this.database = database;
    }

    /** The searches that somebody is subscribed to who has nothing to wait for, by their paths. */
    @FunctionalInterface
    interface Searches {
        List<String> paths() throws SQLException;
    }

    /** Goes through the changes after a number and says what to mark. */
    @FunctionalInterface
    interface Gather {
        /** What to mark; empty where nothing has changed. */
        Optional<Marks> after(long seq, Searches searches) throws SQLException;
    }

    /**
     * What to mark.
     *
     * @param upTo the number gone up to
     * @param feeds those that read differently, each with the time of its first change
     * @param at when the first change was
     * @param searches those that changes touch
     */
    record Marks(long upTo, Map<String, Instant> feeds, Instant at, Topics.Touched searches) {}

    /** How far changes were gone through, and how far last without knowing all searches that they touch. */
    private record Progress(long seq, long unsifted) {}

    /**
     * Goes on through the changes and marks who is subscribed to what has changed. One instance at a time does.
     *
     * @return what was marked; empty where nothing changed, or another instance does it
     */
    Optional<Marks> advance(Gather gather) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Progress> progress = progress(connection);
                if (progress.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Marks> marks = gather.after(progress.get().seq(), () -> searches(connection));
                if (marks.isPresent()) {
                    mark(connection, marks.get().feeds());
                    mark(connection, marks.get(), progress.get());
                    advance(connection, marks.get());
                    connection.commit();
                }
                return marks;
            } finally {
                connection.rollback();
            }
        }
    }

    private static Optional<Progress> progress(Connection connection) throws SQLException {
        try (var statement =
                        connection.prepareStatement("select seq, unsifted from hub_progress for update skip locked");
                var rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(new Progress(rows.getLong(1), rows.getLong(2))) : Optional.empty();
        }
    }

    private static void advance(Connection connection, Marks marks) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update hub_progress set seq = ?, unsifted = case when ? then ? else unsifted end")) {
            statement.setLong(1, marks.upTo());
            statement.setBoolean(2, marks.searches().unread());
            statement.setLong(3, marks.upTo());
            statement.executeUpdate();
        }
    }

    private static List<String> searches(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(
                "select distinct topic from subscription where feed = ? and due_at is null")) {
            statement.setString(1, Topic.SEARCH);
            try (var rows = statement.executeQuery()) {
                List<String> paths = new ArrayList<>();
                while (rows.next()) {
                    paths.add(rows.getString(1));
                }
                return paths;
            }
        }
    }

    /**
     * Marks searches. Nothing before these changes has to do with a search that waits for nothing and has been sifted for
     * ever since it was told, so that nobody has to go through those again.
     */
    private static void mark(Connection connection, Marks marks, Progress before) throws SQLException {
        var sql = """
                update subscription s set due_at = ?, seq = case
                    when s.claimed_until is null and s.attempt = 0 and s.seq >= ? then greatest(s.seq, ?) else s.seq end
                from unnest(?::text[], ?::int8[]) as u(topic, seq)
                where s.topic = u.topic and s.feed = ? and s.due_at is null and s.seq < u.seq
                """;
        List<Map.Entry<String, Long>> rows =
                List.copyOf(marks.searches().searches().entrySet());
        if (rows.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(marks.at()));
            statement.setLong(2, before.unsifted());
            statement.setLong(3, before.seq());
            var columns = new Rows<>(statement, rows);
            columns.set(4, "text", Map.Entry::getKey);
            columns.set(5, "int8", Map.Entry::getValue);
            statement.setString(6, Topic.SEARCH);
            statement.executeUpdate();
        }
    }

    private static void mark(Connection connection, Map<String, Instant> since) throws SQLException {
        var sql = """
                update subscription s set due_at = to_timestamp(u.millis / 1e3::float8)
                from unnest(?::text[], ?::int8[]) as u(feed, millis)
                where s.feed = u.feed and s.due_at is null
                """;
        List<Map.Entry<String, Instant>> rows = List.copyOf(since.entrySet());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", rows.stream().map(Map.Entry::getKey).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8",
                            rows.stream()
                                    .map(row -> row.getValue().toEpochMilli())
                                    .toArray()));
            statement.executeUpdate();
        }
    }

    /** Marks some of the searches that nobody has looked at since {@code before}, those first that wait longest. */
    void markSearches(Instant now, Instant before, int most) throws SQLException {
        var sql = """
                update subscription set due_at = ? where id in (
                    select id from subscription
                    where feed = ? and due_at is null and claimed_until is null and looked_at <= ?
                    order by looked_at limit ?)
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, Topic.SEARCH);
            statement.setTimestamp(3, Timestamp.from(before));
            statement.setInt(4, most);
        });
    }

    /** Marks everybody who is subscribed to a topic, to be looked at as a whole where it is a search. */
    void mark(Topic topic, Instant now) throws SQLException {
        var sql = """
                update subscription set due_at = coalesce(due_at, ?), looked_at = '-infinity' where topic = ?
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, topic.path());
        });
    }

    /**
     * Claims deliveries for a while, those that wait longest first; what a crashed instance had claimed is claimed again,
     * and what is due to a suspended subscription is claimed by nobody.
     *
     * @param seen a search that was looked at later needs no look
     * @param failing those who failed last, else those who didn't
     */
    List<Due> claim(Instant now, Duration claim, Instant seen, boolean failing, int limit) throws SQLException {
        var sql = """
                update subscription s set claim = ?, claimed_until = ?, due_at = null,
                    looked_at = case when d.look then ? else s.looked_at end
                from (
                    select id, coalesce(due_at, ?) as since, looked_at <= ? as look from subscription
                    where (due_at <= ? and claimed_until is null or claimed_until < ?) and lease_until > ?
                      and (attempt > 0) = ? and suspended_at is null
                    order by due_at limit ? for update skip locked
                ) as d
                where s.id = d.id
                returning s.*, d.since, d.look
                """;
        UUID ours = UUID.randomUUID();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            Timestamp moment = Timestamp.from(now);
            statement.setObject(1, ours);
            statement.setTimestamp(2, Timestamp.from(now.plus(claim)));
            for (int place : new int[] {3, 4, 6, 7, 8}) {
                statement.setTimestamp(place, moment);
            }
            statement.setTimestamp(5, Timestamp.from(seen));
            statement.setBoolean(9, failing);
            statement.setInt(10, limit);
            try (var rows = statement.executeQuery()) {
                List<Due> due = new ArrayList<>();
                while (rows.next()) {
                    due.add(due(rows, ours));
                }
                return due;
            }
        }
    }

    private static Due due(ResultSet row, UUID claim) throws SQLException {
        return new Due(
                row.getLong("id"),
                claim,
                new Topic(row.getString("topic"), row.getString("feed")),
                row.getString("written"),
                row.getString("callback"),
                row.getString("host"),
                Optional.ofNullable(row.getString("secret")),
                new Topics.State(row.getLong("seq"), row.getString("etag")),
                row.getLong("deliveries") == 0,
                row.getBoolean("look"),
                row.getInt("attempt"),
                row.getTimestamp("since").toInstant());
    }

    /** Writes down what was delivered; a mark that was made meanwhile stays. */
    void delivered(List<Outcome.Delivered> outcomes, Instant now) throws SQLException {
        var sql = """
                update subscription s set claim = null, claimed_until = null, attempt = 0, failing_since = null,
                    last_error = '', seq = u.seq, etag = u.etag, deliveries = deliveries + u.documents,
                    last_delivery_at = case when u.documents > 0 then ? else last_delivery_at end,
                    took = case when u.documents > 0 then (u.took || s.took)[1:?] else s.took end,
                    seq_before = case when u.documents > 0 then s.seq else s.seq_before end,
                    due_at = case when u.more then coalesce(due_at, ?) else due_at end,
                    looked_at = case when starts_with(u.etag, ?) then '-infinity' else looked_at end
                from unnest(?::int8[], ?::uuid[], ?::int8[], ?::text[], ?::int4[], ?::int4[], ?::bool[])
                    as u(id, claim, seq, etag, documents, took, more)
                where s.id = u.id and s.claim = u.claim
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, Subscription.MEASURED);
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setString(4, Topics.State.UNKNOWN);
            var columns = new Rows<>(statement, outcomes);
            columns.set(5, "int8", outcome -> outcome.due().id());
            columns.set(6, "uuid", outcome -> outcome.due().claim());
            columns.set(7, "int8", outcome -> outcome.state().seq());
            columns.set(8, "text", outcome -> outcome.state().etag());
            columns.set(9, "int4", Outcome.Delivered::documents);
            columns.set(10, "int4", outcome -> millis(Round.lag(outcome.due(), now)));
            columns.set(11, "bool", Outcome.Delivered::more);
        });
    }

    private static int millis(Duration time) {
        return (int) Math.min(Integer.MAX_VALUE, time.toMillis());
    }

    /** Writes down what failed and when it is tried again. */
    void failed(List<Outcome.Failed> outcomes, Instant now) throws SQLException {
        var sql = """
                update subscription s set claim = null, claimed_until = null, attempt = attempt + 1,
                    failing_since = coalesce(failing_since, ?), last_error = u.error,
                    due_at = ?::timestamptz + u.pause * interval '1 millisecond'
                from unnest(?::int8[], ?::uuid[], ?::text[], ?::int8[]) as u(id, claim, error, pause)
                where s.id = u.id and s.claim = u.claim
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now));
            var columns = new Rows<>(statement, outcomes);
            columns.set(3, "int8", outcome -> outcome.due().id());
            columns.set(4, "uuid", outcome -> outcome.due().claim());
            columns.set(5, "text", Outcome.Failed::error);
            columns.set(6, "int8", outcome -> outcome.pause().toMillis());
        });
    }

    /** Gives claims back: the same deliveries are due at once. */
    void untried(List<Outcome.Untried> outcomes, Instant now) throws SQLException {
        var sql = """
                update subscription s set claim = null, claimed_until = null, due_at = coalesce(due_at, ?)
                from unnest(?::int8[], ?::uuid[]) as u(id, claim) where s.id = u.id and s.claim = u.claim
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            var columns = new Rows<>(statement, outcomes);
            columns.set(2, "int8", outcome -> outcome.due().id());
            columns.set(3, "uuid", outcome -> outcome.due().claim());
        });
    }

    /** Takes ended subscriptions away. */
    void ended(List<Outcome.Ended> outcomes) throws SQLException {
        var sql = """
                delete from subscription s using unnest(?::int8[], ?::uuid[]) as u(id, claim)
                where s.id = u.id and s.claim = u.claim
                """;
        update(sql, statement -> {
            var columns = new Rows<>(statement, outcomes);
            columns.set(1, "int8", outcome -> outcome.due().id());
            columns.set(2, "uuid", outcome -> outcome.due().claim());
        });
    }

    /** Moves back what was put off by a clock that was ahead of {@code now} and has been put back since. */
    void moveBack(Instant now, Duration claim) throws SQLException {
        var sql = """
                update subscription s set
                    due_at = case when due_at > t.soon and attempt = 0 then t.now
                                  when due_at is not null then least(due_at, t.latest) end,
                    claimed_until = case when claimed_until is not null then least(claimed_until, t.soon) end,
                    looked_at = case when looked_at > t.soon then '-infinity' else looked_at end
                from (values (?::timestamptz, ?::timestamptz, ?::timestamptz)) as t (now, soon, latest)
                where looked_at > t.soon or claimed_until > t.soon
                    or due_at is not null and (due_at > t.soon and attempt = 0 or due_at > t.latest)
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            // the clocks of two instances are never quite the same
            statement.setTimestamp(2, Timestamp.from(now.plus(claim.multipliedBy(2))));
            statement.setTimestamp(3, Timestamp.from(now.plus(RetrySchedule.LAST.multipliedBy(2))));
        });
    }

    /** Takes away subscriptions whose lease is over; how many. */
    int expire(Instant now) throws SQLException {
        return update(
                "delete from subscription where lease_until <= ?",
                statement -> statement.setTimestamp(1, Timestamp.from(now)));
    }

    /** Fills in a statement. */
    private interface Filling {
        void fill(PreparedStatement statement) throws SQLException;
    }

    private int update(String sql, Filling filling) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            filling.fill(statement);
            return statement.executeUpdate();
        }
    }

    /** Rows as one array a column. */
    private record Rows<T>(PreparedStatement statement, List<T> rows) {
        void set(int place, String type, Function<T, Object> column) throws SQLException {
            statement.setArray(
                    place,
                    statement
                            .getConnection()
                            .createArrayOf(type, rows.stream().map(column).toArray()));
        }
    }
}
