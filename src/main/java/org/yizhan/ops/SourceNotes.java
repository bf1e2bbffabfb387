package org.yizhan.ops;

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

/**
 * What operators wrote about channels: notes, which are kept, and whom to call, of which the last holds. Safe for concurrent use.
 */
public final class SourceNotes {

    static final int LONGEST_NOTE = 2000;
    static final int LONGEST_CONTACT = 300;

    private static final int MOST = 100;

    private final DataSource database;

    public SourceNotes(DataSource database) {
        this.database = database;
    }

    /** A text with who wrote it and when. */
    public record Note(Instant at, String operator, String text) {}

    /** The notes on {@code channel}, the newest first, {@value #MOST} at most. */
    public List<Note> of(String channel) throws SQLException {
        return read(
                "select at, operator, text from source_note where channel = ? order by no desc limit " + MOST, channel);
    }

    /** Whom to call about it; empty where nobody has said. */
    public Optional<Note> contact(String channel) throws SQLException {
        return read("select at, operator, text from source_contact where channel = ? and text <> ''", channel).stream()
                .findFirst();
    }

    private List<Note> read(String sql, String channel) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, channel);
            try (ResultSet row = statement.executeQuery()) {
                var notes = new ArrayList<Note>();
                while (row.next()) {
                    notes.add(new Note(
                            row.getTimestamp("at").toInstant(), row.getString("operator"), row.getString("text")));
                }
                return notes;
            }
        }
    }

    /** Keeps one more note on {@code channel}. */
    static void write(Connection connection, String channel, Note note) throws SQLException {
        write(connection, "insert into source_note (channel, at, operator, text) values (?, ?, ?, ?)", channel, note);
    }

    /** Writes the contact of {@code channel} over; an empty one is none. */
    static void call(Connection connection, String channel, Note contact) throws SQLException {
        String sql = """
                insert into source_contact (channel, at, operator, text) values (?, ?, ?, ?)
                on conflict (channel) do update set at = excluded.at, operator = excluded.operator, text = excluded.text
                """;
        write(connection, sql, channel, contact);
    }

    private static void write(Connection connection, String sql, String channel, Note note) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, channel);
            statement.setTimestamp(2, Timestamp.from(note.at()));
            statement.setString(3, note.operator());
            statement.setString(4, note.text());
            statement.executeUpdate();
        }
    }
}
