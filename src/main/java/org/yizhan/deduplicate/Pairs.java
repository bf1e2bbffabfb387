package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The rows of the table {@code match}. Stateless; connection and transaction are the caller's. */
final class Pairs {

    private Pairs() {}

    /** Puts pairs on record, each as it was compared last. */
    static void add(Connection connection, Collection<Pair> pairs) throws SQLException {
        if (pairs.isEmpty()) {
            return;
        }
        String sql = """
                insert into match (one, other, kind, similarity, containment, rule, reason)
                select * from unnest(?::bigint[], ?::bigint[], ?::text[], ?::float8[], ?::float8[], ?::text[], ?::text[])
                on conflict (one, other) do update set kind = excluded.kind, similarity = excluded.similarity,
                    containment = excluded.containment, rule = excluded.rule, reason = excluded.reason
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(insert, pairs)
                    .numbers(Pair::one)
                    .numbers(Pair::other)
                    .texts(pair -> pair.kind().name().toLowerCase(Locale.ROOT))
                    .fractions(Pair::similarity)
                    .fractions(Pair::containment)
                    .texts(Pair::rule)
                    .texts(Pair::reason);
            insert.executeUpdate();
        }
    }

    /** Every pair that one of these articles is in. */
    static List<Pair> of(Connection connection, Collection<Long> articles) throws SQLException {
        String sql = """
                select one, other, kind, similarity, containment, rule, reason from match where one = any(?)
                union
                select one, other, kind, similarity, containment, rule, reason from match where other = any(?)
                """;
        var pairs = new ArrayList<Pair>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.numbers(connection, articles));
            select.setArray(2, Columns.numbers(connection, articles));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    pairs.add(pair(row));
                }
            }
        }
        return pairs;
    }

    private static Pair pair(ResultSet row) throws SQLException {
        return new Pair(
                row.getLong("one"),
                row.getLong("other"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getDouble("similarity"),
                row.getDouble("containment"),
                row.getString("rule"),
                row.getString("reason"));
    }

    /** Takes every pair that one of these articles is in off the record. */
    static void remove(Connection connection, Collection<Long> articles) throws SQLException {
        if (articles.isEmpty()) {
            return;
        }
        String sql = "delete from match where one = any(?) or other = any(?)";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(1, Columns.numbers(connection, articles));
            delete.setArray(2, Columns.numbers(connection, articles));
            delete.executeUpdate();
        }
    }

    /** Gives each value of {@code heirs} the pairs of its key, whose text it repeats. */
    static void inherit(Connection connection, Map<Long, Long> heirs) throws SQLException {
        if (heirs.isEmpty()) {
            return;
        }
        var inherited = new LinkedHashMap<List<Long>, Pair>();
        for (Pair pair : of(connection, heirs.keySet())) {
            for (Pair own : inherited(pair, heirs)) {
                inherited.put(List.of(own.one(), own.other()), own);
            }
        }
        add(connection, inherited.values());
    }

    /** The same pair with an heir on one side, on the other, and on both. */
    private static List<Pair> inherited(Pair pair, Map<Long, Long> heirs) {
        long one = heirs.getOrDefault(pair.one(), pair.one());
        long other = heirs.getOrDefault(pair.other(), pair.other());
        return Stream.of(new long[] {one, pair.other()}, new long[] {pair.one(), other}, new long[] {one, other})
                .filter(ends -> ends[0] != ends[1] && (ends[0] != pair.one() || ends[1] != pair.other()))
                .map(ends -> pair.between(ends[0], ends[1]))
                .toList();
    }
}
