package org.yizhan.deliver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/** What is to be delivered, in {@code subscription}: marked, claimed, settled, a few statements for any number. */
final class DueTable {

    private final DataSource database;

    DueTable(DataSource database) {
        this.database = database;
    }

    /** Goes through the changes after a number and says what to mark, by feed. */
    @FunctionalInterface
    interface Gather {
        /** Adds feeds to {@code since}, each with the time of its first change; the number gone up to. */
        long after(long seq, Map<String, Instant> since);
    }

    /**
     * Goes on through the changes and marks who is subscribed to what has changed. One instance at a time does.
     *
     * @return whether anything changed
     */
    boolean advance(Gather gather) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                OptionalLong seq = progress(connection);
                if (seq.isEmpty()) {
                    return false;
                }
                Map<String, Instant> since = new HashMap<>();
                long upTo = gather.after(seq.getAsLong(), since);
                if (upTo == seq.getAsLong()) {
                    return false;
                }
                mark(connection, since);
                progress(connection, upTo);
                connection.commit();
                return true;
            } finally {
                connection.rollback();
            }
        }
    }

    private static OptionalLong progress(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select seq from hub_progress for update skip locked");
                var rows = statement.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    private static void progress(Connection connection, long seq) throws SQLException {
        try (var statement = connection.prepareStatement("update hub_progress set seq = ?")) {
            statement.setLong(1, seq);
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

    /** Marks searches that nobody has looked at since {@code before}. */
    void markSearches(Instant now, Instant before) throws SQLException {
        var sql = """
                update subscription set due_at = ?
                where feed = ? and due_at is null and claimed_until is null and looked_at <= ?
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, Topic.SEARCH);
            statement.setTimestamp(3, Timestamp.from(before));
        });
    }

    /** Marks everybody who is subscribed to a topic. */
    void mark(Topic topic, Instant now) throws SQLException {
        update("update subscription set due_at = ? where topic = ? and due_at is null", statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, topic.path());
        });
    }

    /**
     * Claims deliveries for a while, those that wait longest first; what a crashed instance had claimed is claimed again.
     *
     * @param failing those who failed last, else those who didn't
     */
    List<Due> claim(Instant now, Duration claim, boolean failing, int limit) throws SQLException {
        var sql = """
                update subscription s set claim = ?, claimed_until = ?, due_at = null, looked_at = ?
                from (
                    select id, coalesce(due_at, ?) as since from subscription
                    where (due_at <= ? and claimed_until is null or claimed_until < ?) and lease_until > ?
                      and (attempt > 0) = ?
                    order by due_at limit ? for update skip locked
                ) as d
                where s.id = d.id
                returning s.*, d.since
                """;
        UUID ours = UUID.randomUUID();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            Timestamp moment = Timestamp.from(now);
            statement.setObject(1, ours);
            statement.setTimestamp(2, Timestamp.from(now.plus(claim)));
            for (int place = 3; place <= 7; place++) {
                statement.setTimestamp(place, moment);
            }
            statement.setBoolean(8, failing);
            statement.setInt(9, limit);
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
                row.getInt("attempt"),
                row.getTimestamp("since").toInstant());
    }

    /** Writes down what was delivered; a mark that was made meanwhile stays. */
    void delivered(List<Outcome.Delivered> outcomes, Instant now) throws SQLException {
        var sql = """
                update subscription s set claim = null, claimed_until = null, attempt = 0, failing_since = null,
                    last_error = '', seq = u.seq, etag = u.etag, deliveries = deliveries + u.documents,
                    last_delivery_at = case when u.documents > 0 then ? else last_delivery_at end,
                    due_at = case when u.more then coalesce(due_at, ?) else due_at end
                from unnest(?::int8[], ?::uuid[], ?::int8[], ?::text[], ?::int4[], ?::bool[])
                    as u(id, claim, seq, etag, documents, more)
                where s.id = u.id and s.claim = u.claim
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now));
            var columns = new Rows<>(statement, outcomes);
            columns.set(3, "int8", outcome -> outcome.due().id());
            columns.set(4, "uuid", outcome -> outcome.due().claim());
            columns.set(5, "int8", outcome -> outcome.state().seq());
            columns.set(6, "text", outcome -> outcome.state().etag());
            columns.set(7, "int4", Outcome.Delivered::documents);
            columns.set(8, "bool", Outcome.Delivered::more);
        });
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
                update subscription set
                    due_at = case when due_at > ? and attempt = 0 then ?
                                  when due_at > ? then greatest(?, due_at - (looked_at - ?)) else due_at end,
                    claimed_until = case when claimed_until > ? then ? else claimed_until end,
                    looked_at = ?
                where looked_at > ? or due_at > ? and attempt = 0
                """;
        update(sql, statement -> {
            Timestamp moment = Timestamp.from(now);
            Timestamp claimed = Timestamp.from(now.plus(claim));
            for (int place = 1; place <= 5; place++) {
                statement.setTimestamp(place, moment);
            }
            statement.setTimestamp(6, claimed);
            statement.setTimestamp(7, claimed);
            statement.setTimestamp(8, moment);
            // the clocks of two instances are never quite the same
            statement.setTimestamp(9, claimed);
            statement.setTimestamp(10, claimed);
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
