package org.yizhan.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The signed messages that were taken, by key and {@code webhook-id}, with what they were answered: one that comes again
 * gets the same answer and is not taken again, whichever instance it comes to. Safe for concurrent use.
 */
public record WebhookLog(DataSource database, Clock clock) {

    /** Longer than senders try again (Standard Webhooks' schedule ends after 75.6 h), and than a copy stays useful. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** Who has not answered by then is dead. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration SOON = Duration.ofSeconds(5);

    /**
     * Claims a message.
     *
     * @param content all that must be the same where it comes again, in pieces
     * @return what it was answered when it was taken; empty where it is the caller's to take, and to {@link #end} or
     *     {@link #release}
     * @throws Refused 422 where something else came under this id, 409 while the same one is being taken
     */
    public Optional<String> begin(String key, String id, byte[]... content) throws SQLException, Refused {
        String sql = """
                insert into webhook as w (key, id, body, received_at) values (?, ?, ?, ?)
                on conflict (key, id) do update set received_at = excluded.received_at
                where w.answer is null and w.body = excluded.body and w.received_at < ?
                returning id
                """;
        byte[] digest = digest(content);
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement(sql)) {
            claim.setString(1, key);
            claim.setString(2, id);
            claim.setBytes(3, digest);
            claim.setTimestamp(4, Timestamp.from(now));
            claim.setTimestamp(5, Timestamp.from(now.minus(PATIENCE)));
            try (ResultSet claimed = claim.executeQuery()) {
                return claimed.next() ? Optional.empty() : Optional.of(answer(connection, key, id, digest));
            }
        }
    }

    private static String answer(Connection connection, String key, String id, byte[] digest)
            throws SQLException, Refused {
        try (PreparedStatement select =
                connection.prepareStatement("select body, answer from webhook where key = ? and id = ?")) {
            select.setString(1, key);
            select.setString(2, id);
            try (ResultSet row = select.executeQuery()) {
                boolean isKnown = row.next();
                if (isKnown && !MessageDigest.isEqual(row.getBytes("body"), digest)) {
                    throw new Refused(422, "something else was sent under this webhook-id; give each message its own");
                }
                String answer = isKnown ? row.getString("answer") : null;
                if (answer == null) {
                    throw new Refused(409, "this message is being taken; send it again later", SOON);
                }
                return answer;
            }
        }
    }

    /** The claimed message was taken and answered so. */
    public void end(String key, String id, String answer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update webhook set answer = ? where key = ? and id = ?")) {
            update.setString(1, answer);
            update.setString(2, key);
            update.setString(3, id);
            update.executeUpdate();
        }
    }

    /** The claimed message was not taken: it may come again. */
    public void release(String key, String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from webhook where key = ? and id = ? and answer is null")) {
            delete.setString(1, key);
            delete.setString(2, id);
            delete.executeUpdate();
        }
    }

    /** Forgets messages before {@code moment}; how many. */
    public int drop(Instant moment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("delete from webhook where received_at < ?")) {
            statement.setTimestamp(1, Timestamp.from(moment));
            return statement.executeUpdate();
        }
    }

    private static byte[] digest(byte[]... content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] piece : content) {
                digest.update(piece);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
