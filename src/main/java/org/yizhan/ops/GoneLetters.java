package org.yizhan.ops;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/**
 * What is kept of letters that operators discard: that they were what a replay of another ended in, and who discarded them
 * when. It stands with that other one.
 */
final class GoneLetters {

    private GoneLetters() {}

    /** Writes these down where they may be an end, in the caller's transaction and before they go. */
    static void remember(Connection connection, List<Long> ids, String operator, Instant at) throws SQLException {
        var sql = """
                update dead_letter d set gone = d.gone || e.ends from (
                    select f.id, jsonb_agg(jsonb_build_object('letter', g.id, 'key', g.record_key, 'stage', g.stage,
                        'topic', g.topic, 'digest', encode(sha256(g.bytes), 'hex'), 'keptAt', g.stored_at,
                        'goneAt', ?::timestamptz, 'operator', ?::text) order by g.id) as ends
                    from dead_letter g
                    cross join lateral (
                        select id from dead_letter where record_key = g.record_key
                        union select letter from mended_record where key_after = g.record_key) as former
                    join dead_letter f on f.id = former.id
                    where g.id = any(?) and f.id < g.id and f.replays > 0 and f.id <> all(?)
                    group by f.id) as e
                where d.id = e.id
                """;
        try (var statement = connection.prepareStatement(sql)) {
            var gone = connection.createArrayOf("bigint", ids.toArray());
            statement.setTimestamp(1, Timestamp.from(at));
            statement.setString(2, operator);
            statement.setArray(3, gone);
            statement.setArray(4, gone);
            statement.executeUpdate();
        }
    }
}
