package org.yizhan.article;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An article removed everywhere at a person's request, as if it had never come, and kept out from now on. Readers are
 * told that something is gone, but not what or why, unlike with a {@link Withdrawal}.
 *
 * @param key the article's
 * @param operator who ordered it
 * @param reason why, in the operator's words; it names no person
 */
public record Erasure(UUID key, String operator, String reason, Instant at) implements Message {

    public Erasure {
        Objects.requireNonNull(key, "key");
    }
}
