package org.yizhan;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be stopped in the opposite order. Safe for concurrent use. */
final class Closing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    /** What is not done by then waits for something that doesn't come. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Duration patience;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final List<AutoCloseable> waitedFor = new CopyOnWriteArrayList<>();
    private volatile boolean open = true;

    Closing() {
        this(PATIENCE);
    }

    Closing(Duration patience) {
        this.patience = patience;
    }

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

    /**
     * The same for what other parts wait for, as for a database's answers: where stopping them takes too long it is stopped
     * before them, so that they wait no longer. It has to bear being stopped twice.
     */
    <T extends AutoCloseable> T addWaitedFor(T part) {
        waitedFor.add(part);
        return add(part);
    }

    /** Stops everything, whatever fails on the way. */
    @Override
    public void close() {
        open = false;
        Thread hurry = Thread.ofVirtual().name("hurry").start(this::hurry);
        synchronized (this) {
            while (!started.isEmpty()) {
                stop(started.pop());
            }
        }
        hurry.interrupt();
    }

    private void hurry() {
        try {
            Thread.sleep(patience);
            waitedFor.forEach(Closing::stop);
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
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
