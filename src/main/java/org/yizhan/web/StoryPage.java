package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.Stories;

/**
 * One page of a list of stories, newest first.
 *
 * @param seq the change sequence number read before the stories were
 * @param next where the next page begins; empty on the last
 */
record StoryPage(long seq, List<Entry> entries, Optional<Place> next) {

    private static final int MAX_QUERY = 200;

    StoryPage {
        entries = List.copyOf(entries);
    }

    /**
     * Where a page begins: stories first published before a time, and of those published at it the ones whose id comes
     * after a given one. Many sites date by the day, so one time may have more stories than a page.
     */
    record Place(Instant before, Optional<UUID> after) {

        private static Place behind(Entry last) {
            return new Place(last.publishedAt(), Optional.of(last.storyId()));
        }

        /** Reads {@code before} and {@code after}; empty where neither is given or {@link #fault} finds something. */
        static Optional<Place> of(MultiMap parameters) {
            return Parameters.given(parameters, "before")
                    .flatMap(Parameters::time)
                    .map(time -> new Place(
                            time, Parameters.given(parameters, "after").flatMap(Parameters::uuid)));
        }

        /** What is wrong with the parameters and what would mend it. */
        static Optional<String> fault(MultiMap parameters) {
            Optional<String> before = Parameters.given(parameters, "before");
            if (before.isPresent() && before.flatMap(Parameters::time).isEmpty()) {
                return Optional.of("`before` is no time; write it as 2026-11-23T10:00:00%2B08:00"
                        + " (RFC 3339, percent-encoded)");
            }
            Optional<String> after = Parameters.given(parameters, "after");
            return after.isEmpty()
                            || (before.isPresent()
                                    && after.flatMap(Parameters::uuid).isPresent())
                    ? Optional.empty()
                    : Optional.of("`after` is a story's id and goes with `before`; take both from `next`");
        }

        /** The query string of the page of {@code query} that begins here. */
        String query(SearchQuery query) {
            String canonical = query.canonical();
            return canonical + (canonical.isEmpty() ? "" : "&") + "before=" + Links.segment(before.toString())
                    + after.map(id -> "&after=" + id).orElse("");
        }
    }

    /** Asks for at most {@code limit} stories from {@code place} on. */
    static StoryPage of(Stories stories, SearchQuery query, Optional<Place> place, int limit) {
        int asked = Math.min(limit + 1, MAX_QUERY);
        FeedContent found = stories.search(query.page(place, asked));
        return new StoryPage(found.seq(), found.entries(), Optional.empty())
                .cut(limit, found.entries().size() == asked);
    }

    /** The page with at most {@code limit} stories; the rest are for the next one. */
    StoryPage shortened(int limit) {
        return limit < entries.size() ? cut(limit, true) : this;
    }

    private StoryPage cut(int limit, boolean more) {
        List<Entry> shown = entries.subList(0, Math.min(limit, entries.size()));
        return new StoryPage(seq, shown, more ? Optional.of(Place.behind(shown.getLast())) : Optional.empty());
    }
}
