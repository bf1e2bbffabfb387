package org.yizhan.publish;

import java.time.Instant;
import java.util.UUID;

/**
 * What is left in a feed of a story that was withdrawn, erased or merged into another (RFC 6721).
 *
 * @param reason empty where none was given, and of what was erased
 */
public record Tombstone(UUID storyId, Instant at, String reason) {

    private static final String MERGED = "merged into ";

    /** The reason of a story that went into another. */
    static String mergedInto(UUID story) {
        return MERGED + story;
    }

    /** Whether the story went into another, where its address leads. */
    public boolean isMerger() {
        return reason.startsWith(MERGED);
    }
}
