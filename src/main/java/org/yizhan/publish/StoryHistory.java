package org.yizhan.publish;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What happened to a story after it was published.
 *
 * @param changes newest first
 * @param uncorrected the standing members whose text is older than a correction of the story
 */
public record StoryHistory(List<Change> changes, Set<UUID> uncorrected) {

    /** Nothing happened. */
    public static final StoryHistory NONE = new StoryHistory(List.of(), Set.of());

    public StoryHistory {
        changes = List.copyOf(changes);
        uncorrected = Set.copyOf(uncorrected);
    }
}
