package org.yizhan.deliver;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The rows of {@code subscription_request}, and what becomes of them in {@code subscription}. Safe for concurrent use. */
final class RequestTable {

    private final DataSource database;

    RequestTable(DataSource database) {
        this.database = database;
    }

    /**
     * How much there is already.
     *
     * @param allPending requests that wait to be verified
     * @param pending those of the host
     * @param allSubscriptions of everybody
     * @param subscriptions of the host
     * @param searches distinct searches that are subscribed to, this one left out
     * @param ownSearches those of the host, with those it waits to be verified for
     * @param known whether there is such a subscription
     */
    record Crowd(
            int allPending,
            int pending,
            int allSubscriptions,
            int subscriptions,
            int searches,
            int ownSearches,
            boolean known) {}

    /**
     * A request that is claimed for verification.
     *
     * @param askedAt tells it from a newer one that took its place
     */
    record Pending(long id, Request request, Instant askedAt) {}

    Crowd crowd(Request request) throws SQLException {
        var sql = """
                select (select count(*) from subscription_request),
                       (select count(*) from subscription_request where host = ?),
                       (select count(*) from subscription),
                       (select count(*) from subscription where host = ?),
                       (select count(distinct split_part(topic, '?', 2)) from subscription
                        where feed = ? and split_part(topic, '?', 2) <> split_part(?, '?', 2)),
                       (select count(*) from (
                            select split_part(topic, '?', 2) as search from subscription
                            where feed = ? and split_part(topic, '?', 2) <> split_part(?, '?', 2) and host = ?
                            union
                            select split_part(topic, '?', 2) from subscription_request
                            where feed = ? and split_part(topic, '?', 2) <> split_part(?, '?', 2) and host = ?
                                and subscribe) as own),
                       exists (select from subscription where topic = ? and callback = ?)
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, request.host());
            statement.setString(2, request.host());
            statement.setString(3, Topic.SEARCH);
            statement.setString(4, request.topic().path());
            for (int place = 5; place <= 8; place += 3) {
                statement.setString(place, Topic.SEARCH);
                statement.setString(place + 1, request.topic().path());
                statement.setString(place + 2, request.host());
            }
            statement.setString(11, request.topic().path());
            statement.setString(12, request.callback());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Crowd(
                        rows.getInt(1),
                        rows.getInt(2),
                        rows.getInt(3),
                        rows.getInt(4),
                        rows.getInt(5),
                        rows.getInt(6),
                        rows.getBoolean(7));
            }
        }
    }

    /** Keeps the request until its intent is verified; a newer one takes an older one's place. */
    void keep(Request request, Instant now) throws SQLException {
        var sql = """
                insert into subscription_request
                    (subscribe, topic, feed, written, callback, host, secret, lease_seconds, requested_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (topic, callback) do update set subscribe = excluded.subscribe, written = excluded.written,
                    secret = excluded.secret, lease_seconds = excluded.lease_seconds,
                    requested_at = excluded.requested_at, claimed_until = null
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setBoolean(1, request.subscribe());
            statement.setString(2, request.topic().path());
            statement.setString(3, request.topic().feed());
            statement.setString(4, request.written());
            statement.setString(5, request.callback());
            statement.setString(6, request.host());
            statement.setString(7, request.secret().orElse(null));
            statement.setInt(8, (int) request.lease().toSeconds());
            statement.setTimestamp(9, Timestamp.from(now));
            statement.executeUpdate();
        }
    }

    /** Claims requests for a while, the oldest first. */
    List<Pending> claim(Instant now, Duration claim, int limit) throws SQLException {
        var sql = """
                update subscription_request set claimed_until = ? where id in (
                    select id from subscription_request where claimed_until is null or claimed_until < ?
                    order by id limit ? for update skip locked)
                returning *
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now.plus(claim)));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setInt(3, limit);
            try (var rows = statement.executeQuery()) {
                List<Pending> claimed = new ArrayList<>();
                while (rows.next()) {
                    claimed.add(new Pending(
                            rows.getLong("id"),
                            request(rows),
                            rows.getTimestamp("requested_at").toInstant()));
                }
                return claimed;
            }
        }
    }

    private static Request request(ResultSet row) throws SQLException {
        return new Request(
                row.getBoolean("subscribe"),
                new Topic(row.getString("topic"), row.getString("feed")),
                row.getString("written"),
                row.getString("callback"),
                row.getString("host"),
                Optional.ofNullable(row.getString("secret")),
                Duration.ofSeconds(row.getInt("lease_seconds")));
    }

    /** The callback has said no, or nothing: whatever was subscribed before stays as it was. */
    void drop(Pending pending) throws SQLException {
        try (var connection = database.getConnection()) {
            take(connection, pending);
        }
    }

    /** How many other subscriptions there are at a place; 0 where this is one of them, or it is not known. */
    int neighbours(Request request, String place) throws SQLException {
        var sql = """
                select count(*) from subscription where place = ? and place <> ''
                    and not exists (select from subscription where topic = ? and callback = ?)
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, place);
            statement.setString(2, request.topic().path());
            statement.setString(3, request.callback());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    /** Makes what was requested true, once; false where a newer request has taken its place. */
    boolean confirm(Pending pending, String place, Topics.State state, Instant now) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean ours = take(connection, pending);
            if (ours && pending.request().subscribe()) {
                subscribe(connection, pending.request(), place, state, now);
            } else if (ours) {
                unsubscribe(connection, pending.request());
            }
            connection.commit();
            return ours;
        }
    }

    private static boolean take(Connection connection, Pending pending) throws SQLException {
        try (var statement =
                connection.prepareStatement("delete from subscription_request where id = ? and requested_at = ?")) {
            statement.setLong(1, pending.id());
            statement.setTimestamp(2, Timestamp.from(pending.askedAt()));
            return statement.executeUpdate() == 1;
        }
    }

    /** A renewal goes on where the subscription stands, and tries at once what has failed so far. */
    private static void subscribe(Connection connection, Request request, String place, Topics.State state, Instant now)
            throws SQLException {
        var sql = """
                insert into subscription as s
                    (topic, feed, written, callback, host, secret, subscribed_at, lease_until, seq, etag, looked_at,
                     due_at, place)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (topic, callback) do update set written = excluded.written, secret = excluded.secret,
                    place = excluded.place, subscribed_at = excluded.subscribed_at, lease_until = excluded.lease_until,
                    due_at = case when s.attempt > 0 and s.due_at is not null
                        then least(s.due_at, excluded.subscribed_at) else s.due_at end
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, request.topic().path());
            statement.setString(2, request.topic().feed());
            statement.setString(3, request.written());
            statement.setString(4, request.callback());
            statement.setString(5, request.host());
            statement.setString(6, request.secret().orElse(null));
            statement.setTimestamp(7, Timestamp.from(now));
            statement.setTimestamp(8, Timestamp.from(now.plus(request.lease())));
            statement.setLong(9, state.seq());
            statement.setString(10, state.etag());
            statement.setTimestamp(11, Timestamp.from(now));
            // what happens while it is not listed yet touches no search
            statement.setTimestamp(12, request.topic().isSearch() ? Timestamp.from(now) : null);
            statement.setString(13, place);
            statement.executeUpdate();
        }
    }

    private static void unsubscribe(Connection connection, Request request) throws SQLException {
        try (var statement = connection.prepareStatement("delete from subscription where topic = ? and callback = ?")) {
            statement.setString(1, request.topic().path());
            statement.setString(2, request.callback());
            statement.executeUpdate();
        }
    }
}
