package org.yizhan.publish;

import java.time.Instant;
import java.util.Optional;

/**
 * A question about stories; all given conditions must hold.
 *
 * @param text words that title or text must contain, separated by white space; empty for any
 * @param region GB/T 2260 code, descendants included
 * @param before only stories first published before this time, for paging
 * @param limit at most so many, newest first; 1 to 200
 */
public record StoryQuery(
        String text,
        Optional<String> region,
        Optional<String> topic,
        Optional<String> source,
        Optional<String> organization,
        Optional<Instant> before,
        int limit) {

    public StoryQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("limit is " + limit + "; give 1 to 200");
        }
    }
}
