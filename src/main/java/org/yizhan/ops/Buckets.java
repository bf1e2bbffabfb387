package org.yizhan.ops;

import java.time.Duration;
import java.util.Arrays;

/** The bounds of the histograms. */
final class Buckets {

    private Buckets() {}

    /** Of what takes from an article's arrival on. */
    static Duration[] delays() {
        return milliseconds(
                50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000, 120_000,
                300_000);
    }

    static Duration[] milliseconds(long... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }
}
