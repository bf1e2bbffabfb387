package org.yizhan.web;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few through at once: whoever asks for ever other lists takes the store from his like, and from nobody else. Safe
 * for concurrent use.
 */
final class Turnstile {

    private final Semaphore room;
    private final Duration patience;

    /**
     * @param room so many at once
     * @param patience how long the others wait
     */
    Turnstile(int room, Duration patience) {
        this.room = new Semaphore(room, true);
        this.patience = patience;
    }

    /**
     * What {@code work} gives.
     *
     * @throws RejectedExecutionException where it was not its turn in time
     */
    <T> T through(Supplier<T> work) {
        try {
            if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RejectedExecutionException("too many lists are being made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("the program is stopping", e);
        }
        try {
            return work.get();
        } finally {
            room.release();
        }
    }
}
