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
import java.util.UUID;
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
        DELETE_BACKUP,
        START_ROUTE,
        STOP_ROUTE,
        SUSPEND_ROUTE,
        RESUME_ROUTE,
        RESET_OFFSETS,
        PAUSE_SOURCES,
        RESUME_SOURCES,
        POLL_SOURCES,
        SET_SOURCE_INTERVALS,
        SET_SOURCE_TAGS,
        ASK_RESTING_HOST,
        NOTE_SOURCE,
        SET_SOURCE_CONTACT,
        RETRY_FILE,
        DISCARD_FILE,
        END_SUBSCRIPTION,
        RETRY_SUBSCRIPTION,
        PING_SUBSCRIPTION,
        SUSPEND_SUBSCRIPTION,
        RESUME_SUBSCRIPTION,
        RESEND_SUBSCRIPTION,
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

        /** One whose object was in a state, and is in another then. */
        public static Deed turned(String operator, Action action, String object, String before, String after) {
            var detail = Answer.object();
            detail.putObject("before").put("state", before);
            detail.putObject("after").put("state", after);
            return new Deed(operator, action, object, "", detail);
        }

        /** The same, as it did not go through. */
        public Deed failed(String why) {
            return new Deed(operator, action, object, reason, detail.deepCopy().put("failed", why));
        }
    }

    /** One line, as it is kept. */
    public record Line(
            long no, Instant at, String operator, String action, String object, String reason, String detail) {

        /** The same without texts of records, which are for those who may open dead letters. */
        public Line seenBy(Role role) {
            if (role.may(Role.OPERATOR) || !action.equals(Action.REPLAY_MENDED_DEAD_LETTER.word())) {
                return this;
            }
            ObjectNode outline = LetterOutcome.detail(this).deepCopy();
            outline.remove(List.of("before", "after"));
            return new Line(no, at, operator, action, object, reason, outline.toString());
        }
    }

    /** Adds a line. */
    public void write(Deed deed) throws SQLException {
        try (var connection = database.getConnection()) {
            write(connection, deed);
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    /** What else is kept under the number of a line, in one transaction with it. */
    @FunctionalInterface
    interface Also {
        void keep(Connection connection, long no) throws SQLException;
    }

    /** Adds a line, and with it what else is to be kept: both or neither. */
    void write(Deed deed, Also also) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                also.keep(connection, write(connection, deed));
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
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

    /** Lines with all that is kept of them: of a record that was written over also what, as long as no erasure took it. */
    private static final String LINES = """
            select no, at, operator, action, object, reason, (detail || coalesce(changes, '{}'::jsonb))::text as detail
            from audit left join mended_record on audit_no = no
            """;

    /** The newest lines first. */
    public List<Line> list(AuditQuery query) throws SQLException {
        var sql = LINES + """
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

    /**
     * What was done to this article and to its records, the newest first.
     *
     * @param piece whose it is, and when it came in: with others of the same document, maybe
     */
    List<Line> about(UUID article, Optional<Published.Piece> piece, int limit) throws SQLException {
        var sql = LINES + """
                where no in (
                    select no from audit where object = ?
                    union select no from audit where detail ->> 'key' = ?
                    union select no from audit where detail ->> 'received' = ? and detail ->> 'source' = ?
                    union select audit_no from mended_record where key_before = ?)
                order by no desc limit ?
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, article.toString());
            statement.setString(2, article.toString());
            statement.setString(
                    3,
                    piece.flatMap(Published.Piece::receivedAt)
                            .map(Instant::toString)
                            .orElse(""));
            statement.setString(4, piece.map(Published.Piece::source).orElse(""));
            statement.setObject(5, article);
            statement.setInt(6, limit);
            return read(statement);
        }
    }

    /** What was done to this dead letter by itself, the newest first. */
    List<Line> aboutLetter(long letter, int limit) throws SQLException {
        var sql = LINES + "where object = ? and action like '%dead-letter' order by no desc limit ?";
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, Long.toString(letter));
            statement.setInt(2, limit);
            return read(statement);
        }
    }

    /** The line by which the order of this line was taken back; in the caller's transaction. */
    Optional<Line> undoing(Connection connection, long no) throws SQLException {
        var sql = LINES + "where detail ->> 'undoes' = ? order by no limit 1";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, Long.toString(no));
            return read(statement).stream().findFirst();
        }
    }

    /** The line of this number. */
    Optional<Line> find(long no) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(LINES + "where no = ?")) {
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
