package org.yizhan.ops.alert;

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
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.yizhan.ops.Answer;
import org.yizhan.ops.Audit;

/**
 * Tokens that open the feed of incidents and nothing else. Only SHA-256 hashes are stored; the live ones are held in
 * memory, so the feed opens while PostgreSQL is away. Safe for concurrent use.
 */
public final class FeedTokens {

    private static final String PREFIX = "yzf_";
    private static final int SECRET_BYTES = 32;

    private final DataSource database;
    private final Audit audit;
    private final SecureRandom random;
    private final Clock clock;
    private volatile Map<String, Token> live = Map.of();

    public FeedTokens(DataSource database, Audit audit, SecureRandom random, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** One that is live; {@code id} is no secret. */
    public record Token(String id, String name, String operator, Instant createdAt) {}

    /** A new one: the only time it can be seen. */
    public record Made(String id, String token) {}

    /** Makes one. {@code name} says who reads with it. */
    public Made make(String name, String operator) throws SQLException {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String hash = hash(token);
        var made = new Made(hash.substring(0, 12), token);
        var sql = "insert into feed_token (id, hash, name, operator, created_at) values (?, ?, ?, ?, ?)";
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, made.id());
            insert.setBytes(2, HexFormat.of().parseHex(hash));
            insert.setString(3, name);
            insert.setString(4, operator);
            insert.setTimestamp(5, Timestamp.from(clock.instant()));
            insert.executeUpdate();
        }
        audit.write(new Audit.Deed(
                operator,
                Audit.Action.MAKE_FEED_TOKEN,
                made.id(),
                "",
                Answer.object().put("name", name)));
        refresh();
        return made;
    }

    /** Ends one at once; whether it was live. */
    public boolean revoke(String id, String operator) throws SQLException {
        var sql = "update feed_token set revoked_at = ? where id = ? and revoked_at is null";
        boolean revoked;
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setTimestamp(1, Timestamp.from(clock.instant()));
            update.setString(2, id);
            revoked = update.executeUpdate() > 0;
        }
        if (revoked) {
            audit.write(Audit.Deed.turned(operator, Audit.Action.REVOKE_FEED_TOKEN, id, "live", "revoked"));
            refresh();
        }
        return revoked;
    }

    /** Whether {@code token} is a live one. */
    public boolean isValid(String token) {
        return live.containsKey(hash(token));
    }

    /** The live ones, the oldest first. */
    public List<Token> all() {
        var all = new ArrayList<>(live.values());
        all.sort(Comparator.comparing(Token::createdAt));
        return all;
    }

    /** Reads the live ones anew: other instances make and revoke them too. */
    public void refresh() throws SQLException {
        var sql = "select id, hash, name, operator, created_at from feed_token where revoked_at is null";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            var read = new HashMap<String, Token>();
            while (rows.next()) {
                read.put(
                        HexFormat.of().formatHex(rows.getBytes("hash")),
                        new Token(
                                rows.getString("id"),
                                rows.getString("name"),
                                rows.getString("operator"),
                                rows.getTimestamp("created_at").toInstant()));
            }
            live = Map.copyOf(read);
        }
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
