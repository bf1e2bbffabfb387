package org.yizhan;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be stopped in the opposite order. Safe for concurrent use. */
final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private volatile boolean open = true;

    /** Whether stopping has not begun. */
    boolean isOpen() {
        return open;
    }

    /**
     * Remembers {@code part} and gives it back. Once stopping has begun, the part is stopped at once.
     *
     * @throws IllegalStateException where stopping has begun
     */
    synchronized <T extends AutoCloseable> T add(T part) {
        if (!open) {
            stop(part);
            throw new IllegalStateException("stopped while starting");
        }
        started.push(part);
        return part;
    }

    /** Stops everything, whatever fails on the way. */
    @Override
    public void close() {
        open = false;
        synchronized (this) {
            while (!started.isEmpty()) {
                stop(started.pop());
            }
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("a part did not stop cleanly");
        }
    }
}
