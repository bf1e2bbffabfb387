package org.yizhan.bench;

import java.util.Arrays;

/**
 * The spread of a sample by nearest rank: the p-th percentile is the least value that p per cent of the sample do not
 * exceed, a value that was really measured.
 *
 * @param count how many were measured; where it is 0 the other figures are 0 too
 */
record Percentiles(int count, double p50, double p95, double p99, double max) {
    static Percentiles of(double[] sample) {
        if (sample.length == 0) {
            return new Percentiles(0, 0, 0, 0, 0);
        }
        var sorted = sample.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                sorted.length, rank(sorted, 50), rank(sorted, 95), rank(sorted, 99), sorted[sorted.length - 1]);
    }

    private static double rank(double[] sorted, int percent) {
        return sorted[(int) Math.ceilDiv((long) percent * sorted.length, 100L) - 1];
    }
}
