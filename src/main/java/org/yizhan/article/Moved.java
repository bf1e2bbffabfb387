package org.yizhan.article;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An article that belongs to another story than before, or stands otherwise to its own, because of what came after it:
 * two stories were found to be one, one was found to be two, or an operator said so.
 *
 * @param key the article that moved
 * @param verdict where it belongs now
 * @param causedBy the article or {@link Mending} that showed it
 */
public record Moved(UUID key, Verdict verdict, UUID causedBy, Instant at) implements Message {

    public Moved {
        Objects.requireNonNull(key, "key");
    }
}
