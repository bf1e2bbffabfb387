package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

    /** Below it two texts without the lines that they share say different things. */
    private static final double LEAST_ALIKE = 0.5;

    private final Map<String, Set<Long>> bySource = new ConcurrentHashMap<>();
    private long newest;

    /** A line of one source. */
    record Line(String source, long hash) {}

    /** The hashes of {@code source}'s lines. */
    Set<Long> of(String source) {
        return bySource.getOrDefault(source, Set.of());
    }

    /** Forgets what it holds in memory: some of it may never have been committed. */
    synchronized void forgetAll() {
        bySource.clear();
        newest = 0;
    }

    /** Reads what other instances have learned; lines are numbered in the order in which they are committed. */
    synchronized void refresh(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select no, source, line from boilerplate where no > ?")) {
            select.setLong(1, newest);
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

    /** Remembers lines for good. Who learns waits until all who began before have committed. */
    void learn(Connection connection, Set<Line> lines) throws SQLException {
        try (PreparedStatement turn =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtext('boilerplate'))")) {
            turn.execute();
        }
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
     * The lines of {@code article} that are boilerplate by what it was compared with, each with its text: lines at head or
     * foot that two others of its source have as well, all three of which say different things without them.
     *
     * @param others articles of its source
     */
    static Map<Line, String> shown(Fingerprint article, List<Fingerprint> others) {
        Map<Long, List<Fingerprint>> having = new HashMap<>();
        for (Fingerprint other : others) {
            Set<Long> shared = shared(article, other);
            if (!shared.isEmpty() && sayDifferentThings(article, other, shared)) {
                shared.forEach(line ->
                        having.computeIfAbsent(line, hash -> new ArrayList<>()).add(other));
            }
        }
        Map<Line, String> shown = new HashMap<>();
        Lines lines = article.lines();
        for (int i = 0; i < lines.lines().size(); i++) {
            long hash = lines.hashes().get(i);
            if (differ(having.getOrDefault(hash, List.of()))) {
                shown.put(new Line(article.source(), hash), lines.lines().get(i));
            }
        }
        return shown;
    }

    private static Set<Long> shared(Fingerprint one, Fingerprint other) {
        Set<Long> shared = new HashSet<>(one.lines().edges(SHORTEST));
        shared.retainAll(other.lines().edges(SHORTEST));
        return shared;
    }

    private static boolean sayDifferentThings(Fingerprint one, Fingerprint other, Set<Long> shared) {
        String left = one.lines().without(shared);
        String right = other.lines().without(shared);
        return Math.min(left.length(), right.length()) >= SHORTEST
                && Shingles.of(left).containment(Shingles.of(right)) < LEAST_ALIKE;
    }

    /** Whether two of these, which all differ from one article, differ from one another too. */
    private static boolean differ(List<Fingerprint> others) {
        for (int i = 1; i < others.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (sayDifferentThings(others.get(i), others.get(j), shared(others.get(i), others.get(j)))) {
                    return true;
                }
            }
        }
        return false;
    }
}
