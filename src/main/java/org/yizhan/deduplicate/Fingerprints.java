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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.postgresql.PGConnection;

/**
 * The table {@code fingerprint}, its youngest rows also in memory. Safe for concurrent use; connection and transaction are
 * the caller's.
 */
final class Fingerprints {

    private static final long CACHED_BYTES = 96L << 20;

    private final Cache<Long, Stored> cache = Caffeine.newBuilder()
            .maximumWeight(CACHED_BYTES)
            .weigher((Long no, Stored stored) -> weight(stored.print()))
            .build();

    private static int weight(Fingerprint print) {
        return 400 + 2 * print.text().length() + 8 * print.shingles().places();
    }

    /**
     * A batch in the store.
     *
     * @param all every article of the batch
     * @param written those that are new or have new content
     * @param fresh numbers of those that are new
     */
    record Entered(List<Stored> all, List<Stored> written, Set<Long> fresh) {

        /** Those that were in the store before. */
        List<Stored> known() {
            return all.stream().filter(stored -> !fresh.contains(stored.no())).toList();
        }
    }

    private record Row(long no, boolean fresh) {}

    /** Writes what is new and what has new content; an older revision is not written over a newer one. */
    Entered enter(Connection connection, Collection<Fingerprint> prints) throws SQLException {
        Map<UUID, Row> rows = write(connection, prints);
        List<UUID> unchanged = prints.stream()
                .map(Fingerprint::articleId)
                .filter(id -> !rows.containsKey(id))
                .toList();
        Map<UUID, Long> known = unchanged.isEmpty() ? Map.of() : numbers(connection, unchanged);
        var all = new ArrayList<Stored>();
        var written = new ArrayList<Stored>();
        Set<Long> fresh = new HashSet<>();
        for (Fingerprint print : prints) {
            Row row = rows.get(print.articleId());
            var stored = new Stored(row == null ? known.getOrDefault(print.articleId(), 0L) : row.no(), print);
            all.add(stored);
            if (row != null) {
                written.add(stored);
                cache.put(stored.no(), stored);
                if (row.fresh()) {
                    fresh.add(stored.no());
                }
            }
        }
        return new Entered(all, written, fresh);
    }

    private static Map<UUID, Row> write(Connection connection, Collection<Fingerprint> prints) throws SQLException {
        String sql = """
                insert into fingerprint as f
                    (article_id, source, content_hash, title, body, link, published_at, received_at)
                select * from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[],
                                     ?::bigint[])
                on conflict (article_id) do update set
                    content_hash = excluded.content_hash, title = excluded.title, body = excluded.body,
                    link = excluded.link, published_at = excluded.published_at, received_at = excluded.received_at
                    where f.content_hash <> excluded.content_hash and f.received_at <= excluded.received_at
                returning article_id, no, xmax = 0 as fresh
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            var columns = new Columns(connection, insert, prints);
            columns.ids(Fingerprint::articleId);
            columns.texts(Fingerprint::source);
            columns.texts(Fingerprint::contentHash);
            columns.texts(Fingerprint::title);
            columns.texts(Fingerprint::text);
            columns.numbers(Fingerprint::link);
            columns.numbers(print -> micros(print.publishedAt()));
            columns.numbers(print -> micros(print.receivedAt()));
            var written = new HashMap<UUID, Row>();
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    written.put(row.getObject(1, UUID.class), new Row(row.getLong(2), row.getBoolean(3)));
                }
            }
            return written;
        }
    }

    private static Map<UUID, Long> numbers(Connection connection, List<UUID> articles) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select article_id, no from fingerprint where article_id = any(?)")) {
            select.setArray(1, connection.createArrayOf("uuid", articles.toArray()));
            var numbers = new HashMap<UUID, Long>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    numbers.put(row.getObject(1, UUID.class), row.getLong(2));
                }
            }
            return numbers;
        }
    }

    /** The fingerprints with these numbers, by number; a number that is not there is left out. */
    Map<Long, Stored> load(Connection connection, Collection<Long> numbers) throws SQLException {
        var loaded = new HashMap<>(cache.getAllPresent(numbers));
        List<Long> missing =
                numbers.stream().filter(no -> !loaded.containsKey(no)).toList();
        if (!missing.isEmpty()) {
            for (Stored stored : read(connection, missing)) {
                loaded.put(stored.no(), stored);
                cache.put(stored.no(), stored);
            }
        }
        return loaded;
    }

    private static List<Stored> read(Connection connection, List<Long> numbers) throws SQLException {
        String sql = """
                select no, article_id, source, content_hash, title, body, link, published_at, received_at
                from fingerprint where no = any(?)
                """;
        var found = new ArrayList<Stored>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Stored(row.getLong("no"), print(row)));
                }
            }
        }
        return found;
    }

    private static Fingerprint print(ResultSet row) throws SQLException {
        String body = row.getString("body");
        return new Fingerprint(
                row.getObject("article_id", UUID.class),
                row.getString("source"),
                row.getString("content_hash"),
                row.getString("title"),
                body,
                Shingles.of(body),
                row.getLong("link"),
                instant(row, "published_at"),
                instant(row, "received_at"));
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.EPOCH.plus(row.getLong(column), ChronoUnit.MICROS);
    }

    /** Sets the parameters of a statement that unnests columns, one after the other. */
    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private final Collection<Fingerprint> prints;
        private int next = 1;

        Columns(Connection connection, PreparedStatement statement, Collection<Fingerprint> prints) {
            this.connection = connection;
            this.statement = statement;
            this.prints = prints;
        }

        void ids(Function<Fingerprint, UUID> value) throws SQLException {
            statement.setArray(
                    next++,
                    connection.createArrayOf("uuid", prints.stream().map(value).toArray()));
        }

        /** Arrays of strings and of primitives go to PostgreSQL in binary. */
        void texts(Function<Fingerprint, String> value) throws SQLException {
            String[] texts = prints.stream().map(value).toArray(String[]::new);
            statement.setArray(next++, connection.createArrayOf("text", texts));
        }

        void numbers(ToLongFunction<Fingerprint> value) throws SQLException {
            long[] numbers = prints.stream().mapToLong(value).toArray();
            statement.setArray(next++, connection.unwrap(PGConnection.class).createArrayOf("int8", (Object) numbers));
        }
    }
}
