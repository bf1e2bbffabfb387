package org.yizhan.search;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One standing story as it is looked for.
 *
 * @param members every article that is in it
 * @param text the beginning of its text
 * @param names of those who publish it and of what it is about
 * @param feeds names of the feeds that it is filed under, the one of all stories left out
 */
public record StoryDocument(
        UUID id,
        List<UUID> members,
        String title,
        String text,
        List<String> names,
        List<String> feeds,
        Instant publishedAt) {

    public StoryDocument {
        members = List.copyOf(members);
        names = List.copyOf(names);
        feeds = List.copyOf(feeds);
    }
}
