package org.yizhan.deliver;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When a delivery that failed is tried again: after 10 s, 30 s, 2 min, 10 min and 30 min, then every hour until the lease
 * ends, each ±10 % so that those who failed together do not come back together. The README publishes it.
 */
final class RetrySchedule {

    static final Duration LAST = Duration.ofHours(1);

    private static final List<Duration> FIRST = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30));

    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /** How long to wait after so many failures in a row, from 1. */
    Duration after(int failures) {
        Duration step = failures <= FIRST.size() ? FIRST.get(failures - 1) : LAST;
        return Duration.ofMillis((long) (step.toMillis() * (0.9 + 0.2 * random.nextDouble())));
    }

    /** The same, but not before the callback has asked to be tried again, up to an hour. */
    Duration after(int failures, String retryAfter) {
        Duration usual = after(failures);
        if (!retryAfter.strip().matches("[0-9]{1,9}")) {
            return usual;
        }
        Duration wished = Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
        Duration bounded = wished.compareTo(LAST) > 0 ? LAST : wished;
        return bounded.compareTo(usual) > 0 ? bounded : usual;
    }
}
