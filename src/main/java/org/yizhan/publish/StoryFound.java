package org.yizhan.publish;

import java.util.UUID;

/** The answer to a question for one story. */
public sealed interface StoryFound {

    /** The story stands. */
    record Present(Entry entry) implements StoryFound {}

    /** It was merged: ask for {@code into}. */
    record Merged(UUID into) implements StoryFound {}

    /** Every member was withdrawn. */
    record Withdrawn(Tombstone tombstone) implements StoryFound {}

    /** There never was such a story. */
    record Unknown() implements StoryFound {}
}
