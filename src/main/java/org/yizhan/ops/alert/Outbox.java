package org.yizhan.ops.alert;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Table {@code alert_message}: what is to be sent. Of several instances one sends a message, for it claims the row; one
 * that dies meanwhile leaves it to the others some minutes later. What is said of one alert leaves by one output in the
 * order in which it happened. Safe for concurrent use.
 */
final class Outbox {

    /** Longer than a whole batch may take, each within its time limit. */
    static final Duration CLAIM = Duration.ofMinutes(5);

    private static final int BATCH = 10;
    private static final int LONGEST_ERROR = 300;

    private final DataSource database;
    private final Patience patience;

    Outbox(DataSource database, Patience patience) {
        this.database = database;
        this.patience = patience;
    }

    /** A message that is claimed. */
    record Claimed(long no, String output, Output.Parcel parcel, int attempts) {}

    /**
     * What came of it.
     *
     * @param error empty: it arrived
     */
    record Done(Claimed claimed, Optional<String> error) {}

    /** Puts {@code notices} down for each of the outputs, in the caller's transaction and in one statement. */
    static void put(Connection connection, List<Notice> notices, List<String> outputs, String console, Instant now)
            throws SQLException {
        if (notices.isEmpty() || outputs.isEmpty()) {
            return;
        }
        var sql = """
                insert into alert_message (id, alert, output, body, created_at, due_at)
                select m.id, m.alert, o.output, m.body, ?, ?
                from unnest(?::uuid[], ?::uuid[], ?::text[]) with ordinality as m (id, alert, body, n)
                cross join unnest(?::text[]) as o (output) order by m.n
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setArray(
                    3, ids(connection, notices.stream().map(Notice::id).toList()));
            statement.setArray(
                    4,
                    ids(
                            connection,
                            notices.stream().map(notice -> notice.alert().id()).toList()));
            statement.setArray(
                    5,
                    texts(
                            connection,
                            notices.stream()
                                    .map(notice ->
                                            Notice.text(notice.json(console)).replace("\\u0000", "\\uFFFD"))
                                    .toList()));
            statement.setArray(6, texts(connection, outputs));
            statement.executeUpdate();
        }
    }

    private static Array ids(Connection connection, List<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }

    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /** Some of what is due, for this instance alone. */
    List<Claimed> claim(Instant now) throws SQLException {
        var sql = """
                update alert_message set claimed_until = ?, attempts = attempts + 1 where no in (
                    select no from alert_message m
                    where sent_at is null and given_up_at is null and due_at <= ? and claimed_until <= ?
                      and not exists (select from alert_message e where e.alert = m.alert and e.output = m.output
                                      and e.no < m.no and e.sent_at is null and e.given_up_at is null)
                    order by no limit %d for update skip locked
                ) returning no, id, output, body, attempts
                """.formatted(BATCH);
        try (Connection connection = patience.connection(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now.plus(CLAIM)));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setTimestamp(3, Timestamp.from(now));
            try (ResultSet rows = statement.executeQuery()) {
                var claimed = new ArrayList<Claimed>();
                while (rows.next()) {
                    claimed.add(new Claimed(
                            rows.getLong("no"),
                            rows.getString("output"),
                            new Output.Parcel(rows.getObject("id", UUID.class), rows.getString("body")),
                            rows.getInt("attempts")));
                }
                claimed.sort(Comparator.comparingLong(Claimed::no));
                return claimed;
            }
        }
    }

    /** Settles what was claimed. */
    void settle(Done done, Instant now) throws SQLException {
        var sql = """
                update alert_message set claimed_until = '-infinity', sent_at = ?, given_up_at = ?,
                    due_at = coalesce(?, due_at), last_error = ? where no = ?
                """;
        boolean arrived = done.error().isEmpty();
        Optional<Duration> again = Backoff.after(done.claimed().attempts());
        String error = done.error().orElse("");
        try (Connection connection = patience.connection(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, arrived ? Timestamp.from(now) : null);
            statement.setTimestamp(2, !arrived && again.isEmpty() ? Timestamp.from(now) : null);
            statement.setTimestamp(
                    3, again.map(pause -> Timestamp.from(now.plus(pause))).orElse(null));
            statement.setString(
                    4,
                    error.substring(0, Math.min(LONGEST_ERROR, error.length())).replace('\0', '\uFFFD'));
            statement.setLong(5, done.claimed().no());
            statement.executeUpdate();
        }
    }
}
