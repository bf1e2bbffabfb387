package org.yizhan.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.Stories;

/**
 * One page of a list of stories, newest first. Pages go on by time, and pieces of one newspaper page share theirs; so a
 * page ends before a group of equal times that it could only show in part.
 *
 * @param seq the change sequence number read before the stories were
 * @param next the {@code before} of the next page; empty on the last
 */
record StoryPage(long seq, List<Entry> entries, Optional<Instant> next) {

    private static final int MAX_QUERY = 200;

    StoryPage {
        entries = List.copyOf(entries);
    }

    /** Asks for at most {@code limit} stories published before {@code before}. */
    static StoryPage of(Stories stories, SearchQuery query, Optional<Instant> before, int limit) {
        int asked = Math.min(limit + 1, MAX_QUERY);
        FeedContent found = stories.search(query.page(before, asked));
        return cut(found.seq(), found.entries(), limit, found.entries().size() == asked);
    }

    /** The page with at most {@code limit} stories; the rest are for the next one. */
    StoryPage shortened(int limit) {
        return limit < entries.size() ? cut(seq, entries, limit, true) : this;
    }

    private static StoryPage cut(long seq, List<Entry> found, int limit, boolean more) {
        if (!more) {
            return new StoryPage(seq, found, Optional.empty());
        }
        Instant last = found.get(Math.min(limit, found.size() - 1)).publishedAt();
        int whole = Math.min(limit, found.size());
        while (whole > 0 && found.get(whole - 1).publishedAt().equals(last)) {
            whole--;
        }
        if (whole == 0) {
            return new StoryPage(seq, found.subList(0, Math.min(limit, found.size())), Optional.of(last));
        }
        // PostgreSQL keeps microseconds, so this is the next time there is after the last one shown in part
        return new StoryPage(seq, found.subList(0, whole), Optional.of(last.plus(1, ChronoUnit.MICROS)));
    }

    /** The query string of the page that begins before {@code at}. */
    static String query(SearchQuery query, Instant at) {
        String canonical = query.canonical();
        return canonical + (canonical.isEmpty() ? "" : "&") + "before=" + Links.segment(at.toString());
    }
}
