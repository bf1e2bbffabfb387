package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lines that sources put under their articles, learned where three articles of one source share a line and
 * otherwise carry different pieces: the table {@code boilerplate}, all of it in memory. Safe for concurrent use; connection and transaction are the
 * caller's.
 */
final class Boilerplate {

    /** A shorter line is no footer, and leaving it out changes nothing. */
    static final int SHORTEST = 8;

    /** Numbers are drawn before they are committed: so many are read again, in case one came late. */
    private static final int OVERLAP = 200;

    private final Map<String, Set<Long>> bySource = new ConcurrentHashMap<>();
    private volatile long newest;

    /** A line of one source. */
    record Line(String source, long hash) {}

    /** The hashes of {@code source}'s lines. */
    Set<Long> of(String source) {
        return bySource.getOrDefault(source, Set.of());
    }

    /** Reads what other instances have learned. */
    void refresh(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select no, source, line from boilerplate where no > ?")) {
            select.setLong(1, newest - OVERLAP);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    know(new Line(row.getString(2), row.getLong(3)));
                    newest = Math.max(newest, row.getLong(1));
                }
            }
        }
    }

    private void know(Line line) {
        bySource.computeIfAbsent(line.source(), source -> ConcurrentHashMap.newKeySet())
                .add(line.hash());
    }

    /** Remembers lines for good. */
    void learn(Connection connection, Set<Line> lines) throws SQLException {
        String sql = """
                insert into boilerplate (source, line) select * from unnest(?::text[], ?::bigint[]) as u (source, line)
                order by source, line on conflict do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "text", lines.stream().map(Line::source).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", lines.stream().map(Line::hash).toArray()));
            insert.executeUpdate();
        }
        lines.forEach(this::know);
    }

    /**
     * The lines of {@code article} that are boilerplate by what it was compared with, each with its text.
     *
     * @param strangers articles of its source that carry other pieces
     */
    static Map<Line, String> shown(Fingerprint article, List<Fingerprint> strangers) {
        Map<Long, List<Fingerprint>> having = new HashMap<>();
        for (Fingerprint stranger : strangers) {
            for (Long hash : stranger.lines().edges()) {
                having.computeIfAbsent(hash, line -> new ArrayList<>()).add(stranger);
            }
        }
        Map<Line, String> shown = new HashMap<>();
        Lines lines = article.lines();
        for (int i = 0; i < lines.lines().size(); i++) {
            long hash = lines.hashes().get(i);
            if (lines.isEdge(i)
                    && lines.lines().get(i).length() >= SHORTEST
                    && differ(having.getOrDefault(hash, List.of()))) {
                shown.put(new Line(article.source(), hash), lines.lines().get(i));
            }
        }
        return shown;
    }

    /** Whether two of these, which all differ from one article, differ from one another too. */
    private static boolean differ(List<Fingerprint> strangers) {
        for (int i = 1; i < strangers.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (!Judge.compare(strangers.get(i), strangers.get(j)).same()) {
                    return true;
                }
            }
        }
        return false;
    }
}
