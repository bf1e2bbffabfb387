package org.yizhan.deliver;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.search.StoryDocument;

/**
 * What happens to the stories, as far as open lists need it. Calls may block; they throw {@link IllegalStateException}
 * while the stories can't be read.
 */
public interface LiveNews {

    /**
     * A story that changed.
     *
     * @param seq the last change sequence number of the batch that changed it last
     * @param began that of the batch with which readers saw it first; 0 where that was before what was asked for
     * @param feeds those that hold it
     * @param left those that it left meanwhile, of which some may hold it again
     * @param altered whether it says something else than before, or no longer all of it
     * @param into the story that it went into, where it stands nowhere for that reason
     */
    record Changed(
            UUID story,
            long seq,
            long began,
            Set<String> feeds,
            Set<String> left,
            boolean altered,
            Optional<UUID> into) {
        public Changed {
            feeds = Set.copyOf(feeds);
            left = Set.copyOf(left);
        }

        /** Whether it stands nowhere any longer, nor in another story. */
        boolean isWithdrawn() {
            return feeds.isEmpty() && into.isEmpty();
        }
    }

    /**
     * What has changed lately.
     *
     * @param from every change after this number is here; later than asked for where that is too long ago
     * @param last the newest number there is
     * @param stories those that changed last are last
     */
    record Latest(long from, long last, List<Changed> stories) {
        public Latest {
            stories = List.copyOf(stories);
        }
    }

    /** A story that can be told of. */
    @FunctionalInterface
    interface Told {

        /**
         * The data of its event, on one line.
         *
         * @param fresh whether the reader hasn't seen it before
         * @param language in which it is written out too, ready to be shown
         */
        String data(long seq, boolean fresh, Optional<String> language);
    }

    /** What changed after this number. */
    Latest after(long seq);

    /** Those of these stories that stand, to be searched. */
    List<StoryDocument> texts(Collection<UUID> stories);

    /** Those of these stories that stand, to be told of. */
    Map<UUID, Told> told(Collection<UUID> stories);
}
