package org.yizhan.deduplicate;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Merger;
import org.yizhan.article.Relation;
import org.yizhan.article.Verdict;

/**
 * The decisions on record: each article's verdict while it does not stand alone, and every merger of stories. Stateless;
 * connection and transaction are the caller's.
 */
final class Decisions {

    private Decisions() {}

    /** The verdicts on record, by number; their stories are those of today. */
    static Map<Long, Verdict> read(Connection connection, Map<Long, Forest.Root> roots) throws SQLException {
        String sql = """
                select no, relation, matched, similarity, containment, rule, reasons
                from fingerprint where no = any(?) and rule is not null
                """;
        var verdicts = new HashMap<Long, Verdict>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("bigint", roots.keySet().toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Forest.Root root = roots.get(row.getLong("no"));
                    if (root != null) {
                        verdicts.put(row.getLong("no"), verdict(row, root.story()));
                    }
                }
            }
        }
        return verdicts;
    }

    private static Verdict verdict(ResultSet row, UUID story) throws SQLException {
        Array reasons = row.getArray("reasons");
        return new Verdict(
                story,
                Relation.valueOf(row.getString("relation").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getObject("matched", UUID.class)),
                row.getDouble("similarity"),
                row.getDouble("containment"),
                row.getString("rule"),
                List.of((String[]) reasons.getArray()),
                0);
    }

    /** Puts verdicts on record, by number. */
    static void keep(Connection connection, Map<Long, Verdict> verdicts) throws SQLException {
        String sql = """
                update fingerprint set relation = ?, matched = ?, similarity = ?, containment = ?, rule = ?, reasons = ?
                where no = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Map.Entry<Long, Verdict> entry : verdicts.entrySet()) {
                Verdict verdict = entry.getValue();
                update.setString(1, verdict.relation().name().toLowerCase(Locale.ROOT));
                update.setObject(2, verdict.matched().orElse(null));
                update.setDouble(3, verdict.similarity());
                update.setDouble(4, verdict.containment());
                update.setString(5, verdict.rule());
                update.setArray(
                        6, connection.createArrayOf("text", verdict.reasons().toArray()));
                update.setLong(7, entry.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Puts mergers on record; what is there stays. */
    static void keep(Connection connection, Collection<Merger> mergers) throws SQLException {
        String sql = """
                insert into fingerprint_merger (from_story, into_story, caused_by, merged_at) values (?, ?, ?, ?)
                on conflict (from_story) do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Merger merger : mergers) {
                insert.setObject(1, merger.from());
                insert.setObject(2, merger.into());
                insert.setObject(3, merger.causedBy());
                insert.setTimestamp(4, Timestamp.from(merger.at()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The mergers that these articles caused, by article: told again where an article comes again. */
    static Map<UUID, List<Merger>> mergersBy(Connection connection, Collection<UUID> articles) throws SQLException {
        String sql =
                "select from_story, into_story, caused_by, merged_at from fingerprint_merger where caused_by = any(?)";
        var mergers = new HashMap<UUID, List<Merger>>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("uuid", articles.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    UUID cause = row.getObject("caused_by", UUID.class);
                    mergers.computeIfAbsent(cause, key -> new java.util.ArrayList<>())
                            .add(new Merger(
                                    row.getObject("from_story", UUID.class),
                                    row.getObject("into_story", UUID.class),
                                    cause,
                                    row.getObject("merged_at", OffsetDateTime.class)
                                            .toInstant()));
                }
            }
        }
        return mergers;
    }
}
