package org.yizhan.ops;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Where passwords are looked at, a quarter of a second each: on a thread of its own, with {@value #PLACES} places in all, so
 * that a crowd of wrong logins takes nothing from those who are in. Safe for concurrent use.
 */
final class Turnstile {

    static final int PLACES = 20;

    private final WorkerExecutor threads;
    private final Runnable crowded;
    private final Semaphore places = new Semaphore(PLACES);

    /** @param crowded hears that somebody was sent away */
    Turnstile(WorkerExecutor threads, Runnable crowded) {
        this.threads = threads;
        this.crowded = crowded;
    }

    /** Does the work when its turn comes; fails with a {@link Rejection} at once where all places are taken. */
    <T> Future<T> pass(Callable<T> work) {
        if (!places.tryAcquire()) {
            crowded.run();
            return Future.failedFuture(Rejection.forNow("too many log in at once; try again in a moment"));
        }
        return threads.executeBlocking(work, false).onComplete(done -> places.release());
    }
}
