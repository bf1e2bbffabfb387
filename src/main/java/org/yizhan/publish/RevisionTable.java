package org.yizhan.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The rows of {@code revision} within one transaction. */
final class RevisionTable {

    private final Connection connection;

    RevisionTable(Connection connection) {
        this.connection = connection;
    }

    private record Row(UUID article, String source, Former former) {
        int titleKey() {
            return Naming.indexed(Naming.title(source, former.title()));
        }
    }

    /** Keeps what these articles said before their new content: as it is stored, and what came and went since. */
    void keep(Collection<ArticleState> revised) throws SQLException {
        if (revised.isEmpty()) {
            return;
        }
        keepStored(revised.stream().filter(article -> !article.isNew()).toList());
        keepPassing(revised.stream()
                .flatMap(article -> article.fresh().stream()
                        .flatMap(fresh -> fresh.former().stream())
                        .map(former -> new Row(article.id(), article.source(), former)))
                .toList());
    }

    private void keepStored(List<ArticleState> revised) throws SQLException {
        var sql = """
                insert into revision (article_id, revision, title, title_key, text, at)
                select id, revision, title, title_key, text, content_at from article where id = any(?)
                on conflict do nothing
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    Columns.ids(
                            connection, revised.stream().map(ArticleState::id).toList()));
            statement.executeUpdate();
        }
    }

    private void keepPassing(List<Row> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var sql = """
                insert into revision (article_id, revision, title, title_key, text, at)
                select id, revision, title, title_key, text, to_timestamp(micros / 1e6::float8)
                from unnest(?::uuid[], ?::int8[], ?::text[], ?::int4[], ?::text[], ?::int8[])
                     as u(id, revision, title, title_key, text, micros)
                on conflict do nothing
                """;
        var columns = new Columns<>(connection, rows);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Row::article));
            statement.setArray(2, columns.numbers(row -> (long) row.former().revision()));
            statement.setArray(3, columns.texts(row -> row.former().title()));
            statement.setArray(4, columns.integers(Row::titleKey));
            statement.setArray(5, columns.texts(row -> row.former().text()));
            statement.setArray(6, columns.times(row -> row.former().at()));
            statement.executeUpdate();
        }
    }

    /** Forgets all former revisions of these articles. */
    void delete(Collection<UUID> articles) throws SQLException {
        if (articles.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("delete from revision where article_id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, articles));
            statement.executeUpdate();
        }
    }

    /** Keeps of the former revisions of these articles what names them. */
    void dropTexts(Collection<UUID> articles) throws SQLException {
        try (var statement = connection.prepareStatement("update revision set text = '' where article_id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, articles));
            statement.executeUpdate();
        }
    }

    /** The former revisions of these articles, oldest first, without their texts. */
    Map<UUID, List<Former>> titles(Collection<UUID> articles) throws SQLException {
        var sql = "select article_id, revision, title, at from revision where article_id = any(?) order by revision";
        Map<UUID, List<Former>> found = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, articles));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getObject("article_id", UUID.class), id -> new ArrayList<>(1))
                            .add(former(rows, ""));
                }
            }
        }
        return found;
    }

    /** What these articles had said before, newest first, at most {@code most} of each; of those whose texts are kept. */
    Map<UUID, List<Former>> texts(Collection<UUID> articles, int most) throws SQLException {
        var sql = """
                select article_id, revision, title, text, at from (
                    select r.*, row_number() over (partition by article_id order by revision desc) as newest
                    from revision r where article_id = any(?) and text <> '') former
                where newest <= ? order by article_id, revision desc
                """;
        Map<UUID, List<Former>> found = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, articles));
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getObject("article_id", UUID.class), id -> new ArrayList<>(1))
                            .add(former(rows, rows.getString("text")));
                }
            }
        }
        return found;
    }

    /** What the article said in that revision; empty where its text is not kept. */
    Optional<Former> text(UUID article, int revision) throws SQLException {
        var sql = "select revision, title, text, at from revision where article_id = ? and revision = ? and text <> ''";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, article);
            statement.setInt(2, revision);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(former(rows, rows.getString("text"))) : Optional.empty();
            }
        }
    }

    private static Former former(ResultSet row, String text) throws SQLException {
        return new Former(
                row.getInt("revision"),
                row.getString("title"),
                text,
                ArticleTable.time(row, "at").orElseThrow());
    }
}
