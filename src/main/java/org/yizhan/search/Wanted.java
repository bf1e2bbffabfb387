package org.yizhan.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be found.
 *
 * @param feeds names of the feeds that must all hold the story
 * @param from not published before
 * @param until published before
 * @param behind where the page before ended; empty for the first
 * @param limit at most so many, from 1
 */
public record Wanted(
        Question question,
        List<String> feeds,
        Optional<Instant> from,
        Optional<Instant> until,
        Order order,
        Optional<Hit> behind,
        int limit) {

    /** Which answer is first. */
    public enum Order {
        NEWEST,
        RELEVANCE
    }

    /**
     * A story found.
     *
     * @param rank how well it answers, by whatever measure; 0 where that was not asked
     */
    public record Hit(UUID story, Instant publishedAt, float rank) {}

    /**
     * What was found.
     *
     * @param seq all changes up to it were looked at
     * @param complete whether all stories were looked at
     */
    public record Found(long seq, boolean complete, List<Hit> hits) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    public Wanted {
        feeds = List.copyOf(feeds);
    }

    /** The same, with at most so many answers. */
    public Wanted with(int most) {
        return new Wanted(question, feeds, from, until, order, behind, most);
    }

    /** The same from the first answer on, in whatever order. */
    Wanted whole() {
        return new Wanted(question, feeds, from, until, Order.NEWEST, Optional.empty(), limit);
    }

    /** The same, from behind this answer on. */
    public Wanted behind(Hit last) {
        return new Wanted(question, feeds, from, until, order, Optional.of(last), limit);
    }
}
