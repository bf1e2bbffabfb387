package org.yizhan.ops;

import java.util.List;

/**
 * How many dead letters one stage has of one class of failure.
 *
 * @param waiting how many of the {@code total} were never replayed
 * @param lastDay how many failed in each of the last {@value #HOURS} hours, oldest first
 */
public record DeadLetterCount(String stage, String error, long total, long waiting, List<Long> lastDay) {

    static final int HOURS = 24;

    public DeadLetterCount {
        lastDay = List.copyOf(lastDay);
    }

    /** How many failed within the last day. */
    public long today() {
        return lastDay.stream().mapToLong(Long::longValue).sum();
    }
}
