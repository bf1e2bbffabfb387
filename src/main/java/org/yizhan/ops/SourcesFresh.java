package org.yizhan.ops;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many of the channels that are to be polled are as fresh as they should be.
 *
 * @param fresh those that answer as they should, the quiet ones included
 * @param polled these, and those that don't: one that has never been asked is none of the fresh; paused ones and those
 *     whose articles others bring are left out
 * @param networkGone since when our own network is gone, and nobody can say how many are fresh; empty while all is well
 */
public record SourcesFresh(long fresh, long polled, Optional<Instant> networkGone) {

    private static final List<String> WELL = List.of("fresh", "quiet");
    private static final List<String> ILL = List.of("late", "failing", "redesigned", "gone", "held-off", "never");

    /** @param channels how many there are in each state, by its word */
    static SourcesFresh of(Map<String, Long> channels, Optional<Instant> networkGone) {
        long fresh = sum(channels, WELL);
        return new SourcesFresh(fresh, fresh + sum(channels, ILL), networkGone);
    }

    private static long sum(Map<String, Long> channels, List<String> states) {
        return states.stream()
                .mapToLong(state -> channels.getOrDefault(state, 0L))
                .sum();
    }

    /** The share in percent, rounded down; empty where there are none, or nobody can say. */
    public OptionalInt percent() {
        return polled == 0 || networkGone.isPresent()
                ? OptionalInt.empty()
                : OptionalInt.of((int) (100 * fresh / polled));
    }

    /** The share, 0 to 1; NaN where there are none, or nobody can say. */
    double ratio() {
        return polled == 0 || networkGone.isPresent() ? Double.NaN : (double) fresh / polled;
    }
}
