package org.yizhan.relay;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits out a dependency that is away: tries again after 0.2 s, then after twice as long each time up to 5 s, for a
 * minute in all; then the failure goes on to the caller, whose batch comes again. Nothing is skipped.
 */
final class Patience {

    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration IN_ALL = Duration.ofMinutes(1);

    private final String stage;
    private final BooleanSupplier running;

    /**
     * @param running whether the program still runs; a stop ends the waiting at once
     */
    Patience(String stage, BooleanSupplier running) {
        this.stage = stage;
        this.running = running;
    }

    /** The result of {@code work}, however often it takes. */
    <T> T insist(Supplier<T> work) {
        Duration pause = FIRST;
        Duration waited = Duration.ZERO;
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!Outage.isOutage(e) || waited.compareTo(IN_ALL) >= 0 || !running.getAsBoolean()) {
                    throw e;
                }
                String reason = String.valueOf(rootOf(e).getMessage());
                LOG.atWarn()
                        .addKeyValue("stage", stage)
                        .addKeyValue("error", reason)
                        .addKeyValue("pause", pause)
                        .log("a dependency is away; the stage waits");
                sleep(pause);
                waited = waited.plus(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
            }
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting", e);
        }
    }
}
