package org.yizhan.publish;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.article.Notice;

/** The rows of {@code notice} within one transaction. */
final class NoticeTable {

    private static final String NAMED = """
            with called as (
                select id, title from article where title_key = any(?)
                union all select id, title from article where url_key = any(?)
                union all select article_id, title from revision where title_key = any(?)
            )
            select %s, called.title as called from called join article a on a.id = called.id
            """.formatted(ArticleTable.COLUMNS);

    private final Connection connection;

    NoticeTable(Connection connection) {
        this.connection = connection;
    }

    /** Moves with every transaction that changes a row; 0 as long as there has never been one. */
    long changes() throws SQLException {
        try (var statement = connection.prepareStatement("select noticed from change_number");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The notices that are these articles, and those about articles of these names. */
    List<NoticeRow> find(Collection<UUID> ids, Set<String> names) throws SQLException {
        var sql = """
                select * from notice where article_id = any(?)
                union select * from notice where title_key = any(?) and title_key <> ''
                union select * from notice where url_key = any(?) and url_key <> ''
                """;
        var found = new ArrayList<NoticeRow>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, ids));
            statement.setArray(2, Columns.texts(connection, names));
            statement.setArray(3, Columns.texts(connection, names));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(row(rows));
                }
            }
        }
        return found;
    }

    private static NoticeRow row(ResultSet row) throws SQLException {
        UUID id = row.getObject("article_id", UUID.class);
        return new NoticeRow(
                id,
                row.getString("source"),
                row.getString("title_key"),
                row.getString("url_key"),
                ArticleTable.time(row, "published_at").orElseThrow(),
                new Announced(
                        id,
                        Notice.Kind.valueOf(row.getString("kind")),
                        ArticleTable.time(row, "at").orElseThrow(),
                        row.getString("title"),
                        row.getString("text")),
                Optional.ofNullable(row.getObject("about", UUID.class)));
    }

    /** The articles that one of these notices may be about, by a name of today or a former title. */
    Map<UUID, Named> named(Collection<NoticeRow> notices) throws SQLException {
        Map<UUID, Named> found = new HashMap<>();
        try (var statement = connection.prepareStatement(NAMED)) {
            Array titles = indexed(notices, NoticeRow::titleKey);
            statement.setArray(1, titles);
            statement.setArray(2, indexed(notices, NoticeRow::urlKey));
            statement.setArray(3, titles);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    Named article = named(rows);
                    found.merge(article.id(), article, Named::and);
                }
            }
        }
        found.values().removeIf(article -> notices.stream().noneMatch(notice -> notice.fits(article)));
        return found;
    }

    private Array indexed(Collection<NoticeRow> notices, Function<NoticeRow, String> key) throws SQLException {
        return new Columns<>(
                        connection,
                        notices.stream()
                                .map(key)
                                .filter(name -> !name.isEmpty())
                                .toList())
                .integers(Naming::indexed);
    }

    private static Named named(ResultSet row) throws SQLException {
        ArticleState article = ArticleTable.state(row);
        String title = Naming.title(article.source(), row.getString("called"));
        Stream<String> called = Stream.of(title).filter(key -> !key.isEmpty());
        return new Named(article, Stream.concat(Naming.of(article), called).collect(Collectors.toSet()));
    }

    /** Stores these rows in the place of those of the same articles. */
    void keep(Collection<NoticeRow> notices) throws SQLException {
        var sql = """
                insert into notice (article_id, source, kind, title_key, url_key, published_at, at, title, text, about)
                select id, source, kind, title_key, url_key, to_timestamp(published / 1e6::float8),
                       to_timestamp(micros / 1e6::float8), title, text, about
                from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int8[], ?::int8[], ?::text[],
                     ?::text[], ?::uuid[])
                     as u(id, source, kind, title_key, url_key, published, micros, title, text, about)
                on conflict (article_id) do update set
                    kind = excluded.kind, title_key = excluded.title_key, url_key = excluded.url_key,
                    published_at = excluded.published_at, at = excluded.at, title = excluded.title,
                    text = excluded.text, about = excluded.about
                """;
        var columns = new Columns<>(connection, notices);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(NoticeRow::id));
            statement.setArray(2, columns.texts(NoticeRow::source));
            statement.setArray(3, columns.texts(notice -> notice.said().kind().name()));
            statement.setArray(4, columns.texts(NoticeRow::titleKey));
            statement.setArray(5, columns.texts(NoticeRow::urlKey));
            statement.setArray(6, columns.times(NoticeRow::publishedAt));
            statement.setArray(7, columns.times(notice -> notice.said().at()));
            statement.setArray(8, columns.texts(notice -> notice.said().title()));
            statement.setArray(9, columns.texts(notice -> notice.said().text()));
            statement.setArray(10, columns.ids(notice -> notice.about().orElse(null)));
            statement.executeUpdate();
        }
        moved();
    }

    /** Removes notices, and forgets that any was about one of {@code erased}. */
    void remove(Collection<UUID> notices, Collection<UUID> erased) throws SQLException {
        if (notices.isEmpty() && erased.isEmpty()) {
            return;
        }
        try (var gone = connection.prepareStatement("delete from notice where article_id = any(?)");
                var lost = connection.prepareStatement("update notice set about = null where about = any(?)")) {
            gone.setArray(1, Columns.ids(connection, notices));
            gone.executeUpdate();
            lost.setArray(1, Columns.ids(connection, erased));
            lost.executeUpdate();
        }
        moved();
    }

    private void moved() throws SQLException {
        try (var statement = connection.prepareStatement("update change_number set noticed = noticed + 1")) {
            statement.execute();
        }
    }
}
