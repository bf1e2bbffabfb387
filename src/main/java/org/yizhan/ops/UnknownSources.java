package org.yizhan.ops;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Refuses orders on channels that there are not: an id that is misspelt must not pass for one that needed nothing. */
final class UnknownSources {

    private static final int NAMED = 20;

    private UnknownSources() {}

    /** A 422 that names those of {@code ids} that no channel has. */
    static void refuse(Connection connection, List<String> ids) throws SQLException {
        List<String> unknown = among(connection, ids);
        if (!unknown.isEmpty()) {
            String named =
                    unknown.stream().limit(NAMED).map(id -> Shown.line(id, 100)).collect(Collectors.joining(", "));
            String more = unknown.size() > NAMED ? " and %d more".formatted(unknown.size() - NAMED) : "";
            throw Rejection.of(
                    422,
                    "nothing was changed, no channel has these ids: %s%s; GET /api/v1/ops/sources lists them"
                            .formatted(named, more));
        }
    }

    private static List<String> among(Connection connection, List<String> ids) throws SQLException {
        var sql = """
                select distinct given.id from unnest(?::text[]) given (id)
                where not exists (select from channel where channel.id = given.id and active)
                    and not exists (select from pushed_source where 'push:' || source = given.id)
                order by given.id
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                var unknown = new ArrayList<String>();
                while (rows.next()) {
                    unknown.add(rows.getString(1));
                }
                return unknown;
            }
        }
    }
}
