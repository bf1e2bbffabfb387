package org.yizhan.ops;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether what was counted last still holds: not where it could not be counted since, nor where nobody has counted for a
 * minute, as while the database hangs. Safe for concurrent use.
 */
final class LastCount {

    static final Duration HOLDS = Duration.ofMinutes(1);

    private final Clock clock;
    private volatile OptionalLong at = OptionalLong.empty();

    LastCount(Clock clock) {
        this.clock = clock;
    }

    void counted() {
        at = OptionalLong.of(clock.monotonicTime());
    }

    void unknown() {
        at = OptionalLong.empty();
    }

    boolean isKnown() {
        OptionalLong counted = at;
        return counted.isPresent() && clock.monotonicTime() - counted.getAsLong() < HOLDS.toNanos();
    }

    /** What was counted, for a gauge: NaN where that holds no more. */
    double orNaN(double counted) {
        return isKnown() ? counted : Double.NaN;
    }
}
