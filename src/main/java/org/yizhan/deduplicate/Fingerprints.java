package org.yizhan.deduplicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What articles are compared by, as it stands in the tables {@code fingerprint} and {@code fingerprint_text}; what was used
 * last is also in memory. {@link Register} writes it. Safe for concurrent use; connection and transaction are the caller's.
 */
final class Fingerprints {

    private static final long CACHED_BYTES = 96L << 20;

    /** Decisions are numbered before they are committed: so many are looked at again, in case one came late. */
    private static final int OVERLAP = 1_000;

    private volatile long newestRevision;

    private final Boilerplate boilerplate;
    private final Cache<Long, Stored> cache = Caffeine.newBuilder()
            .maximumWeight(CACHED_BYTES)
            .weigher((Long no, Stored stored) -> weight(stored.print()))
            .build();

    Fingerprints(Boilerplate boilerplate) {
        this.boilerplate = boilerplate;
    }

    private static int weight(Fingerprint print) {
        return 600 + 4 * print.text().length() + 8 * print.shingles().places();
    }

    /** The numbers of those of these articles that came and were not erased. */
    static Map<UUID, Long> numbers(Connection connection, Collection<UUID> articles) throws SQLException {
        String sql = "select article_id, no from fingerprint where article_id = any(?) and not erased";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.ids(connection, articles));
            var numbers = new HashMap<UUID, Long>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getObject(1, UUID.class), row.getLong(2));
                }
            }
            return numbers;
        }
    }

    /** The number of an article; empty where it never came or was erased. */
    static Optional<Long> number(Connection connection, UUID article) throws SQLException {
        return Optional.ofNullable(numbers(connection, List.of(article)).get(article));
    }

    /** Holds in memory what has just been written. */
    void hold(Collection<Stored> written) {
        written.forEach(stored -> cache.put(stored.no(), stored));
    }

    /** Takes the texts of these out of the store, whenever they came in. */
    void forget(Connection connection, Collection<Long> numbers) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from fingerprint_text where no = any(?)")) {
            delete.setArray(1, Columns.numbers(connection, numbers));
            delete.executeUpdate();
        }
        cache.invalidateAll(numbers);
    }

    /** Lets go of what other instances have written anew since the last time. */
    void refresh(Connection connection) throws SQLException {
        String sql = "select no, revised_by from fingerprint where revised_by > ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, newestRevision - OVERLAP);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    cache.invalidate(row.getLong(1));
                    newestRevision = Math.max(newestRevision, row.getLong(2));
                }
            }
        }
    }

    /** Forgets what it holds in memory: some of it may never have been committed. */
    void forgetAll() {
        cache.invalidateAll();
    }

    /**
     * The fingerprints with these numbers, by number, without what is known to be boilerplate by now; a number whose text
     * is no longer kept is left out.
     */
    Map<Long, Stored> load(Connection connection, Collection<Long> numbers) throws SQLException {
        var loaded = new HashMap<>(cache.getAllPresent(numbers));
        List<Long> missing =
                numbers.stream().filter(no -> !loaded.containsKey(no)).toList();
        if (!missing.isEmpty()) {
            stored(connection, missing).forEach(stored -> loaded.put(stored.no(), stored));
        }
        loaded.replaceAll((no, stored) -> current(stored));
        loaded.values().forEach(stored -> cache.put(stored.no(), stored));
        return loaded;
    }

    private Stored current(Stored stored) {
        Fingerprint print = stored.print().without(boilerplate.of(stored.print().source()));
        return print == stored.print() ? stored : new Stored(stored.no(), print);
    }

    /** What these are by the tables alone, in order of their numbers. */
    List<Stored> stored(Connection connection, Collection<Long> numbers) throws SQLException {
        String sql = """
                select f.no, f.article_id, f.source, f.content_hash, t.title, t.body, t.part, f.link, f.published_at,
                       f.received_at
                from fingerprint f
                join fingerprint_text t on t.no = f.no
                    and t.received_on = (to_timestamp(f.received_at / 1e6) at time zone 'UTC')::date
                where f.no = any(?)
                """;
        var found = new ArrayList<Stored>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.numbers(connection, numbers));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Stored(row.getLong("no"), print(row)));
                }
            }
        }
        found.sort(Comparator.comparingLong(Stored::no));
        return found;
    }

    private Fingerprint print(ResultSet row) throws SQLException {
        String source = row.getString("source");
        Lines lines = Lines.parse(row.getString("body"));
        String text = lines.without(boilerplate.of(source));
        return new Fingerprint(
                row.getObject("article_id", UUID.class),
                source,
                row.getString("content_hash"),
                row.getString("title"),
                lines,
                text,
                Shingles.of(text),
                row.getLong("link"),
                Optional.ofNullable(row.getString("part")).map(Part::parse),
                instant(row, "published_at"),
                instant(row, "received_at"));
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
    }
}
