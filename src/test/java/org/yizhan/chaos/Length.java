package org.yizhan.chaos;

import java.time.Duration;

/**
 * How long the drills in full length are: {@code -Dyizhan.chaos.seconds=} says another number of seconds of load or of a
 * fault, {@code -Dyizhan.chaos.rate=} another number of articles a second.
 */
final class Length {

    private Length() {}

    /** As said, else as the drill wants it. */
    static Duration of(Duration usual) {
        return Duration.ofSeconds(Long.getLong("yizhan.chaos.seconds", usual.toSeconds()));
    }

    /** Articles a second. */
    static int rate() {
        return Integer.getInteger("yizhan.chaos.rate", 200);
    }
}
