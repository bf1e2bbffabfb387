package org.yizhan.relay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long things took, as counts in classes that each reach a fifth further than the one before (four to a doubling),
 * from a microsecond to nine minutes: 1 KB, however many things there were. Safe for concurrent use.
 */
public final class Spread {

    private static final int FINENESS = 4;
    private static final int SMALLEST = 10;
    private static final int CLASSES = FINENESS * 29;

    private final AtomicLongArray counts = new AtomicLongArray(CLASSES + 1);
    private final LongAdder sum = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    /** One more took so many nanoseconds. */
    void add(long nanos) {
        counts.incrementAndGet(classOf(nanos));
        sum.add(nanos);
        longest.accumulate(nanos);
    }

    private static int classOf(long nanos) {
        double doublings = Math.log(Math.max(1, nanos)) / Math.log(2) - SMALLEST;
        return (int) Math.clamp(Math.ceil(doublings * FINENESS), 0, CLASSES);
    }

    private static long edge(int index) {
        return (long) Math.pow(2, SMALLEST + (double) index / FINENESS);
    }

    /** How many there were. */
    public long count() {
        long all = 0;
        for (int i = 0; i <= CLASSES; i++) {
            all += counts.get(i);
        }
        return all;
    }

    /** Zero where there were none. */
    public Duration mean() {
        long many = count();
        return many == 0 ? Duration.ZERO : Duration.ofNanos(sum.sum() / many);
    }

    /** The longest time of all. */
    public Duration max() {
        return Duration.ofNanos(longest.get());
    }

    /** No more than a fifth above what {@code share} of all stayed within, and never above the longest. */
    public Duration within(double share) {
        long rank = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < CLASSES; i++) {
            seen += counts.get(i);
            if (seen >= rank) {
                return Duration.ofNanos(Math.min(edge(i), longest.get()));
            }
        }
        return max();
    }
}
