package org.yizhan.publish;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How rows of {@code tombstone} are read: with what is known of their stories now. Stateless. */
final class TombstoneRows {

    /** Follows {@code select}. */
    static final String COLUMNS = """
            t.story_id, t.at, t.reason, t.erased, coalesce(s.feeds <> '', false) as standing,
            coalesce(case when s.feeds <> '' then s.published_at end, a.published_at, t.at) as published_at
            """;

    /** Follows the rows {@code t}. */
    static final String KNOWN = " left join story s on s.id = t.story_id left join article a on a.id = t.story_id ";

    private TombstoneRows() {}

    static List<Tombstone> all(PreparedStatement statement) throws SQLException {
        List<Tombstone> tombstones = new ArrayList<>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                tombstones.add(of(rows));
            }
        }
        return tombstones;
    }

    static Tombstone of(ResultSet row) throws SQLException {
        UUID story = row.getObject("story_id", UUID.class);
        Instant at = ArticleTable.time(row, "at").orElseThrow();
        if (row.getBoolean("erased")) {
            return Tombstone.erased(story, at);
        }
        var told = new Tombstone(story, at, row.getString("reason"))
                .published(ArticleTable.time(row, "published_at").orElseThrow());
        return row.getBoolean("standing") ? told.elsewhere() : told;
    }
}
