package org.yizhan.publish;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A question about stories; all given conditions must hold.
 *
 * @param text words that title or text must contain, separated by white space; empty for any
 * @param region GB/T 2260 code, descendants included
 * @param before only stories first published before this time, for paging
 * @param after with {@code before}: also those first published at that very time whose id comes after this one, so that
 *     a page may end between stories of one time
 * @param limit at most so many, newest first; 1 to 200
 */
public record StoryQuery(
        String text,
        Optional<String> region,
        Optional<String> topic,
        Optional<String> source,
        Optional<String> organization,
        Optional<Instant> before,
        Optional<UUID> after,
        int limit) {

    /** A query whose pages end at a time. */
    public StoryQuery(
            String text,
            Optional<String> region,
            Optional<String> topic,
            Optional<String> source,
            Optional<String> organization,
            Optional<Instant> before,
            int limit) {
        this(text, region, topic, source, organization, before, Optional.empty(), limit);
    }

    public StoryQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("limit is " + limit + "; give 1 to 200");
        }
    }
}
