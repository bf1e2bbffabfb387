package org.yizhan.ops;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many of some times were at most so long, as histograms count them.
 *
 * @param bounds ascending
 * @param counts how many were at most as long as the bound at the same place, so ascending too
 * @param total how many there were, longer ones included
 */
record Spread(List<Duration> bounds, List<Long> counts, long total) {

    Spread {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (bounds.size() != counts.size()) {
            throw new IllegalArgumentException("%d bounds, but %d counts".formatted(bounds.size(), counts.size()));
        }
    }

    /** What came after {@code earlier} was counted. */
    Spread since(Spread earlier) {
        List<Long> later = IntStream.range(0, counts.size())
                .mapToObj(i -> counts.get(i) - earlier.counts.get(i))
                .toList();
        return new Spread(bounds, later, total - earlier.total);
    }

    /**
     * The time that {@code share} of them did not exceed, on a straight line between two bounds, as Prometheus'
     * {@code histogram_quantile} reckons; the last bound where it lies beyond. Empty where there were none.
     */
    Optional<Duration> quantile(double share) {
        if (total <= 0) {
            return Optional.empty();
        }
        double rank = share * total;
        long below = 0;
        Duration lower = Duration.ZERO;
        for (int i = 0; i < bounds.size(); i++) {
            if (counts.get(i) >= rank && counts.get(i) > below) {
                double part = (rank - below) / (counts.get(i) - below);
                long span = bounds.get(i).minus(lower).toNanos();
                return Optional.of(lower.plusNanos((long) (span * part)));
            }
            below = counts.get(i);
            lower = bounds.get(i);
        }
        return Optional.of(lower);
    }
}
