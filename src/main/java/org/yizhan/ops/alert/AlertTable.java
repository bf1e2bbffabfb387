package org.yizhan.ops.alert;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yizhan.ops.Trouble;

/** Table {@code alert}, in the caller's transaction. */
final class AlertTable {

    private AlertTable() {}

    /**
     * Keeps other instances from settling until the transaction ends; whether what all see alike is this instance's to
     * settle, since nobody has for {@code pause}.
     */
    static boolean claimRound(Connection connection, Instant now, Duration pause) throws SQLException {
        try (var lock = connection.prepareStatement("select at from alert_round for update");
                var rows = lock.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("alert_round has lost its row");
            }
        }
        String sql = "update alert_round set at = ? where at <= ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            statement.setTimestamp(2, Timestamp.from(now.minus(pause)));
            return statement.executeUpdate() == 1;
        }
    }

    /** Everything that has not ended, suspicions too. */
    static List<Standing> standing(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select * from alert where ended_at is null");
                ResultSet rows = statement.executeQuery()) {
            return read(rows);
        }
    }

    /** The alerts that ended last, the newest first, those before {@code before}. */
    static List<Standing> ended(Connection connection, Instant before, int most) throws SQLException {
        var sql = "select * from alert where ended_at < ? order by ended_at desc, id limit ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(before));
            statement.setInt(2, most);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    /** One of them. */
    static Optional<Standing> find(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select * from alert where id = ?")) {
            statement.setObject(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows).stream().findFirst();
            }
        }
    }

    /** Writes all of them, in one statement. */
    static void keep(Connection connection, List<Standing> all) throws SQLException {
        var sql = """
                insert into alert (id, kind, subject, observer, severity, chinese, english, looks, first_at, seen_at,
                                   began_at, ended_at, told, told_event, told_at)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[],
                                     ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                                     ?::text[], ?::timestamptz[])
                on conflict (id) do update set severity = excluded.severity, chinese = excluded.chinese,
                    english = excluded.english, looks = excluded.looks, seen_at = excluded.seen_at,
                    began_at = excluded.began_at, ended_at = excluded.ended_at, told = excluded.told,
                    told_event = excluded.told_event, told_at = excluded.told_at
                """;
        if (all.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            array(statement, 1, "uuid", all, Standing::id);
            array(statement, 2, "text", all, one -> one.key().kind().word());
            array(statement, 3, "text", all, one -> storable(one.key().subject()));
            array(statement, 4, "text", all, one -> one.key().observer());
            array(statement, 5, "text", all, one -> one.severity().word());
            array(statement, 6, "text", all, one -> storable(one.chinese()));
            array(statement, 7, "text", all, one -> storable(one.english()));
            array(statement, 8, "integer", all, Standing::looks);
            array(statement, 9, "timestamptz", all, one -> one.first().toString());
            array(statement, 10, "timestamptz", all, one -> one.seen().toString());
            array(statement, 11, "timestamptz", all, one -> written(one.began()));
            array(statement, 12, "timestamptz", all, one -> written(one.ended()));
            array(
                    statement,
                    13,
                    "text",
                    all,
                    one -> one.told().map(told -> told.severity().word()).orElse(""));
            array(
                    statement,
                    14,
                    "text",
                    all,
                    one -> one.told().map(told -> told.event().word()).orElse(""));
            array(statement, 15, "timestamptz", all, one -> written(one.told().map(Standing.Told::at)));
            statement.executeUpdate();
        }
    }

    static void drop(Connection connection, List<Standing> all) throws SQLException {
        if (all.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement("delete from alert where id = any (?)")) {
            array(statement, 1, "uuid", all, Standing::id);
            statement.executeUpdate();
        }
    }

    private static <T> void array(
            PreparedStatement statement, int position, String type, List<T> all, Function<T, @Nullable Object> column)
            throws SQLException {
        var values = all.stream().map(column).toArray();
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    private static @Nullable Object written(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static List<Standing> read(ResultSet rows) throws SQLException {
        var read = new ArrayList<Standing>();
        while (rows.next()) {
            Optional<Trouble.Kind> kind = Trouble.Kind.of(rows.getString("kind"));
            if (kind.isPresent()) {
                read.add(standing(rows, kind.get()));
            }
        }
        return read;
    }

    private static Standing standing(ResultSet row, Trouble.Kind kind) throws SQLException {
        return new Standing(
                row.getObject("id", UUID.class),
                new Standing.Key(kind, row.getString("subject"), row.getString("observer")),
                severity(row.getString("severity")),
                row.getString("chinese"),
                row.getString("english"),
                row.getInt("looks"),
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                time(row, "began_at"),
                time(row, "ended_at"),
                told(row));
    }

    private static Optional<Standing.Told> told(ResultSet row) throws SQLException {
        Optional<Instant> at = time(row, "told_at");
        if (at.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Standing.Told(
                Notice.Event.valueOf(row.getString("told_event").toUpperCase(Locale.ROOT)),
                severity(row.getString("told")),
                at.get()));
    }

    private static Trouble.Severity severity(String word) {
        return Trouble.Severity.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
