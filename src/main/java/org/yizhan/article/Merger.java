package org.yizhan.article;

import java.time.Instant;
import java.util.UUID;

/**
 * Two stories found to be one: every member of {@code from} now belongs to {@code into}, for ever.
 *
 * @param from the younger story; its id becomes an alias
 * @param into the older story
 * @param causedBy the article that showed it
 */
public record Merger(UUID from, UUID into, UUID causedBy, Instant at) implements Message {
    @Override
    public UUID key() {
        return from;
    }
}
