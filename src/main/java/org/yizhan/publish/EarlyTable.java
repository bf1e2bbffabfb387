package org.yizhan.publish;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Verdict;

/**
 * What was heard of articles that are not here: the rows of {@code early_withdrawal}, {@code early_verdict} and
 * {@code erased_article} within one transaction.
 */
final class EarlyTable {

    private final Connection connection;

    EarlyTable(Connection connection) {
        this.connection = connection;
    }

    /** What was heard of those of these articles that somebody has spoken of. */
    Map<UUID, Early> of(Collection<UUID> ids) throws SQLException {
        if (ids.isEmpty()) {
            return Map.of();
        }
        var sql = """
                select u.id, w.at, w.reason, v.verdict, e.seq is not null as erased
                from unnest(?::uuid[]) as u(id)
                     left join early_withdrawal w on w.article_id = u.id
                     left join early_verdict v on v.article_id = u.id
                     left join erased_article e on e.article_id = u.id
                where w.article_id is not null or v.article_id is not null or e.article_id is not null
                """;
        Map<UUID, Early> found = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, ids));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getObject("id", UUID.class), early(rows));
                }
            }
        }
        return found;
    }

    private static Early early(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return new Early(
                ArticleTable.time(row, "at").map(at -> new Retraction(at, reason)),
                Optional.ofNullable(row.getBytes("verdict")).map(Documents::verdict),
                row.getBoolean("erased"));
    }

    /** Keeps what was heard of articles that have not come: the last withdrawal, the verdict of the greatest number. */
    void keep(Map<UUID, Early> heard) throws SQLException {
        keepRetractions(heard.entrySet().stream()
                .filter(entry -> entry.getValue().retraction().isPresent())
                .toList());
        keepVerdicts(heard.entrySet().stream()
                .filter(entry -> entry.getValue().verdict().isPresent())
                .toList());
    }

    private void keepRetractions(List<Map.Entry<UUID, Early>> heard) throws SQLException {
        if (heard.isEmpty()) {
            return;
        }
        var sql = """
                insert into early_withdrawal (article_id, at, reason)
                select id, to_timestamp(micros / 1e6::float8), reason
                from unnest(?::uuid[], ?::int8[], ?::text[]) as u(id, micros, reason)
                on conflict (article_id) do update set at = excluded.at, reason = excluded.reason, heard_at = now()
                where excluded.at > early_withdrawal.at
                """;
        var columns = new Columns<>(connection, heard);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Map.Entry::getKey));
            statement.setArray(2, columns.times(entry -> retraction(entry).at()));
            statement.setArray(3, columns.texts(entry -> retraction(entry).reason()));
            statement.executeUpdate();
        }
    }

    private static Retraction retraction(Map.Entry<UUID, Early> entry) {
        return entry.getValue().retraction().orElseThrow();
    }

    private void keepVerdicts(List<Map.Entry<UUID, Early>> heard) throws SQLException {
        if (heard.isEmpty()) {
            return;
        }
        var sql = """
                insert into early_verdict (article_id, decided, verdict)
                select id, decided, verdict from unnest(?::uuid[], ?::int8[], ?::bytea[]) as u(id, decided, verdict)
                on conflict (article_id) do update
                set decided = excluded.decided, verdict = excluded.verdict, heard_at = now()
                where excluded.decided > early_verdict.decided
                """;
        var columns = new Columns<>(connection, heard);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, columns.ids(Map.Entry::getKey));
            statement.setArray(2, columns.numbers(entry -> verdict(entry).decided()));
            statement.setArray(3, columns.bytes(entry -> Documents.bytes(verdict(entry))));
            statement.executeUpdate();
        }
    }

    private static Verdict verdict(Map.Entry<UUID, Early> entry) {
        return entry.getValue().verdict().orElseThrow();
    }

    /** Keeps these articles out for ever, the first under number {@code seq}, and forgets all that was heard of them. */
    void erase(List<UUID> ids, long seq, Instant at) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        var sql = """
                with withdrawn as (delete from early_withdrawal where article_id = any(?)),
                     judged as (delete from early_verdict where article_id = any(?))
                insert into erased_article (article_id, seq, at)
                select id, ? + row - 1, to_timestamp(? / 1e6::float8)
                from unnest(?::uuid[]) with ordinality as u(id, row)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, Columns.ids(connection, ids));
            statement.setArray(2, Columns.ids(connection, ids));
            statement.setLong(3, seq);
            statement.setLong(4, Moment.micros(at));
            statement.setArray(5, Columns.ids(connection, ids));
            statement.executeUpdate();
        }
    }
}
