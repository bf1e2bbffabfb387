package org.yizhan.publish;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A row of {@code story}: what readers are shown of a story.
 *
 * @param feeds names of the feeds it is filed under; empty where it does not stand
 * @param first where it was first published, where that is not its origin because it was withdrawn
 * @param updatedAt empty where it was never shown
 * @param tombstoned whether some feed holds a tombstone of it that says that it was withdrawn or went into another; one
 *     that it was filed out of says neither
 */
record StoryRow(
        UUID id,
        Optional<UUID> origin,
        Optional<UUID> first,
        Instant publishedAt,
        Optional<Instant> updatedAt,
        SortedSet<String> feeds,
        boolean tombstoned) {

    private static final String SEPARATOR = "\u001f";

    /** A story that nobody has heard of. */
    static StoryRow unknown(UUID id) {
        return new StoryRow(
                id, Optional.empty(), Optional.empty(), Instant.EPOCH, Optional.empty(), new TreeSet<>(), false);
    }

    static SortedSet<String> split(String joined) {
        return joined.isEmpty() ? new TreeSet<>() : new TreeSet<>(Arrays.asList(joined.split(SEPARATOR)));
    }

    /** Whether these joined names have this one among them. */
    static boolean isIn(String joined, FeedName name) {
        return (SEPARATOR + joined + SEPARATOR).contains(SEPARATOR + name + SEPARATOR);
    }

    String joinedFeeds() {
        return String.join(SEPARATOR, feeds);
    }
}
