package org.yizhan.deliver;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What is to be delivered, in {@code subscription}: claimed and settled, a few statements for any number. {@link MarkTable}
 * marks it.
 */
final class DueTable {

    private final DataSource database;

    DueTable(DataSource database) {
        this.database = database;
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
                new Topics.State(
                        row.getLong("seq"),
                        row.getString("etag"),
                        Optional.ofNullable(row.getObject("told_within", UUID.class))),
                row.getLong("deliveries") == 0,
                row.getBoolean("look"),
                row.getInt("attempt"),
                row.getTimestamp("since").toInstant());
    }

    /** Writes down what was delivered; a mark that was made meanwhile stays. */
    void delivered(List<Outcome.Delivered> outcomes, Instant now) throws SQLException {
        var sql = """
                update subscription s set claim = null, claimed_until = null, attempt = 0, failing_since = null,
                    last_error = '', seq = u.seq, etag = u.etag, told_within = nullif(u.told_within, '')::uuid,
                    deliveries = deliveries + u.documents,
                    last_delivery_at = case when u.documents > 0 then ? else last_delivery_at end,
                    took = case when u.documents > 0 then (u.took || s.took)[1:?] else s.took end,
                    seq_before = case when u.documents > 0 then s.seq else s.seq_before end,
                    due_at = case when u.pause > 0 then ?::timestamptz + u.pause * interval '1 millisecond'
                                  when u.more then coalesce(due_at, ?) else due_at end,
                    looked_at = case when starts_with(u.etag, ?) then '-infinity' else looked_at end
                from unnest(?::int8[], ?::uuid[], ?::int8[], ?::text[], ?::text[], ?::int4[], ?::int4[], ?::bool[],
                        ?::int8[]) as u(id, claim, seq, etag, told_within, documents, took, more, pause)
                where s.id = u.id and s.claim = u.claim
                """;
        update(sql, statement -> {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setInt(2, Subscription.MEASURED);
            statement.setTimestamp(3, Timestamp.from(now));
            statement.setTimestamp(4, Timestamp.from(now));
            statement.setString(5, Topics.State.UNKNOWN);
            var columns = new Rows<>(statement, outcomes);
            columns.set(6, "int8", outcome -> outcome.due().id());
            columns.set(7, "uuid", outcome -> outcome.due().claim());
            columns.set(8, "int8", outcome -> outcome.state().seq());
            columns.set(9, "text", outcome -> outcome.state().etag());
            columns.set(
                    10,
                    "text",
                    outcome -> outcome.state().within().map(UUID::toString).orElse(""));
            columns.set(11, "int4", Outcome.Delivered::documents);
            columns.set(12, "int4", outcome -> millis(Round.lag(outcome.due(), now)));
            columns.set(13, "bool", Outcome.Delivered::more);
            columns.set(14, "int8", outcome -> outcome.pause().toMillis());
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
}
