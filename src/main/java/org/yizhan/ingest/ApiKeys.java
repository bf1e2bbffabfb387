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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The keys that sources push with, and the secrets they may sign with instead. Only SHA-256 hashes are stored; all live ones are held in memory, so a push is
 * answered while PostgreSQL is away. {@link #refresh} brings in what other instances made or revoked. Safe for
 * concurrent use. Failing SQL is thrown as {@link IllegalStateException}.
 */
public final class ApiKeys {

    private static final String PREFIX = "yzk_";
    private static final int SECRET_BYTES = 32;
    private static final int KEY_ID = 12;

    /** Each makes us compute once more over a body of strangers. */
    private static final int MOST_SIGNERS = 16;

    private final DataSource database;
    private final SecureRandom random;
    private final Clock clock;
    private final SigningKey signing;
    private volatile Map<String, Live> live = Map.of();
    private volatile Map<String, Live> byId = Map.of();

    /** By the id of each key that there ever was. */
    private volatile Map<String, String> firsts = Map.of();

    /** @param signing what the keys' signing secrets are derived from */
    public ApiKeys(DataSource database, SecureRandom random, Clock clock, SigningKey signing) {
        this.database = database;
        this.random = random;
        this.clock = clock;
        this.signing = signing;
    }

    /**
     * A key in memory.
     *
     * @param first the id of the first of those that took each other's place
     * @param expires when it dies
     * @param mark of the signing key that its secret was derived from
     */
    private record Live(Grant grant, String first, Optional<Instant> expires, Optional<String> mark) {

        boolean isAlive(Instant now) {
            return expires.filter(end -> !end.isAfter(now)).isEmpty();
        }
    }

    /**
     * A key that has just been made: the only time it can be seen.
     *
     * @param signingSecret what pushes may be signed with instead of carrying the key
     */
    public record Made(String id, String key, Optional<String> source, String signingSecret) {
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /** Makes a key for {@code source}, or with scope {@code push:any} where that is empty. */
    public Made make(Optional<String> source) {
        String key = secret();
        return made(store(key, source), key, source);
    }

    private Made made(String id, String key, Optional<String> source) {
        return new Made(id, key, source, signing.secret(id));
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
                    where id = ? and revoked_at is null and expires_at is null
                    returning source, coalesce(root, id) as root
                )
                insert into api_key (id, hash, source, signing, root) select ?, ?, source, ?, root from old returning source
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(end));
            statement.setString(2, next);
            statement.setString(3, id);
            statement.setString(4, next);
            statement.setBytes(5, HexFormat.of().parseHex(hash));
            statement.setString(6, signing.mark());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                var made = made(next, key, Optional.ofNullable(rows.getString("source")));
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

    /**
     * Makes {@code key}, which somebody else chose, valid with scope {@code push:any}, unless it has ended or been rotated
     * already; whether it lets anybody in.
     */
    public boolean admit(String key) {
        store(key, Optional.empty());
        return verify(key).isPresent();
    }

    /** What {@code key} allows; empty where it is none of ours. */
    public Optional<Grant> verify(String key) {
        Instant now = clock.instant();
        return Optional.ofNullable(live.get(hash(key)))
                .filter(known -> known.isAlive(now))
                .map(Live::grant);
    }

    /**
     * What the key allows whose secret made {@code signature}.
     *
     * @param key the id of that key, or of one that it was rotated with; where it is empty, few enough keys are tried
     * @return empty where no live key's secret did
     * @throws Refused 400 where the id is needed, 503 where this instance has another signing key than the one that made it
     */
    public Optional<Grant> verify(PushSignature signature, byte[] body, Optional<String> key) throws Refused {
        Instant now = clock.instant();
        List<Live> signers = (key.isPresent() ? rotated(key.get()) : byId.values().stream())
                .filter(known -> known.isAlive(now))
                .limit(MOST_SIGNERS + 1L)
                .toList();
        if (signers.size() > MOST_SIGNERS) {
            throw new Refused(400, "say whose signature it is: add ?key= and the id of the push key to the address");
        }
        if (key.isPresent() && !signers.isEmpty() && signers.stream().noneMatch(this::isOurs)) {
            throw new Refused(
                    503,
                    "this instance can't check this key's signatures: its yizhan.signing.key is not that of the one that made the key");
        }
        if (signers.isEmpty()) {
            // as long as it would take with a key, so that nobody finds out by it which ids are keys
            signature.isMadeWith(signing.secret(""), body);
        }
        return signers.stream()
                .filter(this::isOurs)
                .map(Live::grant)
                .filter(grant -> signature.isMadeWith(signing.secret(grant.keyId()), body))
                .findFirst()
                .filter(grant -> signature.isFresh(clock));
    }

    /** The id of the first of the keys that took each other's place, revoked or not: who signs is the same. */
    public String first(Grant grant) {
        return first(grant.keyId());
    }

    private String first(String id) {
        return firsts.getOrDefault(id, id);
    }

    private boolean isOurs(Live known) {
        return known.mark().filter(mark -> !mark.equals(signing.mark())).isEmpty();
    }

    /** The live ones of the keys that took each other's place, this one among them. */
    private Stream<Live> rotated(String id) {
        String first = first(id);
        return byId.values().stream().filter(known -> known.first().equals(first));
    }

    private String store(String key, Optional<String> source) {
        String hash = hash(key);
        String id = hash.substring(0, KEY_ID);
        String sql = """
                insert into api_key (id, hash, source, signing) values (?, ?, ?, ?)
                on conflict (hash) do nothing
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, id);
            insert.setBytes(2, HexFormat.of().parseHex(hash));
            insert.setString(3, source.orElse(null));
            insert.setString(4, signing.mark());
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
        var named = new HashMap<String, Live>();
        var began = new HashMap<String, String>();
        String sql =
                "select id, hash, source, expires_at, revoked_at, signing, coalesce(root, id) as root from api_key";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                began.put(rows.getString("id"), rows.getString("root"));
                if (rows.getTimestamp("revoked_at") == null) {
                    Live key = live(rows);
                    read.put(HexFormat.of().formatHex(rows.getBytes("hash")), key);
                    named.put(key.grant().keyId(), key);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the keys could not be read: " + e.getMessage(), e);
        }
        firsts = Map.copyOf(began);
        live = Map.copyOf(read);
        byId = Map.copyOf(named);
    }

    private static Live live(ResultSet row) throws SQLException {
        return new Live(
                new Grant(row.getString("id"), Optional.ofNullable(row.getString("source"))),
                row.getString("root"),
                Optional.ofNullable(row.getTimestamp("expires_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getString("signing")));
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
