package org.yizhan.ops;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.DeadLetter;

/**
 * What operators wrote over in dead letters' records, in {@code mended_record}: beside the audit, which says who and why
 * and never what an article says, as that must go with the article.
 */
final class MendedLetters {

    private MendedLetters() {}

    /**
     * Keeps what one changed, in the caller's transaction.
     *
     * @param no its line in the audit
     * @param sent the copy, under its own key
     */
    static void keep(Connection connection, long no, KeptDeadLetter kept, Envelopes.Sealed sent, RecordChanges changes)
            throws SQLException {
        var sql = """
                insert into mended_record (audit_no, letter, key_before, key_after, digest, changes)
                values (?, ?, ?, ?, ?, ?::jsonb)
                """;
        DeadLetter letter = kept.letter();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, no);
            statement.setLong(2, kept.id());
            statement.setObject(3, letter.key());
            statement.setObject(4, sent.key());
            statement.setBytes(5, digest(sent.value()));
            statement.setString(6, changes.json().toString());
            statement.executeUpdate();
        }
    }

    private static byte[] digest(byte[] value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /**
     * Takes what was said of this article, also in the document that it was made of and in records of something else that have
     * one of these words; how many.
     *
     * @param piece whose it is, where it is published
     */
    static int forget(Connection connection, UUID article, Optional<Published.Piece> piece, Collection<String> words)
            throws SQLException {
        var sql = """
                delete from mended_record where key_before = ? or key_after = ?
                or audit_no in (select no from audit where detail ->> 'received' = ? and detail ->> 'source' = ?)
                or exists (
                    select from unnest(?::text[]) as word where strpos(changes::text, word) > 0)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, article);
            statement.setObject(2, article);
            statement.setString(
                    3,
                    piece.flatMap(Published.Piece::receivedAt)
                            .map(Instant::toString)
                            .orElse(""));
            statement.setString(4, piece.map(Published.Piece::source).orElse(""));
            statement.setArray(
                    5,
                    connection.createArrayOf(
                            "text",
                            words.stream().filter(word -> !word.isBlank()).toArray()));
            return statement.executeUpdate();
        }
    }
}
