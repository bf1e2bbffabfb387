package org.yizhan.ops.alert;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.ops.Trouble;

/** Table {@code alert_silence}, in the caller's transaction. */
final class Silences {

    private Silences() {}

    /** Those that last. */
    static List<Silence> at(Connection connection, Instant now) throws SQLException {
        var sql = "select * from alert_silence where until > ? order by until, kind, subject";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(now));
            try (ResultSet rows = statement.executeQuery()) {
                var read = new ArrayList<Silence>();
                while (rows.next()) {
                    Optional<Trouble.Kind> kind = Trouble.Kind.of(rows.getString("kind"));
                    if (kind.isPresent()) {
                        read.add(silence(rows, kind.get()));
                    }
                }
                return read;
            }
        }
    }

    private static Silence silence(ResultSet row, Trouble.Kind kind) throws SQLException {
        return new Silence(
                kind,
                row.getString("subject"),
                row.getTimestamp("until").toInstant(),
                row.getString("reason"),
                row.getString("operator"),
                row.getTimestamp("made_at").toInstant());
    }

    /** The newest wish about a kind and subject counts. */
    static void keep(Connection connection, Silence silence) throws SQLException {
        var sql = """
                insert into alert_silence (kind, subject, until, reason, operator, made_at) values (?, ?, ?, ?, ?, ?)
                on conflict (kind, subject) do update set until = excluded.until, reason = excluded.reason,
                    operator = excluded.operator, made_at = excluded.made_at
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, silence.kind().word());
            statement.setString(2, silence.subject());
            statement.setTimestamp(3, Timestamp.from(silence.until()));
            statement.setString(4, silence.reason());
            statement.setString(5, silence.operator());
            statement.setTimestamp(6, Timestamp.from(silence.madeAt()));
            statement.executeUpdate();
        }
    }

    /** Ends it; whether there was one. */
    static boolean end(Connection connection, Trouble.Kind kind, String subject) throws SQLException {
        var sql = "delete from alert_silence where kind = ? and subject = ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, kind.word());
            statement.setString(2, subject);
            return statement.executeUpdate() > 0;
        }
    }
}
