package org.yizhan;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done again and again while the program runs; one that fails is logged and done again when its time comes. */
final class Regularly implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Regularly.class);
    private static final int THREADS = 3;

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("regularly-", 1).factory());

    /**
     * Does {@code work}, and again {@code pause} after each end.
     *
     * @param what it is, as the log says where it fails
     */
    void every(Duration pause, String what, Runnable work) {
        every(pause, pause, what, work);
    }

    /** The same, with the first time {@code first} from now. */
    void every(Duration first, Duration pause, String what, Runnable work) {
        Runnable safe = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("work", what)
                        .addKeyValue("error", e.getMessage())
                        .log("something that is done regularly failed; it is done again");
            }
        };
        var unused = timer.scheduleWithFixedDelay(safe, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
