package org.yizhan.search;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Where the stories are kept that an index follows. A call throws {@link IllegalStateException} while the store is away.
 */
public interface Changes {

    /**
     * Articles that changed after a number.
     *
     * @param seq all changes up to it have been seen now
     * @param last the newest number there is
     * @param articles those that changed
     * @param stories the stories that these are in now
     * @param erased whether some of it is to be forgotten for good
     */
    record Changed(long seq, long last, List<UUID> articles, List<UUID> stories, boolean erased) {
        public Changed {
            articles = List.copyOf(articles);
            stories = List.copyOf(stories);
        }
    }

    /** A name that no other store has. */
    String store();

    /** The changes after {@code seq}, of at most about {@code most} articles. */
    Changed after(long seq, int most);

    /** Those of these stories that stand. */
    List<StoryDocument> stories(Collection<UUID> ids);
}
