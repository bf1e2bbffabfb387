package org.yizhan.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** When sources published their own articles, within one transaction. */
final class ArticleTimes {

    private final Connection connection;

    ArticleTimes(Connection connection) {
        this.connection = connection;
    }

    /** Those of the newest {@code most} articles of each source that stand, the newest first. */
    Map<String, List<Instant>> newest(Collection<String> sources, int most) throws SQLException {
        var sql = """
                select named.source, own.published_at
                from (select distinct unnest(?) source) named, lateral (
                    select published_at from article a where a.source = named.source and a.withdrawn_at is null
                    order by published_at desc limit ?
                ) own
                order by own.published_at desc
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.texts(connection, sources));
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                return times(rows);
            }
        }
    }

    private static Map<String, List<Instant>> times(ResultSet rows) throws SQLException {
        Map<String, List<Instant>> times = new HashMap<>();
        while (rows.next()) {
            times.computeIfAbsent(rows.getString("source"), source -> new ArrayList<>())
                    .add(ArticleTable.time(rows, "published_at").orElseThrow());
        }
        return times;
    }
}
