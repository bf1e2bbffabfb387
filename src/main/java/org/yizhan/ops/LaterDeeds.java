package org.yizhan.ops;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds which sources somebody has paused or resumed since an order: what is so now is no longer the order's doing. */
final class LaterDeeds {

    private LaterDeeds() {}

    /** Those of {@code channels} that no later line of the audit than {@code no} paused or resumed; in their order. */
    static List<String> without(Connection connection, long no, Collection<String> channels) throws SQLException {
        Set<String> later = since(connection, no);
        return channels.stream().filter(channel -> !later.contains(channel)).toList();
    }

    private static Set<String> since(Connection connection, long no) throws SQLException {
        String sql = """
                with later as (
                    select object, detail from audit where no > ?
                        and action in ('pause-source', 'resume-source', 'pause-sources', 'resume-sources')
                )
                select object from later
                union
                select jsonb_array_elements_text(detail -> 'ids') from later
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, no);
            try (var rows = statement.executeQuery()) {
                var channels = new HashSet<String>();
                while (rows.next()) {
                    channels.add(rows.getString(1));
                }
                return channels;
            }
        }
    }
}
