package org.yizhan.publish;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is left of a story in a feed that it is gone from (RFC 6721).
 *
 * @param reason as it is stored: empty where none was given, and of what was erased
 * @param publishedAt when the story was published; where that is not known any longer, when it was gone
 */
public record Tombstone(UUID storyId, Instant at, String reason, Fate fate, Instant publishedAt) {

    private static final String MERGED = "merged into ";
    private static final Pattern MERGER = Pattern.compile(MERGED + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    /** What became of the story. */
    public enum Fate {
        /** It stands nowhere. */
        WITHDRAWN,
        /** Its articles are in another story. */
        MERGED,
        /** It stands in other feeds. */
        LEFT,
        /** Of it, or of what it had in this feed, nothing is said. */
        ERASED
    }

    /** One of a story that stands nowhere, published nobody knows when. */
    public Tombstone(UUID storyId, Instant at, String reason) {
        this(storyId, at, reason, MERGER.matcher(reason).matches() ? Fate.MERGED : Fate.WITHDRAWN, at);
    }

    /** One that names an id and a time. */
    public static Tombstone erased(UUID storyId, Instant at) {
        return new Tombstone(storyId, at, "", Fate.ERASED, at);
    }

    /** The same of a story that stands in other feeds. */
    public Tombstone elsewhere() {
        return new Tombstone(storyId, at, reason, Fate.LEFT, publishedAt);
    }

    /** The same of a story of that date. */
    public Tombstone published(Instant time) {
        return new Tombstone(storyId, at, reason, fate, time);
    }

    /** The reason of a story that went into another. */
    static String mergedInto(UUID story) {
        return MERGED + story;
    }

    /** The story that this one went into, where its address leads. */
    public Optional<UUID> into() {
        Matcher merger = MERGER.matcher(reason);
        return fate == Fate.MERGED && merger.matches()
                ? Optional.of(UUID.fromString(merger.group(1)))
                : Optional.empty();
    }
}
