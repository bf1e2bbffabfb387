package org.yizhan.deliver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The hub's subscriptions, for operators. Safe for concurrent use. */
public final class Subscriptions {

    private final DataSource database;
    private final Clock clock;

    public Subscriptions(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param topic part of a topic's path
     * @param host of the callback
     * @param narrowing only those that failed last, or that are suspended
     */
    public record Query(Optional<String> topic, Optional<String> host, Narrowing narrowing, int limit, int offset) {

        public boolean failing() {
            return narrowing == Narrowing.FAILING;
        }

        public boolean suspended() {
            return narrowing == Narrowing.SUSPENDED;
        }
    }

    /** Which of them. */
    public enum Narrowing {
        ALL,
        FAILING,
        SUSPENDED
    }

    /**
     * How the hub is doing.
     *
     * @param active subscriptions whose lease runs
     * @param waiting deliveries that are due or under way, to those who didn't fail last and aren't suspended
     * @param failing subscriptions that failed last and aren't suspended
     * @param suspended by an operator
     * @param requests waiting to be verified
     * @param lag since when the oldest waiting delivery waits
     */
    public record Counts(long active, long waiting, long failing, long suspended, long requests, Duration lag) {}

    /** Those whose lease runs; the ones that fail longest first, then by id. */
    public List<Subscription> list(Query query) throws SQLException {
        var sql = """
                select * from subscription
                where (?::text is null or strpos(topic, ?) > 0) and (?::text is null or host = ?)
                  and (not ? or attempt > 0) and (not ? or suspended_at is not null) and lease_until > ?
                order by failing_since nulls last, id limit ? offset ?
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            asked(statement, query);
            statement.setInt(8, query.limit());
            statement.setInt(9, query.offset());
            try (var rows = statement.executeQuery()) {
                List<Subscription> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(subscription(rows));
                }
                return found;
            }
        }
    }

    /**
     * How far one subscription has been told.
     *
     * @param host of the callback
     * @param seq everything up to this change sequence number was delivered
     * @param attempt failures in a row
     */
    public record Told(long id, String topic, String host, long seq, Optional<Instant> lastDeliveryAt, int attempt) {}

    /** Those to these feeds whose lease runs, the ones that were told least first. */
    public List<Told> told(Collection<String> feeds, int limit) throws SQLException {
        var sql = """
                select id, topic, host, seq, last_delivery_at, attempt from subscription
                where feed = any(?) and lease_until > ? order by seq, id limit ?
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", feeds.toArray()));
            statement.setTimestamp(2, Timestamp.from(clock.instant()));
            statement.setInt(3, limit);
            try (var rows = statement.executeQuery()) {
                List<Told> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(new Told(
                            rows.getLong("id"),
                            rows.getString("topic"),
                            rows.getString("host"),
                            rows.getLong("seq"),
                            time(rows, "last_delivery_at"),
                            rows.getInt("attempt")));
                }
                return found;
            }
        }
    }

    /** How many there are in all of what is asked for, limit and offset left out of account. */
    public long total(Query query) throws SQLException {
        var sql = """
                select count(*) from subscription
                where (?::text is null or strpos(topic, ?) > 0) and (?::text is null or host = ?)
                  and (not ? or attempt > 0) and (not ? or suspended_at is not null) and lease_until > ?
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            asked(statement, query);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private void asked(PreparedStatement statement, Query query) throws SQLException {
        String topic = query.topic().map(Subscriptions::clean).orElse(null);
        String host = query.host().map(Subscriptions::clean).orElse(null);
        statement.setString(1, topic);
        statement.setString(2, topic);
        statement.setString(3, host);
        statement.setString(4, host);
        statement.setBoolean(5, query.failing());
        statement.setBoolean(6, query.suspended());
        statement.setTimestamp(7, Timestamp.from(clock.instant()));
    }

    private static String clean(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** One of them. */
    public Optional<Subscription> find(long id) throws SQLException {
        return one("select * from subscription where id = ?", id);
    }

    /** Has what is due to it delivered at once, whatever failed before; empty where there is none. */
    public Optional<Subscription> retry(long id) throws SQLException {
        return changed("update subscription set due_at = ? where id = ? returning *", id);
    }

    /** What a statement about the time now and one of them has made of it. */
    private Optional<Subscription> changed(String sql, long id) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setLong(2, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(subscription(rows)) : Optional.empty();
            }
        }
    }

    /** Keeps back what is due to it from now on; empty where there is none that isn't kept back already. */
    public Optional<Subscription> suspend(long id, String operator) throws SQLException {
        var sql = """
                update subscription set suspended_at = ?, suspended_by = ?
                where id = ? and suspended_at is null returning *
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setString(2, operator);
            statement.setLong(3, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(subscription(rows)) : Optional.empty();
            }
        }
    }

    /** Lets it have what has waited, which counts as due from now on; empty where there is none that is kept back. */
    public Optional<Subscription> resume(long id) throws SQLException {
        var sql = """
                update subscription set suspended_at = null, suspended_by = '',
                    due_at = case when due_at is not null then ?::timestamptz end
                where id = ? and suspended_at is not null returning *
                """;
        return changed(sql, id);
    }

    /**
     * Has the last delivery that held something made again, with what has come since; empty where there was none, or one
     * is under way.
     */
    public Optional<Subscription> resend(long id) throws SQLException {
        var sql = """
                update subscription set seq = least(seq, seq_before), told_within = null, etag = '', due_at = ?
                where id = ? and seq_before is not null and claim is null returning *
                """;
        return changed(sql, id);
    }

    /** Ends it; empty where there is none. */
    public Optional<Subscription> end(long id) throws SQLException {
        return one("delete from subscription where id = ? returning *", id);
    }

    private Optional<Subscription> one(String sql, long id) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(subscription(rows)) : Optional.empty();
            }
        }
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        String suspendedBy = row.getString("suspended_by");
        return new Subscription(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("written"),
                row.getString("callback"),
                row.getString("host"),
                row.getString("secret") != null,
                row.getTimestamp("lease_until").toInstant(),
                time(row, "due_at"),
                row.getTimestamp("claimed_until") != null,
                row.getInt("attempt"),
                time(row, "failing_since"),
                row.getString("last_error"),
                time(row, "last_delivery_at"),
                row.getLong("deliveries"),
                Stream.of((Integer[]) row.getArray("took").getArray())
                        .map(Duration::ofMillis)
                        .toList(),
                time(row, "suspended_at").map(since -> new Subscription.Halt(suspendedBy, since)));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    /** Counts them now. */
    public Counts counts() throws SQLException {
        var sql = """
                select count(*),
                       count(*) filter (where attempt = 0 and suspended_at is null
                           and (due_at is not null or claimed_until is not null)),
                       count(*) filter (where attempt > 0 and suspended_at is null),
                       count(*) filter (where suspended_at is not null),
                       (select count(*) from subscription_request),
                       min(due_at) filter (where attempt = 0 and suspended_at is null)
                from subscription where lease_until > ?
                """;
        Instant now = clock.instant();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            try (var rows = statement.executeQuery()) {
                rows.next();
                Duration lag = Optional.ofNullable(rows.getTimestamp(6))
                        .map(due -> Duration.between(due.toInstant(), now))
                        .filter(waited -> !waited.isNegative())
                        .orElse(Duration.ZERO);
                return new Counts(
                        rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5), lag);
            }
        }
    }
}
