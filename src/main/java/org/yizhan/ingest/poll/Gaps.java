package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long it was each time from one successful poll of a channel to the next.
 *
 * @param lengths the last {@value #MOST}, the oldest first
 */
record Gaps(List<Duration> lengths) {

    /** It has not succeeded twice. */
    static final Gaps NONE = new Gaps(List.of());

    private static final int MOST = 50;
    private static final int FEWEST = 10;

    Gaps {
        lengths = List.copyOf(lengths.subList(Math.max(0, lengths.size() - MOST), lengths.size()));
    }

    /** With one more; a clock that was put back makes none. */
    Gaps between(Instant success, Instant next) {
        Duration gap = Duration.between(success, next);
        return gap.isNegative()
                ? this
                : new Gaps(Stream.concat(lengths.stream(), Stream.of(gap)).toList());
    }

    /** Nineteen of twenty are no longer; empty with fewer than ten. */
    Optional<Duration> usual() {
        return lengths.size() < FEWEST ? Optional.empty() : Optional.of(Rhythm.percentile(lengths, 0.95));
    }

    List<Long> seconds() {
        return lengths.stream().map(Duration::toSeconds).toList();
    }

    static Gaps of(Long[] seconds) {
        return new Gaps(Stream.of(seconds).map(Duration::ofSeconds).toList());
    }
}
