package org.yizhan.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The keys that sources push with. Only SHA-256 hashes are stored; all live ones are held in memory, so a push is
 * answered while PostgreSQL is away. {@link #refresh} brings in what other instances made or revoked. Safe for
 * concurrent use. Failing SQL is thrown as {@link IllegalStateException}.
 */
public final class ApiKeys {

    private static final String PREFIX = "yzk_";
    private static final int SECRET_BYTES = 32;
    private static final int KEY_ID = 12;

    private final DataSource database;
    private final SecureRandom random;
    private final Clock clock;
    private volatile Map<String, Live> live = Map.of();

    public ApiKeys(DataSource database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** A key in memory, and when it dies. */
    private record Live(Grant grant, Optional<Instant> expires) {}

    /** A key that has just been made: the only time it can be seen. */
    public record Made(String id, String key, Optional<String> source) {}

    /** Makes a key for {@code source}, or with scope {@code push:any} where that is empty. */
    public Made make(Optional<String> source) {
        String key = secret();
        return new Made(store(key, source), key, source);
    }

    private String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /**
     * Makes a key that takes the place of the live key {@code id}, which goes on until {@code end}; empty where there is no
     * such key, or it has been replaced already.
     */
    public Optional<Made> rotate(String id, Instant end) {
        String key = secret();
        String hash = hash(key);
        String next = hash.substring(0, KEY_ID);
        String sql = """
                with old as (
                    update api_key set expires_at = ?, replaced_by = ?
                    where id = ? and revoked_at is null and expires_at is null returning source
                )
                insert into api_key (id, hash, source) select ?, ?, source from old returning source
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(end));
            statement.setString(2, next);
            statement.setString(3, id);
            statement.setString(4, next);
            statement.setBytes(5, HexFormat.of().parseHex(hash));
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var made = new Made(next, key, Optional.ofNullable(rows.getString("source")));
                refresh();
                return Optional.of(made);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the key could not be rotated: " + e.getMessage(), e);
        }
    }

    /** Ends a key at once; whether it was live. */
    public boolean revoke(String id) {
        String sql = "update api_key set revoked_at = ? where id = ? and revoked_at is null";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setString(2, id);
            boolean revoked = statement.executeUpdate() > 0;
            refresh();
            return revoked;
        } catch (SQLException e) {
            throw new IllegalStateException("the key could not be revoked: " + e.getMessage(), e);
        }
    }

    /** Makes {@code key}, which somebody else chose, valid with scope {@code push:any}. */
    public void admit(String key) {
        store(key, Optional.empty());
    }

    /** What {@code key} allows; empty where it is none of ours. */
    public Optional<Grant> verify(String key) {
        Instant now = clock.instant();
        return Optional.ofNullable(live.get(hash(key)))
                .filter(known ->
                        known.expires().filter(end -> !end.isAfter(now)).isEmpty())
                .map(Live::grant);
    }

    private String store(String key, Optional<String> source) {
        String hash = hash(key);
        String id = hash.substring(0, KEY_ID);
        String sql = """
                insert into api_key (id, hash, source) values (?, ?, ?)
                on conflict (hash) do update set revoked_at = null, expires_at = null, replaced_by = null
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setBytes(2, HexFormat.of().parseHex(hash));
            insert.setString(3, source.orElse(null));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the key could not be stored: " + e.getMessage(), e);
        }
        refresh();
        return id;
    }

    /** Reads the live keys anew. */
    public void refresh() {
        var read = new HashMap<String, Live>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select id, hash, source, expires_at from api_key where revoked_at is null");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                read.put(
                        HexFormat.of().formatHex(rows.getBytes("hash")),
                        new Live(
                                new Grant(rows.getString("id"), Optional.ofNullable(rows.getString("source"))),
                                Optional.ofNullable(rows.getTimestamp("expires_at"))
                                        .map(Timestamp::toInstant)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the keys could not be read: " + e.getMessage(), e);
        }
        live = Map.copyOf(read);
    }

    static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
