package org.yizhan.deduplicate;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The tables {@code fingerprint} and {@code fingerprint_text}, their youngest rows also in memory. Safe for concurrent use;
 * connection and transaction are the caller's.
 */
final class Fingerprints {

    private static final long CACHED_BYTES = 96L << 20;

    /** Decisions are numbered before they are committed: so many are looked at again, in case one came late. */
    private static final int OVERLAP = 1_000;

    private volatile long newestRevision;

    private final Quarters quarters;
    private final Boilerplate boilerplate;
    private final Cache<Long, Stored> cache = Caffeine.newBuilder()
            .maximumWeight(CACHED_BYTES)
            .weigher((Long no, Stored stored) -> weight(stored.print()))
            .build();

    Fingerprints(Quarters quarters, Boilerplate boilerplate) {
        this.quarters = quarters;
        this.boilerplate = boilerplate;
    }

    private static int weight(Fingerprint print) {
        return 600 + 4 * print.text().length() + 8 * print.shingles().places();
    }

    /**
     * A batch in the store.
     *
     * @param numbers of every article of the batch but those that were erased
     * @param compared the newest content of each, where its text is still kept
     * @param written those that are new or have new content
     * @param former what those with new content were before
     * @param known those that had been in the store before
     * @param decided number of the decision that each stands alone, for those nobody has seen yet
     */
    record Entered(
            Map<UUID, Long> numbers,
            List<Stored> compared,
            List<Stored> written,
            List<Stored> former,
            Set<Long> known,
            long decided) {}

    /** What is stored of an article before a batch is written. */
    private record Row(long no, String contentHash, long receivedAt) {

        boolean isRevisedBy(Fingerprint print) {
            return !contentHash.equals(print.contentHash()) && receivedAt <= micros(print.receivedAt());
        }
    }

    /** Writes what is new and what has new content; an older revision is not written over a newer one. */
    Entered enter(Connection connection, Collection<Fingerprint> prints) throws SQLException {
        long decided = Decisions.next(connection);
        Map<UUID, Row> before = rows(connection, prints);
        List<Stored> former = former(connection, prints, before);
        Map<UUID, Long> numbers = new HashMap<>();
        before.forEach((article, row) -> numbers.put(article, row.no()));
        Set<Long> known = Set.copyOf(numbers.values());
        Map<UUID, Long> newest = write(connection, prints, decided);
        numbers.putAll(newest);
        List<Stored> written = prints.stream()
                .filter(print -> newest.containsKey(print.articleId()))
                .map(print -> new Stored(requireNonNull(newest.get(print.articleId())), print))
                .toList();
        depart(connection, departed(written, former));
        writeTexts(connection, written);
        written.forEach(stored -> cache.put(stored.no(), stored));
        Set<Long> unchanged = new HashSet<>(known);
        unchanged.removeAll(newest.values());
        var compared = new ArrayList<>(written);
        compared.addAll(load(connection, unchanged).values());
        compared.sort(Comparator.comparingLong(Stored::no));
        return new Entered(numbers, compared, written, former, known, decided);
    }

    /** Those of these articles that are stored and not erased. */
    private static Map<UUID, Row> rows(Connection connection, Collection<Fingerprint> prints) throws SQLException {
        String sql = """
                select article_id, no, content_hash, received_at from fingerprint
                where article_id = any(?) and not erased
                """;
        List<UUID> articles = prints.stream().map(Fingerprint::articleId).toList();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.ids(connection, articles));
            var rows = new HashMap<UUID, Row>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(row.getObject(1, UUID.class), new Row(row.getLong(2), row.getString(3), row.getLong(4)));
                }
            }
            return rows;
        }
    }

    /** What those are that will have new content, from the tables: another instance may have written it. */
    private List<Stored> former(Connection connection, Collection<Fingerprint> prints, Map<UUID, Row> before)
            throws SQLException {
        List<Long> revised = prints.stream()
                .filter(print -> Optional.ofNullable(before.get(print.articleId()))
                        .filter(row -> row.isRevisedBy(print))
                        .isPresent())
                .map(print -> requireNonNull(before.get(print.articleId())).no())
                .toList();
        return revised.isEmpty() ? List.of() : read(connection, revised);
    }

    /** The numbers of those written; the older of two of a batch is the one that stands first in it. */
    private static Map<UUID, Long> write(Connection connection, Collection<Fingerprint> prints, long decided)
            throws SQLException {
        String sql = """
                insert into fingerprint as f
                    (article_id, source, content_hash, link, published_at, received_at, decided)
                select *, ? from unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                on conflict (article_id) do update set
                    content_hash = excluded.content_hash, link = excluded.link, published_at = excluded.published_at,
                    received_at = excluded.received_at, revised = true,
                    revised_by = excluded.decided
                    where f.content_hash <> excluded.content_hash and f.received_at <= excluded.received_at
                        and not f.erased
                returning article_id, no
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, decided);
            new Columns<>(insert, prints, 2)
                    .ids(Fingerprint::articleId)
                    .texts(Fingerprint::source)
                    .texts(Fingerprint::contentHash)
                    .numbers(Fingerprint::link)
                    .numbers(print -> micros(print.publishedAt()))
                    .numbers(print -> micros(print.receivedAt()));
            var written = new HashMap<UUID, Long>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    written.put(row.getObject(1, UUID.class), row.getLong(2));
                }
            }
            return written;
        }
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

    private void writeTexts(Connection connection, List<Stored> written) throws SQLException {
        Set<LocalDate> days = new HashSet<>();
        written.forEach(stored -> days.add(Quarters.day(stored.print().receivedAt())));
        quarters.open(connection, days);
        forget(connection, written.stream().map(Stored::no).toList());
        String sql = """
                insert into fingerprint_text (no, received_on, title, body, part)
                select no, received_on::date, title, body, part
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as u (no, received_on, title, body, part)
                on conflict (no, received_on) do update set title = excluded.title, body = excluded.body,
                    part = excluded.part
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            new Columns<>(insert, written)
                    .numbers(Stored::no)
                    .texts(stored -> Quarters.day(stored.print().receivedAt()).toString())
                    .texts(stored -> stored.print().title())
                    .texts(stored -> stored.print().lines().stored())
                    .texts(stored -> stored.print().part().map(Part::toString).orElse(null));
            insert.executeUpdate();
        }
    }

    /** Takes the texts of these out of the store, whenever they came in. */
    void forget(Connection connection, Collection<Long> numbers) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from fingerprint_text where no = any(?)")) {
            delete.setArray(1, Columns.numbers(connection, numbers));
            delete.executeUpdate();
        }
        cache.invalidateAll(numbers);
    }

    /** What these are by the tables alone. */
    List<Stored> stored(Connection connection, Collection<Long> numbers) throws SQLException {
        return read(connection, numbers);
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
        quarters.forget();
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
            read(connection, missing).forEach(stored -> loaded.put(stored.no(), stored));
        }
        loaded.replaceAll((no, stored) -> current(stored));
        loaded.values().forEach(stored -> cache.put(stored.no(), stored));
        return loaded;
    }

    private Stored current(Stored stored) {
        Fingerprint print = stored.print().without(boilerplate.of(stored.print().source()));
        return print == stored.print() ? stored : new Stored(stored.no(), print);
    }

    private List<Stored> read(Connection connection, Collection<Long> numbers) throws SQLException {
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

    /** Those whose text is no revision of what it was but another one. */
    private static List<Long> departed(List<Stored> written, List<Stored> former) {
        Map<Long, Fingerprint> before = new HashMap<>();
        former.forEach(stored -> before.put(stored.no(), stored.print()));
        return written.stream()
                .filter(now -> Optional.ofNullable(before.get(now.no()))
                        .filter(was -> !Judge.isRevision(was, now.print()))
                        .isPresent())
                .map(Stored::no)
                .toList();
    }

    /** From now on none of the pairs of these articles holds. */
    static void depart(Connection connection, Collection<Long> numbers) throws SQLException {
        if (numbers.isEmpty()) {
            return;
        }
        String sql = "update fingerprint set revised = true, departed = true where no = any(?)";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, Columns.numbers(connection, numbers));
            update.executeUpdate();
        }
    }

    /** Looks in the tables again for what this article is. */
    void forget(long no) {
        cache.invalidate(no);
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
    }
}
