package org.yizhan.publish;

import java.util.Optional;
import java.util.UUID;

/** The answer to a question for one story. */
public sealed interface StoryFound {

    /** The story stands. */
    record Present(Entry entry) implements StoryFound {}

    /** No such story stands, but the article that it is named after is in {@code into}, or, that being erased, the others are. */
    record Merged(UUID into) implements StoryFound {}

    /** Every member was withdrawn. */
    record Withdrawn(Tombstone tombstone) implements StoryFound {}

    /**
     * There never was such a story, or nothing is left of it.
     *
     * @param erasure what its readers are told, as long as they are
     */
    record Unknown(Optional<Tombstone> erasure) implements StoryFound {

        /** There never was such a story, as far as anybody is told. */
        public Unknown() {
            this(Optional.empty());
        }
    }
}
