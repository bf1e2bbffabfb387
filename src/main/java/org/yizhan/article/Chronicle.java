package org.yizhan.article;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What of a published batch stands in the database alone. Where that is lost and an older backup takes its place, what comes
 * again gets by it the times that readers know.
 *
 * @param traces the arrivals that the batch was made of
 * @param dated the stories whose entries say another time of their last change since, and that time
 * @param graves the tombstones that feeds got, and those that say something else since
 * @param pages the pages that were cut into archives since the last batch
 */
public record Chronicle(List<String> traces, Map<UUID, Instant> dated, List<Grave> graves, List<Page> pages) {

    private static final int ENTRY = 150;

    public Chronicle {
        traces = List.copyOf(traces);
        dated = Map.copyOf(dated);
        graves = List.copyOf(graves);
        pages = List.copyOf(pages);
    }

    /** About how many characters it is written in. */
    public int length() {
        return traces.stream().mapToInt(String::length).sum()
                + ENTRY * (dated.size() + pages.size())
                + graves.stream()
                        .mapToInt(grave -> ENTRY + grave.reason().length())
                        .sum();
    }

    /**
     * That a story no longer stands in a feed.
     *
     * @param reason why, as readers are told it
     * @param erased whether it stands for what was erased
     */
    public record Grave(String feed, UUID story, Instant at, String reason, boolean erased) {}

    /** A page of a feed's archive, and the place of its newest entry, whether or not that is still there. */
    public record Page(String feed, int number, Instant publishedAt, UUID story) {}
}
