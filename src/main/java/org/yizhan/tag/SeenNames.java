package org.yizhan.tag;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Names that articles print as where they come from, and that nothing else knows; in {@code seen_name}, the same for all
 * instances. What is seen is noted in memory and stored by {@link #refresh}, beside the pipeline; an article that comes
 * twice counts once. Safe for concurrent use.
 */
public final class SeenNames {

    private static final int MOST_WAITING = 10_000;
    private static final int MOST_NAMES = 20_000;

    private final DataSource database;
    private final Clock clock;
    private final Set<Sighting> waiting = ConcurrentHashMap.newKeySet();
    private long newest = -1;
    private volatile List<SeenName> names = List.of();

    private record Sighting(String name, String source, UUID article) {}

    public SeenNames(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes that the article prints the name. While too many wait to be stored, more are passed over. */
    public void saw(String name, String source, UUID article) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(new Sighting(name, source, article));
        }
    }

    /** Whether the name was seen by this instance and is not stored yet. */
    public boolean isWaiting(String name) {
        return waiting.stream().anyMatch(seen -> seen.name().equals(name));
    }

    /** The names as they were read last, the one seen first first; at most {@value #MOST_NAMES}. */
    public List<SeenName> names() {
        return names;
    }

    /**
     * Stores what waits, and reads what all instances have stored where that has grown.
     *
     * @throws IllegalStateException where PostgreSQL is away; nothing is forgotten then
     */
    public synchronized void refresh() {
        List<Sighting> stored = List.copyOf(waiting);
        try {
            store(stored);
            stored.forEach(waiting::remove);
            read();
        } catch (SQLException e) {
            throw new IllegalStateException("seen names can't be stored or read: " + e.getMessage(), e);
        }
    }

    private void store(List<Sighting> sightings) throws SQLException {
        if (sightings.isEmpty()) {
            return;
        }
        var sql = """
                insert into seen_name (name, source, article_id, seen_at)
                select name, source, article, ? from unnest(?::text[], ?::text[], ?::uuid[]) as u(name, source, article)
                on conflict (name, article_id) do nothing
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", sightings.stream().map(Sighting::name).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "text", sightings.stream().map(Sighting::source).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "uuid", sightings.stream().map(Sighting::article).toArray()));
            statement.executeUpdate();
        }
    }

    private void read() throws SQLException {
        var sql = """
                select name, count(*), array_agg(distinct source order by source)
                from seen_name group by name order by min(no) limit ?
                """;
        try (var connection = database.getConnection();
                var latest = connection.prepareStatement("select coalesce(max(no), 0) from seen_name");
                var statement = connection.prepareStatement(sql)) {
            long now = number(latest);
            if (now == newest) {
                return;
            }
            statement.setInt(1, MOST_NAMES);
            names = names(statement);
            newest = now;
        }
    }

    private static long number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private static List<SeenName> names(PreparedStatement statement) throws SQLException {
        List<SeenName> names = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(new SeenName(rows.getString(1), rows.getInt(2), List.of((String[])
                        rows.getArray(3).getArray())));
            }
        }
        return List.copyOf(names);
    }
}
