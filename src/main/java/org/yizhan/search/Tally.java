package org.yizhan.search;

import java.util.Map;

/**
 * How many stories answer, and how many of these are filed under each feed.
 *
 * @param stories that answer; at least so many where {@code precision} says so
 * @param feeds by name; those that hold none of them are left out
 * @param precision of the numbers in {@code feeds}
 * @param complete whether all stories were looked at; not while the index is made
 */
public record Tally(long stories, Map<String, Long> feeds, Precision precision, boolean complete) {

    /** How far numbers can be trusted. */
    public enum Precision {
        EXACT,
        /** Estimated from a sample, and rounded. */
        ABOUT,
        /** Counting took too long and was ended. */
        AT_LEAST
    }

    public Tally {
        feeds = Map.copyOf(feeds);
    }
}
