package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Lets go of the texts of old articles: what names an article (title, URL, times, source, attribution, verdict and tags)
 * stays for good, its text, markup and pictures do not. Readers meet a note in their place. Nobody is told of a change:
 * the change number stays, and cached copies go with their time. How long a text must be kept is for the caller to know.
 *
 * <p>Safe for concurrent use, beside publishers too: an article that another transaction holds is left for the next call.
 */
public final class BodyRetention {

    /** Held no longer than it takes to write these, so that publishers hardly wait. */
    private static final int AT_ONCE = 200;

    private final DataSource database;

    public BodyRetention(DataSource database) {
        this.database = database;
    }

    /** What is left of one article's body. */
    private record Rest(UUID article, byte[] body) {}

    /**
     * Drops the texts of some articles whose newest content was received before this time, the oldest first.
     *
     * @return how many these were, at most {@value #AT_ONCE}; where it is not 0 there may be more
     * @throws IllegalStateException with the {@link SQLException} as its cause; nothing is dropped then
     */
    public int drop(Instant before) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            List<Rest> rests = oldest(connection, before);
            keepOnly(connection, rests);
            connection.commit();
            return rests.size();
        } catch (SQLException e) {
            throw new IllegalStateException("old texts were not dropped: " + e.getMessage(), e);
        }
    }

    private static List<Rest> oldest(Connection connection, Instant before) throws SQLException {
        var sql = """
                select id, body from article where text_kept and content_at < to_timestamp(? / 1e6::float8)
                order by content_at limit ? for update skip locked
                """;
        List<Rest> rests = new ArrayList<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Moment.micros(before));
            statement.setInt(2, AT_ONCE);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Body body = Documents.body(rows.getBytes("body"));
                    rests.add(new Rest(rows.getObject("id", UUID.class), Documents.bytes(body.withoutText())));
                }
            }
        }
        return rests;
    }

    private static void keepOnly(Connection connection, List<Rest> rests) throws SQLException {
        var sql = """
                update article a set text = '', body = u.body, text_kept = false
                from unnest(?::uuid[], ?::bytea[]) as u(id, body) where a.id = u.id
                """;
        var columns = new Columns<>(connection, rests);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Rest::article));
            statement.setArray(2, columns.bytes(Rest::body));
            statement.executeUpdate();
        }
    }
}
