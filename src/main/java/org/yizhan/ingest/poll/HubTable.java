package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.yizhan.ingest.poll.HubSubscription.State;

/**
 * The table of subscriptions. Every method is one statement that decides by itself, so instances can share the table.
 * Failing SQL is thrown as {@link IllegalStateException}.
 */
final class HubTable {

    private final DataSource database;

    HubTable(DataSource database) {
        this.database = database;
    }

    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** Writes down that {@code channel} is to be subscribed; one that is subscribed to the same topic stays as it is. */
    void want(String channel, HubTopic topic, String token, String secret, Instant now) {
        change("""
                insert into hub_subscription (channel, topic, hub, sha1, token, secret, state, next_at)
                values (?, ?, ?, ?, ?, ?, 'wanted', ?)
                on conflict (channel) do update
                set topic = excluded.topic, hub = excluded.hub, sha1 = excluded.sha1, token = excluded.token,
                    secret = excluded.secret, state = 'wanted', pending = null, next_at = excluded.next_at,
                    requested_at = null, lease_until = null, missed_at = null, failures = 0, last_error = ''
                where (hub_subscription.topic, hub_subscription.hub, hub_subscription.sha1)
                          is distinct from (excluded.topic, excluded.hub, excluded.sha1)
                   or hub_subscription.state = 'ending'
                """, channel, topic.topic(), topic.hub(), topic.sha1(), token, secret, now);
    }

    /** Ends what is subscribed for channels that are not among {@code channels}. */
    void retain(List<String> channels, Instant now) {
        run("""
                update hub_subscription set state = 'ending', pending = null, next_at = ?, failures = 0
                where channel <> all (?) and state <> 'ending'
                """, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setArray(2, statement.getConnection().createArrayOf("text", channels.toArray()));
            return statement.executeUpdate();
        });
    }

    void end(String channel, Instant now) {
        change("""
                update hub_subscription set state = 'ending', pending = null, next_at = ?, failures = 0
                where channel = ? and state <> 'ending'
                """, now, channel);
    }

    /**
     * Takes at most {@code most} subscriptions whose time has come, for this caller only, and writes down that the hub
     * is being asked: it may verify before it answers. Where nothing comes of it, the next time is 10 minutes from now,
     * doubled with each failure up to a day.
     */
    List<HubSubscription> claim(Instant now, int most) {
        return run("""
                update hub_subscription
                set failures = failures + case when pending is null then 0 else 1 end,
                    last_error = case when pending is null then last_error else 'the hub did not verify' end,
                    pending = case when state = 'ending' then 'unsubscribe' else 'subscribe' end,
                    state = case when state in ('active', 'ending') then state else 'requested' end,
                    requested_at = ?,
                    next_at = ?::timestamptz + least(interval '1 day', interval '10 minutes' * power(2, least(failures, 10)))
                where channel in (select channel from hub_subscription where next_at <= ?
                                  order by next_at limit ? for update skip locked)
                returning *
                """, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setInt(4, most);
            return read(statement);
        });
    }

    /** The hub refused the request or can't be reached. */
    void failed(String token, String error) {
        change("""
                update hub_subscription
                set pending = null, failures = failures + 1, last_error = ?,
                    state = case when state = 'requested' then 'wanted' else state end
                where token = ? and pending is not null
                """, error, token);
    }

    /** Whether the row of {@code token} awaited just this, which it is now. */
    boolean verified(String token, String topic, Instant leaseUntil, Instant renewAt) {
        return change("""
                update hub_subscription
                set state = 'active', pending = null, lease_until = ?, next_at = ?, failures = 0, last_error = ''
                where token = ? and topic = ? and pending = 'subscribe'
                """, leaseUntil, renewAt, token, topic) > 0;
    }

    boolean ended(String token, String topic) {
        return change(
                        "delete from hub_subscription where token = ? and topic = ? and pending = 'unsubscribe'",
                        token,
                        topic)
                > 0;
    }

    boolean denied(String token, String topic, String reason, Instant askAgain) {
        return change("""
                update hub_subscription
                set state = 'denied', pending = null, lease_until = null, next_at = ?, failures = failures + 1,
                    last_error = ?
                where token = ? and topic = ? and state <> 'ending'
                """, askAgain, reason, token, topic) > 0;
    }

    void remove(String token) {
        change("delete from hub_subscription where token = ?", token);
    }

    void delivered(String token, Instant now) {
        change("""
                update hub_subscription set last_delivery_at = ?, deliveries = deliveries + 1 where token = ?
                """, now, token);
    }

    void unsigned(String token) {
        change("update hub_subscription set unsigned = unsigned + 1 where token = ?", token);
    }

    void missed(String channel, Instant now) {
        change("update hub_subscription set missed_at = ? where channel = ?", now, channel);
    }

    Optional<HubSubscription> byToken(String token) {
        return run("select * from hub_subscription where token = ?", statement -> {
            statement.setString(1, token);
            return read(statement).stream().findFirst();
        });
    }

    Optional<HubSubscription> byChannel(String channel) {
        return run("select * from hub_subscription where channel = ?", statement -> {
            statement.setString(1, channel);
            return read(statement).stream().findFirst();
        });
    }

    List<HubSubscription> all() {
        return run("select * from hub_subscription order by channel", HubTable::read);
    }

    private int change(String sql, Object... values) {
        return run(sql, statement -> {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof Instant time ? Timestamp.from(time) : values[i]);
            }
            return statement.executeUpdate();
        });
    }

    private <T> T run(String sql, Work<T> work) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            T done = work.with(statement);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return done;
        } catch (SQLException e) {
            throw new IllegalStateException("subscriptions can't be read or written: " + e.getMessage(), e);
        }
    }

    private static List<HubSubscription> read(PreparedStatement statement) throws SQLException {
        List<HubSubscription> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new HubSubscription(
                        row.getString("channel"),
                        new HubTopic(row.getString("topic"), row.getString("hub"), row.getBoolean("sha1")),
                        row.getString("token"),
                        row.getString("secret"),
                        State.of(row.getString("state")),
                        Optional.ofNullable(row.getString("pending")),
                        row.getTimestamp("next_at").toInstant(),
                        time(row.getTimestamp("lease_until")),
                        time(row.getTimestamp("last_delivery_at")),
                        time(row.getTimestamp("missed_at")),
                        row.getLong("deliveries"),
                        row.getLong("unsigned"),
                        row.getInt("failures"),
                        row.getString("last_error")));
            }
        }
        return found;
    }

    private static Optional<Instant> time(@Nullable Timestamp timestamp) {
        return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
    }
}
