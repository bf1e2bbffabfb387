package org.yizhan.deliver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Marks in {@code subscription} what is to be delivered, as it goes through the changes; {@link DueTable} delivers it. */
final class MarkTable {

    private final DataSource database;

    MarkTable(DataSource database) {
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
            var columns = new Rows<>(statement, rows);
            columns.set(1, "text", Map.Entry::getKey);
            columns.set(2, "int8", row -> row.getValue().toEpochMilli());
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
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, Topic.SEARCH);
            statement.setTimestamp(3, Timestamp.from(before));
            statement.setInt(4, most);
            statement.executeUpdate();
        }
    }

    /** Marks everybody who is subscribed to a topic, to be looked at as a whole where it is a search. */
    void mark(Topic topic, Instant now) throws SQLException {
        var sql = """
                update subscription set due_at = coalesce(due_at, ?), looked_at = '-infinity' where topic = ?
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setString(2, topic.path());
            statement.executeUpdate();
        }
    }
}
