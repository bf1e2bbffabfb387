package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.yizhan.article.Chronicle;

/** The pages of archives that readers had cut, on their way to those who keep a chronicle. Within one transaction. */
final class ArchivePages {

    /** So many at most go along with one batch: the first cut of a long feed makes thousands. */
    private static final int MOST = 500;

    private final Connection connection;

    ArchivePages(Connection connection) {
        this.connection = connection;
    }

    /** Some of those that no batch has told of; told now. */
    List<Chronicle.Page> tell() throws SQLException {
        var sql = """
                update feed_archive a set told = true
                from (select feed, page from feed_archive where not told order by feed, page limit ?
                      for update skip locked) u
                where a.feed = u.feed and a.page = u.page
                returning a.feed, a.page, a.published_at, a.story_id
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, MOST);
            List<Chronicle.Page> pages = new ArrayList<>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    pages.add(new Chronicle.Page(
                            rows.getString("feed"),
                            rows.getInt("page"),
                            ArticleTable.time(rows, "published_at").orElseThrow(),
                            rows.getObject("story_id", UUID.class)));
                }
            }
            return pages;
        }
    }
}
