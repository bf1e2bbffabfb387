package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The place of one copy in the {@link FeedCache}: what was last rendered, and whether that still holds. */
final class CachedCopy {

    /** How long a reader waits for a new copy while there is an old one. */
    private static final long PATIENCE_MILLIS = 2_000;

    /** How long the store is left alone after it failed. */
    private static final long RELIEF_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Stamped(Answer answer, long at) {}

    private record Failure(Throwable cause, long at) {}

    private final Ticker ticker;
    private final CacheUse use;
    private final long life;
    private final long rest;
    private final AtomicLong wanted;

    private volatile @Nullable Stamped last;
    private volatile @Nullable Failure failure;
    private @Nullable CompletableFuture<FeedCache.Served> flight;
    private volatile long flightBegan;

    /**
     * @param life no copy is given out as good for longer
     * @param rest no copy is made anew sooner
     * @param wanted the change a good copy must have seen; may be shared
     */
    CachedCopy(Ticker ticker, CacheUse use, Duration life, Duration rest, AtomicLong wanted) {
        this.ticker = ticker;
        this.use = use;
        this.life = life.toNanos();
        this.rest = rest.toNanos();
        this.wanted = wanted;
    }

    void outdate(long seq) {
        wanted.accumulateAndGet(seq, Math::max);
    }

    /** Whether it says that there is nothing at its address. */
    boolean isOfNothing() {
        Stamped stamped = last;
        return stamped != null
                && (stamped.answer() instanceof Answer.Missing
                        || stamped.answer() instanceof Answer.Rendered rendered && rendered.status() == 404);
    }

    /** Whether it says when the store was asked; else it may be otherwise at any time. */
    boolean wasLookedFor() {
        Stamped stamped = last;
        return stamped != null && stamped.answer().seq() > 0;
    }

    int weight() {
        Stamped stamped = last;
        return 512 + (stamped == null ? 0 : stamped.answer().weight());
    }

    /** The last one, where it is good; whoever finds none has not been counted and asks. */
    Optional<FeedCache.Served> ready() {
        Stamped stamped = last;
        if (stamped == null || !(stamped.answer() instanceof Answer.Rendered) || !isGood(stamped, ticker.read())) {
            return Optional.empty();
        }
        use.hit();
        return Optional.of(new FeedCache.Served(stamped.answer(), false, 0));
    }

    CompletableFuture<FeedCache.Served> ask(
            Function<Optional<Answer>, Answer> render, Executor workers, Runnable grown) {
        long now = ticker.read();
        Stamped stamped = last;
        if (stamped != null && isGood(stamped, now)) {
            use.hit();
            return CompletableFuture.completedFuture(new FeedCache.Served(stamped.answer(), false, 0));
        }
        use.miss();
        Failure failed = failure;
        if (failed != null && now - failed.at() < RELIEF_NANOS) {
            return stamped == null
                    ? CompletableFuture.failedFuture(failed.cause())
                    : CompletableFuture.completedFuture(stale(stamped, now));
        }
        CompletableFuture<FeedCache.Served> flying = fly(render, workers, grown);
        if (stamped != null && now - flightBegan > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
            // the first who asked has waited for all: the store hangs
            return CompletableFuture.completedFuture(stale(stamped, now));
        }
        return stamped == null
                ? flying
                : flying.copy()
                        .completeOnTimeout(stale(stamped, now), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .exceptionally(cause -> stale(stamped, ticker.read()));
    }

    private boolean isGood(Stamped stamped, long now) {
        long age = now - stamped.at();
        return age < life && (stamped.answer().seq() >= wanted.get() || age < rest);
    }

    private synchronized CompletableFuture<FeedCache.Served> fly(
            Function<Optional<Answer>, Answer> render, Executor workers, Runnable grown) {
        CompletableFuture<FeedCache.Served> flying = flight;
        if (flying != null) {
            return flying;
        }
        var begun = new CompletableFuture<FeedCache.Served>();
        flight = begun;
        flightBegan = ticker.read();
        try {
            workers.execute(() -> land(begun, render, grown));
        } catch (RuntimeException refused) {
            flight = null;
            begun.completeExceptionally(refused);
        }
        return begun;
    }

    /** Renders; the age counts from before the store was asked. */
    private void land(
            CompletableFuture<FeedCache.Served> begun, Function<Optional<Answer>, Answer> render, Runnable grown) {
        long at = ticker.read();
        try {
            Optional<Answer> before = Optional.ofNullable(last).map(Stamped::answer);
            Answer answer =
                    before.map(known -> dated(render.apply(before), known)).orElseGet(() -> render.apply(before));
            if (before.filter(known -> isSame(known, answer)).isEmpty()) {
                use.rendering();
            }
            last = new Stamped(answer, at);
            failure = null;
            grown.run();
            settle();
            begun.complete(new FeedCache.Served(answer, false, 0));
        } catch (RuntimeException | Error cause) {
            failure = new Failure(cause, ticker.read());
            settle();
            begun.completeExceptionally(cause);
        }
    }

    private static Answer dated(Answer answer, Answer before) {
        return answer instanceof Answer.Rendered rendered && !isSame(before, answer) ? rendered.after(before) : answer;
    }

    /** Whether it is the last copy, found to hold still. */
    private static boolean isSame(Answer before, Answer answer) {
        return before instanceof Answer.Rendered last
                && answer instanceof Answer.Rendered rendered
                && last.body() == rendered.body();
    }

    private synchronized void settle() {
        flight = null;
    }

    private static FeedCache.Served stale(Stamped stamped, long now) {
        return new FeedCache.Served(stamped.answer(), true, TimeUnit.NANOSECONDS.toSeconds(now - stamped.at()));
    }
}
