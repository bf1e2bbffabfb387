package org.yizhan.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

    private final DataSource database;
    private final SecureRandom random;
    private volatile Map<String, Grant> grants = Map.of();

    public ApiKeys(DataSource database, SecureRandom random) {
        this.database = database;
        this.random = random;
    }

    /** A key that has just been made: the only time it can be seen. */
    public record Made(String id, String key, Optional<String> source) {}

    /** Makes a key for {@code source}, or with scope {@code push:any} where that is empty. */
    public Made make(Optional<String> source) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        return new Made(store(key, source), key, source);
    }

    /** Makes {@code key}, which somebody else chose, valid with scope {@code push:any}. */
    public void admit(String key) {
        store(key, Optional.empty());
    }

    /** What {@code key} allows; empty where it is none of ours. */
    public Optional<Grant> verify(String key) {
        return Optional.ofNullable(grants.get(hash(key)));
    }

    private String store(String key, Optional<String> source) {
        String hash = hash(key);
        String id = hash.substring(0, 12);
        String sql = """
                insert into api_key (id, hash, source) values (?, ?, ?)
                on conflict (hash) do update set revoked_at = null
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
        var read = new HashMap<String, Grant>();
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select id, hash, source from api_key where revoked_at is null");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                read.put(
                        HexFormat.of().formatHex(rows.getBytes("hash")),
                        new Grant(rows.getString("id"), Optional.ofNullable(rows.getString("source"))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the keys could not be read: " + e.getMessage(), e);
        }
        grants = Map.copyOf(read);
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
