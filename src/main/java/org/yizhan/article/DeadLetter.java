package org.yizhan.article;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * A record that a stage could not handle, kept whole so that it can be mended and replayed.
 *
 * @param key the record's own key; a name-based id of its bytes where it had none
 * @param stage the stage that gave up
 * @param topic where the record lay; a replay puts it there again
 * @param partition of that topic
 * @param offset in that partition
 * @param error the class of failure, such as {@code unknown-schema}, {@code checksum}, {@code unreadable}
 * @param reason in words that say what is wrong
 * @param bytes base64 of the record's value
 */
public record DeadLetter(
        UUID key,
        String stage,
        String topic,
        int partition,
        long offset,
        String error,
        String reason,
        String bytes,
        Instant at)
        implements Message {

    public DeadLetter {
        Objects.requireNonNull(key, "key");
    }
}
