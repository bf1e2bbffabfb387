package org.yizhan.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What operators did, kept for good: lines are added, and the database refuses to change one or to take one away. Safe for
 * concurrent use; throws {@link SQLException} where the database can't answer.
 */
public final class Audit {

    private final DataSource database;
    private final Clock clock;

    public Audit(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What can be done; the word of an action is its name in lower case, with hyphens. */
    public enum Action {
        SPLIT,
        MERGE,
        UNDO,
        ERASE,
        RETAG,
        MAKE_KEY,
        PAUSE_SOURCE,
        RESUME_SOURCE,
        POLL_SOURCE,
        REPLAY_DEAD_LETTER,
        REPLAY_MENDED_DEAD_LETTER,
        REPLAY_DEAD_LETTERS,
        DISCARD_DEAD_LETTER,
        DISCARD_DEAD_LETTERS,
        PAUSE_ORDER,
        RESUME_ORDER,
        CANCEL_ORDER,
        RELOAD_DICTIONARIES,
        BACK_UP,
        START_ROUTE,
        STOP_ROUTE,
        SUSPEND_ROUTE,
        RESUME_ROUTE,
        RESET_OFFSETS,
        PAUSE_SOURCES,
        RESUME_SOURCES,
        POLL_SOURCES,
        END_SUBSCRIPTION,
        RETRY_SUBSCRIPTION,
        PING_SUBSCRIPTION,
        ROTATE_KEY,
        REVOKE_KEY,
        CHECK_SIGNATURE,
        LOG_IN,
        LOG_OUT,
        PUT_ACCOUNT,
        SHUT_ACCOUNT,
        CHANGE_PASSWORD,
        SILENCE_ALERT,
        END_SILENCE,
        MAKE_FEED_TOKEN,
        REVOKE_FEED_TOKEN;

        /** As the table and the API say it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One deed.
     *
     * @param object the id of what it was done to
     * @param reason in the operator's words; empty where none is asked for
     * @param detail what else is to be known: ids, numbers and words of ours, never a text or a title of an article
     */
    public record Deed(String operator, Action action, String object, String reason, ObjectNode detail) {

        /** One that says all by its object. */
        public static Deed plain(String operator, Action action, String object) {
            return new Deed(operator, action, object, "", Answer.object());
        }

        /** The same, as it did not go through. */
        public Deed failed(String why) {
            return new Deed(operator, action, object, reason, detail.deepCopy().put("failed", why));
        }
    }

    /** One line, as it is kept. */
    public record Line(
            long no, Instant at, String operator, String action, String object, String reason, String detail) {}

    /** Adds a line. */
    public void write(Deed deed) throws SQLException {
        try (var connection = database.getConnection()) {
            write(connection, deed);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    /** Adds a line in the caller's transaction: it is there where the deed is. Gives its number. */
    public long write(Connection connection, Deed deed) throws SQLException {
        var sql = """
                insert into audit (at, operator, action, object, reason, detail) values (?, ?, ?, ?, ?, ?::jsonb)
                returning no
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setString(2, deed.operator());
            statement.setString(3, deed.action().word());
            statement.setString(4, deed.object());
            statement.setString(5, deed.reason());
            statement.setString(6, text(deed.detail()));
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong("no");
            }
        }
    }

    /** The newest lines first. */
    public List<Line> list(AuditQuery query) throws SQLException {
        var sql = """
                select * from audit
                where no < ? and at >= ? and at < ?
                    and (? = '' or action = ?) and (? = '' or operator = ?) and (? = '' or object = ?)
                order by no desc limit ?
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            var next = 1;
            statement.setLong(next++, query.before());
            statement.setTimestamp(next++, Timestamp.from(query.since()));
            statement.setTimestamp(next++, Timestamp.from(query.until()));
            for (String text : List.of(query.action(), query.operator(), query.object())) {
                String storable = text.replace('\0', '\uFFFD');
                statement.setString(next++, storable);
                statement.setString(next++, storable);
            }
            statement.setInt(next, query.limit());
            return read(statement);
        }
    }

    /** The line of this number. */
    Optional<Line> find(long no) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select * from audit where no = ?")) {
            statement.setLong(1, no);
            return read(statement).stream().findFirst();
        }
    }

    private static List<Line> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var lines = new ArrayList<Line>();
            while (rows.next()) {
                lines.add(new Line(
                        rows.getLong("no"),
                        rows.getTimestamp("at").toInstant(),
                        rows.getString("operator"),
                        rows.getString("action"),
                        rows.getString("object"),
                        rows.getString("reason"),
                        rows.getString("detail")));
            }
            return lines;
        }
    }

    private static String text(ObjectNode detail) {
        try {
            return Answer.JSON.writeValueAsString(detail);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
