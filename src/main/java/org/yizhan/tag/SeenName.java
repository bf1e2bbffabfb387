package org.yizhan.tag;

import java.util.List;

/**
 * A name that articles print as where they come from, and that nothing else knows.
 *
 * @param name its stable form
 * @param articles how many printed it, until it joined the dictionary
 * @param sources whose articles these are
 */
public record SeenName(String name, int articles, List<String> sources) {

    private static final int ENOUGH_ARTICLES = 3;
    private static final int ENOUGH_SOURCES = 2;

    public SeenName {
        sources = List.copyOf(sources);
    }

    /** Whether so many print it that it counts in running text too: two sources, or three articles. */
    public boolean isCredible() {
        return sources.size() >= ENOUGH_SOURCES || articles >= ENOUGH_ARTICLES;
    }
}
