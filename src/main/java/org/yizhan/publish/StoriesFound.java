package org.yizhan.publish;

import java.util.List;
import java.util.stream.Stream;
import org.yizhan.search.Wanted;

/**
 * What a search found.
 *
 * @param content the stories that stand, in the order asked for
 * @param complete whether all stories were looked at; not while the index is made
 * @param hits where each place of the list is, also that of a story that is gone meanwhile
 */
public record StoriesFound(FeedContent content, boolean complete, List<Wanted.Hit> hits) {

    public StoriesFound {
        hits = List.copyOf(hits);
    }

    /** The answer of somebody who has looked at the stories themselves. */
    public static StoriesFound of(FeedContent content) {
        Stream<Wanted.Hit> hits =
                content.entries().stream().map(entry -> new Wanted.Hit(entry.storyId(), entry.publishedAt(), 0));
        return new StoriesFound(content, true, hits.toList());
    }
}
