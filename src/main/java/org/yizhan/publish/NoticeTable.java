package org.yizhan.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Notice;

/** The rows of {@code notice} within one transaction. */
final class NoticeTable {

    /** How far from its own time a story may be dated that holds an article of a notice's window. */
    private static final Duration AROUND = Duration.ofDays(120);

    private static final int MOST_STORIES = 50_000;

    private final Connection connection;

    NoticeTable(Connection connection) {
        this.connection = connection;
    }

    /** Moves whenever a row does; 0 as long as there has never been one. */
    long changes() throws SQLException {
        var sql = "select case when is_called then last_value else 0 end from notice_change";
        try (var statement = connection.prepareStatement(sql);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The notices that are these articles, and those about articles of these titles or addresses. */
    List<NoticeRow> find(Collection<UUID> ids, Set<String> titleKeys, Set<String> urlKeys) throws SQLException {
        var sql = """
                select * from notice where article_id = any(?)
                union select * from notice where title_key = any(?) and title_key <> ''
                union select * from notice where url_key = any(?) and url_key <> ''
                """;
        var found = new ArrayList<NoticeRow>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, ids));
            statement.setArray(2, Columns.texts(connection, titleKeys));
            statement.setArray(3, Columns.texts(connection, urlKeys));
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

    /** The standing stories with articles of the sources of these notices, around their time. */
    List<UUID> stories(Collection<NoticeRow> notices) throws SQLException {
        var sql = """
                select distinct story_id from (
                    select story_id from feed_entry where feed = any(?) and published_at between ? and ? limit ?
                ) near
                """;
        var found = new ArrayList<UUID>();
        try (var statement = connection.prepareStatement(sql)) {
            Instant first = notices.stream()
                    .map(NoticeRow::publishedAt)
                    .min(Instant::compareTo)
                    .orElseThrow();
            Instant last = notices.stream()
                    .map(NoticeRow::publishedAt)
                    .max(Instant::compareTo)
                    .orElseThrow();
            statement.setArray(
                    1,
                    Columns.texts(
                            connection,
                            notices.stream()
                                    .map(notice ->
                                            FeedName.source(notice.source()).toString())
                                    .distinct()
                                    .toList()));
            statement.setTimestamp(2, Timestamp.from(first.minus(AROUND)));
            statement.setTimestamp(3, Timestamp.from(last.plus(AROUND)));
            statement.setInt(4, MOST_STORIES);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return found;
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
        try (var statement = connection.prepareStatement("select nextval('notice_change')")) {
            statement.execute();
        }
    }
}
