package org.yizhan.bench;

import java.util.List;

/**
 * Figures of the search phase.
 *
 * @param stories in the index
 * @param seconds until all were in, the pauses left out that an index makes for others
 * @param microseconds processor time a story, merges with it
 * @param bytes of the index
 * @param asked what the searches took, by their kind
 */
record SearchTime(int stories, double seconds, double microseconds, long bytes, List<Asked> asked) {
    SearchTime {
        asked = List.copyOf(asked);
    }

    /**
     * Searches of one kind, one after another.
     *
     * @param found share of them that found something, 0 to 1
     */
    record Asked(String kind, double found, Percentiles milliseconds) {}
}
