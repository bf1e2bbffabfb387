package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Withdrawals of articles that have not come yet: the rows of {@code early_withdrawal} within one transaction. */
final class EarlyWithdrawals {

    private final Connection connection;

    EarlyWithdrawals(Connection connection) {
        this.connection = connection;
    }

    /** What was heard of these articles before they came. */
    Map<UUID, Retraction> of(Collection<UUID> ids) throws SQLException {
        Map<UUID, Retraction> found = new HashMap<>();
        try (var statement = connection.prepareStatement(
                "select article_id, at, reason from early_withdrawal where article_id = any(?)")) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var said = new Retraction(ArticleTable.time(rows, "at").orElseThrow(), rows.getString("reason"));
                    found.put(rows.getObject("article_id", UUID.class), said);
                }
            }
        }
        return found;
    }

    /** Keeps withdrawals of articles that have not come; the one heard of last counts. */
    void keep(Map<UUID, Retraction> retractions) throws SQLException {
        if (retractions.isEmpty()) {
            return;
        }
        var sql = """
                insert into early_withdrawal (article_id, at, reason)
                select id, to_timestamp(micros / 1e6::float8), reason
                from unnest(?::uuid[], ?::int8[], ?::text[]) as u(id, micros, reason) order by id
                on conflict (article_id) do update set at = excluded.at, reason = excluded.reason
                where excluded.at > early_withdrawal.at
                """;
        var columns = new Columns<>(connection, retractions.entrySet());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Map.Entry::getKey));
            statement.setArray(2, columns.times(entry -> entry.getValue().at()));
            statement.setArray(3, columns.texts(entry -> entry.getValue().reason()));
            statement.executeUpdate();
        }
    }
}
