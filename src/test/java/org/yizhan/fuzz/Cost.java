package org.yizhan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What reading may cost, in memory and of a processor: so much for a start and so much a byte. What others do meanwhile counts not. */
public final class Cost {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Spent FIRST = new Spent(16L << 20, 1_000_000_000);
    private static final Spent PER_BYTE = new Spent(8L << 10, 250_000);

    private Cost() {}

    private record Spent(long bytes, long nanos) {

        Spent plus(Spent other, long times) {
            return new Spent(bytes + times * other.bytes, nanos + times * other.nanos);
        }

        boolean isWithin(Spent most) {
            return bytes <= most.bytes && nanos <= most.nanos;
        }
    }

    /** Does {@code work} on {@code length} bytes, and again where it was dear: the first times pay for loading classes. */
    public static void bounded(int length, Runnable work) {
        Spent most = FIRST.plus(PER_BYTE, length);
        Spent last = spent(work);
        for (int again = 0; !last.isWithin(most) && again < 2; again++) {
            last = spent(work);
        }
        assertThat(last.bytes).as("bytes allocated for %s bytes", length).isLessThanOrEqualTo(most.bytes);
        assertThat(last.nanos)
                .as("nanoseconds of a processor for %s bytes", length)
                .isLessThanOrEqualTo(most.nanos);
    }

    private static Spent spent(Runnable work) {
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long nanos = THREADS.getCurrentThreadCpuTime();
        work.run();
        return new Spent(THREADS.getCurrentThreadAllocatedBytes() - bytes, THREADS.getCurrentThreadCpuTime() - nanos);
    }
}
