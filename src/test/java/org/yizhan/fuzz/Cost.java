package org.yizhan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What reading may cost in memory: so much for a start and so much a byte. How long it may take says who runs it. */
public final class Cost {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long FIRST = 64L << 20;
    private static final long PER_BYTE = 16L << 10;

    private Cost() {}

    /** Does {@code work} on {@code length} bytes, and again where it was dear: the first times pay for loading classes. */
    public static void bounded(int length, Runnable work) {
        long most = FIRST + PER_BYTE * length;
        long last = allocated(work);
        for (int again = 0; last > most && again < 2; again++) {
            last = allocated(work);
        }
        assertThat(last).as("bytes allocated for %s bytes", length).isLessThanOrEqualTo(most);
    }

    private static long allocated(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
