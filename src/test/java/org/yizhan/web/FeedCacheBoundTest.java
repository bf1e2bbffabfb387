package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.yizhan.article.FeedsChanged;

/** What distinct searches without end can do to the cache. */
class FeedCacheBoundTest {

    private static final int SEARCHES = 100_000;
    private static final int PAGES = 10_000;
    private static final int FEEDS = 50;
    private static final int PLAIN = 60_000;
    private static final int COMPRESSED = 12_000;

    /** Objects, headers and the cache's own tables besides the bytes that are counted. */
    private static final long SLACK = 48L << 20;

    private static Answer document() {
        return new Answer.Rendered(
                1,
                200,
                Manner.page("zh-CN"),
                Buffer.buffer(new byte[PLAIN]),
                Buffer.buffer(new byte[COMPRESSED]),
                "\"plain\"",
                "\"compressed\"",
                Instant.EPOCH,
                "Thu, 01 Jan 1970 00:00:00 GMT");
    }

    private static long held() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void aHundredThousandDistinctSearchesFillNoMemory() throws Exception {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var cache = new FeedCache(workers, System::nanoTime);
            long before = held();
            var underWay = new Semaphore(64);
            for (int n = 0; n < SEARCHES; n++) {
                underWay.acquire();
                var key = new FeedCache.Key("search?q=" + "词".repeat(200) + n, "atom");
                var unused = cache.get(key, FeedCacheBoundTest::document)
                        .whenComplete((served, failure) -> underWay.release());
            }
            assertThat(underWay.tryAcquire(64, 20, TimeUnit.SECONDS)).isTrue();
            cache.settle();

            FeedCache.Use use = cache.use();
            assertThat(use.renderings()).isEqualTo(SEARCHES);
            assertThat(use.misses()).isEqualTo(SEARCHES);
            assertThat(use.bytes()).isLessThanOrEqualTo(FeedCache.MAX_BYTES);
            assertThat(use.copies()).isLessThan(FeedCache.MAX_BYTES / (PLAIN + COMPRESSED) + 1);
            assertThat(use.evictions()).isEqualTo(SEARCHES - use.copies());
            assertThat(held() - before).as("bytes held").isLessThan(FeedCache.MAX_BYTES + SLACK);
            assertThat(cache.get(new FeedCache.Key("all", "atom"), FeedCacheBoundTest::document)
                            .get(10, TimeUnit.SECONDS)
                            .answer())
                    .isNotNull();
        }
    }

    @Test
    void pagesWithoutEndPushNoFeedOutThatIsRead() throws Exception {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var cache = new FeedCache(workers, () -> 0);
            var remade = new AtomicInteger();
            for (int page = 2; page <= PAGES; page++) {
                cache.get(new FeedCache.Key("list/?page=" + page, "zh"), FeedCacheBoundTest::document)
                        .get(10, TimeUnit.SECONDS);
                if (page % 10 == 0) {
                    readFeeds(cache, remade);
                }
            }
            cache.settle();
            assertThat(cache.use().evictions()).as("pages dropped").isGreaterThan(PAGES / 2);
            assertThat(remade.get()).as("renderings of the feeds").isLessThan(2 * FEEDS);
        }
    }

    private static void readFeeds(FeedCache cache, AtomicInteger made) throws Exception {
        for (int feed = 0; feed < FEEDS; feed++) {
            cache.get(new FeedCache.Key("region/" + feed, "atom"), () -> {
                        made.incrementAndGet();
                        return document();
                    })
                    .get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void namesOfNothingTakeLittleRoomForAShortTime() throws Exception {
        var nanos = new AtomicLong();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var cache = new FeedCache(workers, nanos::get);
            assertThat(rendered(cache, 0, 1)).isEqualTo(1);
            assertThat(rendered(cache, 0, 1)).as("within seconds").isZero();
            cache.changed(new FeedsChanged(9, List.of("source/0"), List.of(), Optional.empty()));
            nanos.addAndGet(FeedCache.STANDING_REST.toNanos());
            assertThat(rendered(cache, 0, 1)).as("a change speaks of it").isEqualTo(1);
            nanos.addAndGet(FeedCache.NOTHING_LIFE.toNanos());
            assertThat(rendered(cache, 0, 1)).as("later").isEqualTo(1);

            assertThat(rendered(cache, 1, SEARCHES)).isEqualTo(SEARCHES - 1);
            cache.settle();
            assertThat(cache.use().copies()).as("of something").isZero();
            long kept = SEARCHES - rendered(cache, 0, SEARCHES);
            assertThat(kept).isLessThan(FeedCache.NOTHING_BYTES / 512);
        }
    }

    /** How many answers are made when these are asked for. */
    private static long rendered(FeedCache cache, int from, int to) throws Exception {
        long before = cache.use().renderings();
        for (int n = from; n < to; n++) {
            cache.get(new FeedCache.Key("source/" + n, "atom"), () -> new Answer.Missing(1, new Advice("无", "none")))
                    .get(10, TimeUnit.SECONDS);
        }
        return cache.use().renderings() - before;
    }

    @Test
    void aSecondRequestForACopyIsAHit() throws Exception {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var cache = new FeedCache(workers, () -> 0);
            var key = new FeedCache.Key("all", "atom");
            cache.get(key, FeedCacheBoundTest::document).get(10, TimeUnit.SECONDS);
            cache.get(key, FeedCacheBoundTest::document).get(10, TimeUnit.SECONDS);
            cache.settle();
            FeedCache.Use use = cache.use();
            assertThat(use.hits()).isEqualTo(1);
            assertThat(use.misses()).isEqualTo(1);
            assertThat(use.copies()).isEqualTo(1);
            assertThat(use.bytes()).isBetween((long) PLAIN + COMPRESSED, (long) PLAIN + COMPRESSED + 4096);
        }
    }

    @Test
    void searchesWithoutEndKeepNoStandingFeedWaiting() throws Exception {
        var blocked = new CountDownLatch(1);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var cache = new FeedCache(workers, System::nanoTime);
            for (int n = 0; n < 50; n++) {
                var unused = cache.get(new FeedCache.Key("search?q=" + n, "atom"), () -> {
                    wait(blocked);
                    return document();
                });
            }
            assertThat(cache.get(new FeedCache.Key("all", "atom"), FeedCacheBoundTest::document)
                            .get(10, TimeUnit.SECONDS)
                            .stale())
                    .isFalse();
            blocked.countDown();
        }
    }

    private static void wait(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoseTurnDoesNotComeIsToldToComeAgain() {
        var turnstile = new Turnstile(1, Duration.ofMillis(20));
        turnstile.through(() -> {
            assertThatThrownBy(() -> turnstile.through(() -> 1)).isInstanceOf(RejectedExecutionException.class);
            return 1;
        });
        assertThat(turnstile.<Integer>through(() -> 2)).isEqualTo(2);
    }
}
