package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.Stories;
import org.yizhan.publish.StoriesFound;
import org.yizhan.search.Wanted;

/**
 * One page of a list of stories.
 *
 * @param found what it shows, and where the places of the list are
 * @param next where the next page begins; empty on the last
 */
record StoryPage(StoriesFound found, Optional<Place> next) {

    private static final int MAX_QUERY = 200;

    /**
     * Where a page begins: stories first published before a time, and of those published at it the ones whose id comes
     * after a given one. Many sites date by the day, so one time may have more stories than a page.
     */
    record Place(Instant before, Optional<UUID> after, Optional<Float> rank) {

        private static Place behind(Wanted.Hit last, Wanted.Order order) {
            return new Place(
                    last.publishedAt(),
                    Optional.of(last.story()),
                    order == Wanted.Order.RELEVANCE ? Optional.of(last.rank()) : Optional.empty());
        }

        /**
         * Reads {@code before}, {@code after} and {@code rank}; empty where none is given or {@link #fault} finds
         * something.
         */
        static Optional<Place> of(MultiMap parameters) {
            return Parameters.given(parameters, "before")
                    .flatMap(Parameters::time)
                    .map(time -> new Place(
                            time,
                            Parameters.given(parameters, "after").flatMap(Parameters::uuid),
                            Parameters.given(parameters, "rank").flatMap(Parameters::rank)));
        }

        /** What is wrong with the parameters and what would mend it. */
        static Optional<Advice> fault(MultiMap parameters) {
            Optional<String> before = Parameters.given(parameters, "before");
            if (before.isPresent() && before.flatMap(Parameters::time).isEmpty()) {
                return Optional.of(new Advice(
                        "地址里的 before 不是时间，请写成 2026-11-23T10:00:00%2B08:00 的样子，或回首页重新翻页。",
                        "In the address, before is not a time; write it as 2026-11-23T10:00:00%2B08:00, or begin at the"
                                + " front page.",
                        "`before` is no time; write it as 2026-11-23T10:00:00%2B08:00 (RFC 3339, percent-encoded)"));
            }
            Optional<String> rank = Parameters.given(parameters, "rank");
            if (rank.isPresent() && rank.flatMap(Parameters::rank).isEmpty()) {
                return Optional.of(new Advice(
                        "地址里的 rank 是与 before、after 一起给出的数，请用页面上的“更早的报道”翻页。",
                        "In the address, rank must be a number that goes with before and after; follow the link to"
                                + " older stories.",
                        "`rank` is a number that goes with `before` and `after`; take all from `next`"));
            }
            Optional<String> after = Parameters.given(parameters, "after");
            return after.isEmpty()
                            || (before.isPresent()
                                    && after.flatMap(Parameters::uuid).isPresent())
                    ? Optional.empty()
                    : Optional.of(new Advice(
                            "地址里的 after 是一篇报道的编号，与 before 一起给出，请用页面上的“更早的报道”翻页。",
                            "In the address, after must be a story's id that goes with before; follow the link to older"
                                    + " stories.",
                            "`after` is a story's id and goes with `before`; take both from `next`"));
        }

        /** The query string of the page of {@code query} that begins here. */
        String query(SearchQuery query) {
            String canonical = query.canonical();
            return canonical + (canonical.isEmpty() ? "" : "&") + "before=" + Links.segment(before.toString())
                    + after.map(id -> "&after=" + id).orElse("")
                    + rank.map(number -> "&rank=" + number).orElse("");
        }
    }

    /** Asks for at most {@code limit} stories from {@code place} on. */
    static StoryPage of(Stories stories, SearchQuery query, Optional<Place> place, int limit) {
        int asked = Math.min(limit + 1, MAX_QUERY);
        StoriesFound found = stories.search(query.page(place, asked));
        return new StoryPage(found, Optional.empty()).cut(limit, found.hits().size() == asked, query.order());
    }

    /** The page with at most {@code limit} stories; the rest are for the next one. */
    StoryPage shortened(int limit, Wanted.Order order) {
        return limit < found.hits().size() ? cut(limit, true, order) : this;
    }

    private StoryPage cut(int limit, boolean more, Wanted.Order order) {
        List<Wanted.Hit> shown =
                found.hits().subList(0, Math.min(limit, found.hits().size()));
        Set<UUID> ids = shown.stream().map(Wanted.Hit::story).collect(Collectors.toSet());
        FeedContent all = found.content();
        var content = new FeedContent(
                all.seq(),
                all.updatedAt(),
                all.entries().stream()
                        .filter(entry -> ids.contains(entry.storyId()))
                        .toList(),
                all.tombstones());
        return new StoryPage(
                new StoriesFound(content, found.complete(), shown),
                more ? Optional.of(Place.behind(shown.getLast(), order)) : Optional.empty());
    }

    /** The change sequence number read before the stories were. */
    long seq() {
        return found.content().seq();
    }

    List<Entry> entries() {
        return found.content().entries();
    }
}
