package org.yizhan.ops.alert;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When a message that did not arrive is sent again: after 10 s, 30 s, 2 min, 10 min, 30 min, then hourly, for a day. */
final class Backoff {

    private static final List<Duration> STEPS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30));

    private static final int MOST = STEPS.size() + 24;

    private Backoff() {}

    /** How long to wait after so many attempts; empty: it is given up. */
    static Optional<Duration> after(int attempts) {
        if (attempts >= MOST) {
            return Optional.empty();
        }
        return Optional.of(attempts <= STEPS.size() ? STEPS.get(attempts - 1) : Duration.ofHours(1));
    }
}
