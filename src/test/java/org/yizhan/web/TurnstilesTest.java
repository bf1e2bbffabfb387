package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnstilesTest {

    private static final String STORY = "story/00000000-0000-0000-0000-000000000001";

    private final CountDownLatch blocked = new CountDownLatch(1);

    private static Answer document() {
        return new Answer.Missing(1, new Advice("", "made at " + Instant.EPOCH));
    }

    private Answer hanging() {
        try {
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return document();
    }

    private void flood(FeedCache cache, String prefix) {
        for (int n = 0; n < 50; n++) {
            var unused = cache.get(new FeedCache.Key(prefix + n, "zh"), this::hanging);
        }
    }

    private static boolean reads(FeedCache cache, String name) throws Exception {
        return cache.get(new FeedCache.Key(name, "zh"), TurnstilesTest::document)
                        .get(10, TimeUnit.SECONDS)
                        .answer()
                instanceof Answer.Missing;
    }

    @ParameterizedTest
    @CsvSource({
        "search?q=, archive?2/all, list?page=2",
        "list/?q=, list/?page=2, archive?2/all",
        "list/?page=, search?q=x, archive?2/all"
    })
    void aFloodOfOneKindKeepsNoReaderOfAnotherWaiting(String flooded, String one, String other) throws Exception {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var cache = new FeedCache(workers, System::nanoTime);
            flood(cache, flooded);
            assertThat(reads(cache, one)).isTrue();
            assertThat(reads(cache, other)).isTrue();
            assertThat(reads(cache, STORY + "?compare=" + STORY)).isTrue();
            assertThat(reads(cache, "all")).isTrue();
            blocked.countDown();
        }
    }

    @Test
    void whoAsksForOneMoreOfAFloodedKindIsToldToComeAgain() throws Exception {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var cache = new FeedCache(workers, System::nanoTime);
            flood(cache, "search?q=");
            assertThatThrownBy(() -> reads(cache, "search?q=mine"))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RejectedExecutionException.class);
            blocked.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "search?q=x, SEARCH",
        "list/?q=x&page=2, SEARCH",
        "list/?from=2026-11-01&q=x, SEARCH",
        "list/?page=2, LIST",
        "archive?3/region/620702, ARCHIVE",
        "story/1?compare=2, COMPARISON",
        "story/1?part=2, LIST",
        "sources?2, LIST"
    })
    void aCopysNameTellsItsKind(String name, Turnstiles.Kind kind) {
        assertThat(Turnstiles.Kind.of(name)).isEqualTo(kind);
    }
}
