package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Gives the rows of earlier versions the names that notices and operators find them by. To be called before anything is published; it can
 * be cut off and begun again, and several instances may do it side by side.
 */
public final class NamesFilled {

    private static final int AT_ONCE = 2_000;
    private static final int BODIES_AT_ONCE = 200;

    private final DataSource database;

    public NamesFilled(DataSource database) {
        this.database = database;
    }

    /** A row without its keys. */
    private record Nameless(UUID article, int revision, String source, String title, String url, String traceId) {

        int titleKey() {
            return Naming.indexed(Naming.title(source, title));
        }

        int traceKey() {
            return Naming.indexed(Naming.trace(traceId));
        }

        int urlKey() {
            return Naming.indexed(Naming.url(source, url));
        }
    }

    /**
     * Fills in all that are missing, articles and their former revisions.
     *
     * @return how many these were; 0 at every start but the first of this version
     * @throws IllegalStateException with the {@link SQLException} as its cause; what was filled in stays
     */
    public long fill() {
        try (Connection connection = database.getConnection()) {
            long filled = 0;
            for (int some = articles(connection); some > 0; some = articles(connection)) {
                filled += some;
            }
            for (int some = revisions(connection); some > 0; some = revisions(connection)) {
                filled += some;
            }
            return filled;
        } catch (SQLException e) {
            throw new IllegalStateException("the names of stored articles were not filled in: " + e.getMessage(), e);
        }
    }

    private static int articles(Connection connection) throws SQLException {
        List<Nameless> some = new ArrayList<>();
        var sql = "select id, source, title, head, body from article where trace_key is null order by id limit "
                + BODIES_AT_ONCE;
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                some.add(new Nameless(
                        rows.getObject("id", UUID.class),
                        0,
                        rows.getString("source"),
                        rows.getString("title"),
                        Documents.head(rows.getBytes("head")).url(),
                        Documents.body(rows.getBytes("body")).traceId()));
            }
        }
        var update = """
                update article a set title_key = u.title_key, url_key = u.url_key, trace_key = u.trace_key
                from unnest(?::uuid[], ?::int4[], ?::int4[], ?::int4[]) as u(id, title_key, url_key, trace_key)
                where a.id = u.id and a.trace_key is null
                """;
        var columns = new Columns<>(connection, some);
        try (var statement = connection.prepareStatement(update)) {
            statement.setArray(1, columns.ids(Nameless::article));
            statement.setArray(2, columns.integers(Nameless::titleKey));
            statement.setArray(3, columns.integers(Nameless::urlKey));
            statement.setArray(4, columns.integers(Nameless::traceKey));
            statement.executeUpdate();
        }
        return some.size();
    }

    private static int revisions(Connection connection) throws SQLException {
        List<Nameless> some = new ArrayList<>();
        var sql = """
                select r.article_id, r.revision, r.title, coalesce(a.source, '') as source
                from revision r left join article a on a.id = r.article_id
                where r.title_key is null order by r.article_id, r.revision limit
                """ + AT_ONCE;
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                some.add(new Nameless(
                        rows.getObject("article_id", UUID.class),
                        rows.getInt("revision"),
                        rows.getString("source"),
                        rows.getString("title"),
                        "",
                        ""));
            }
        }
        var update = """
                update revision r set title_key = u.title_key
                from unnest(?::uuid[], ?::int4[], ?::int4[]) as u(id, revision, title_key)
                where r.article_id = u.id and r.revision = u.revision
                """;
        var columns = new Columns<>(connection, some);
        try (var statement = connection.prepareStatement(update)) {
            statement.setArray(1, columns.ids(Nameless::article));
            statement.setArray(2, columns.integers(Nameless::revision));
            statement.setArray(3, columns.integers(Nameless::titleKey));
            statement.executeUpdate();
        }
        return some.size();
    }
}
