package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.yizhan.article.Article;
import org.yizhan.article.Grouped;

/**
 * The stored articles as they once came to be tagged, by receipt of their newest content. One that is published again by
 * {@link Publisher} with other tags takes over these and nothing else, and only while no newer content has come. Safe for
 * concurrent use.
 */
public final class StoredArticles {

    /** Texts of some 16 MB at once, however long each is. */
    private static final int MOST_CHARACTERS = 8_000_000;

    private static final int ROWS_AT_ONCE = 50;

    private static final String BETWEEN =
            "(content_at, id) > (?, ?) and (content_at, id) < (?, ?) and (? = '' or source = ?)";

    private final Snapshot snapshot;

    public StoredArticles(DataSource database) {
        this.snapshot = new Snapshot(database, "the stored articles");
    }

    /** An article's place in the order of receipt. */
    public record Place(Instant received, UUID article) {

        /** Before all that was received from this moment on. */
        public static Place before(Instant moment) {
            return new Place(moment, new UUID(0, 0));
        }
    }

    /**
     * Some articles in order.
     *
     * @param end the place up to which these are all
     * @param leftOut how many there are besides whose text is no longer kept, or that are withdrawn and stand nowhere
     * @param last whether there are no more
     */
    public record Part(List<Grouped> articles, Place end, long leftOut, boolean last) {
        public Part {
            articles = List.copyOf(articles);
        }
    }

    /**
     * The next ones.
     *
     * @param until received before this moment
     * @param source of this source only; empty: of all
     * @param most how many at most
     * @throws IllegalStateException with the {@link SQLException} as its cause
     */
    public Part after(Place place, Instant until, Optional<String> source, int most) {
        return snapshot.ask(connection -> read(connection, place, Place.before(until), source, most));
    }

    private static Part read(Connection connection, Place place, Place until, Optional<String> source, int most)
            throws SQLException {
        var sql = "select * from article where text_kept and " + BETWEEN + " order by content_at, id limit ?";
        List<Grouped> articles = new ArrayList<>();
        Place end = place;
        int read = 0;
        boolean more;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            bind(statement, place, until, source);
            statement.setInt(7, most + 1);
            long characters = 0;
            try (var rows = statement.executeQuery()) {
                more = rows.next();
                while (more && read < most && characters < MOST_CHARACTERS) {
                    ArticleState state = ArticleTable.state(rows);
                    if (!state.isWithdrawn()) {
                        articles.add(article(rows, state));
                        characters += characters(articles.getLast().article());
                    }
                    end = new Place(state.times().content(), state.id());
                    read++;
                    more = rows.next();
                }
            }
        }
        Place reached = more ? end : until;
        long leftOut = read - articles.size() + withoutText(connection, place, reached, source);
        return new Part(articles, reached, leftOut, !more);
    }

    private static Grouped article(ResultSet row, ArticleState state) throws SQLException {
        Body body = Documents.body(row.getBytes("body"));
        return new Grouped(
                ArticleReader.content(row, state, body, state.times().received()),
                state.head().verdict());
    }

    private static long characters(Article article) {
        return article.html().length()
                + article.paragraphs().stream().mapToLong(String::length).sum();
    }

    private static long withoutText(Connection connection, Place after, Place end, Optional<String> source)
            throws SQLException {
        var sql = "select count(*) from article where not text_kept and " + BETWEEN;
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, after, end, source);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void bind(PreparedStatement statement, Place after, Place end, Optional<String> source)
            throws SQLException {
        statement.setObject(1, after.received().atOffset(ZoneOffset.UTC));
        statement.setObject(2, after.article());
        statement.setObject(3, end.received().atOffset(ZoneOffset.UTC));
        statement.setObject(4, end.article());
        statement.setString(5, source.orElse(""));
        statement.setString(6, source.orElse(""));
    }
}
