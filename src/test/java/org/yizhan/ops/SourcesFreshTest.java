package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yizhan.ingest.poll.SourceState;

class SourcesFreshTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics = new Metrics(registry, "test");

    @AfterEach
    void close() {
        metrics.close();
    }

    /** As they are counted: every state has its number. */
    private void count(Map<String, Long> some) {
        var all = new HashMap<String, Long>();
        for (SourceState state : SourceState.values()) {
            all.put(state.word(), some.getOrDefault(state.word(), 0L));
        }
        metrics.polls().counted(all, Duration.ZERO, 0);
    }

    @Test
    void isUnknownWhereNoSourceIsToBePolled() {
        assertThat(metrics.polls().fresh().percent()).isEmpty();
        assertThat(registry.scrape()).contains("yizhan_ingest_fresh_ratio NaN");

        count(Map.of("paused", 3L, "push-only", 2L));

        assertThat(metrics.polls().fresh().percent()).isEmpty();
        assertThat(registry.scrape()).contains("yizhan_ingest_fresh_ratio NaN");
    }

    @Test
    void isUnknownWhileOurNetworkIsGone() {
        count(Map.of("never", 4L));
        metrics.polls().networkGone(Optional.of(Instant.parse("2026-11-24T02:59:00Z")));

        assertThat(metrics.polls().fresh().percent()).isEmpty();
        assertThat(registry.scrape()).contains("yizhan_ingest_fresh_ratio NaN");

        metrics.polls().networkGone(Optional.empty());

        assertThat(metrics.polls().fresh().percent()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void isNothingWhereNoneIsFresh() {
        for (String ill : new String[] {"never", "failing", "gone", "late", "redesigned", "held-off"}) {
            count(Map.of(ill, 4L, "paused", 1L));
            assertThat(metrics.polls().fresh()).as(ill).isEqualTo(new SourcesFresh(0, 4, Optional.empty()));
            assertThat(metrics.polls().fresh().percent()).as(ill).isEqualTo(OptionalInt.of(0));
            assertThat(registry.scrape()).as(ill).contains("yizhan_ingest_fresh_ratio 0.0");
        }
    }

    @Test
    void isTheShareOfThoseThatAreToBePolled() {
        count(Map.of("fresh", 199L, "quiet", 1L, "late", 1L, "push-only", 7L));
        assertThat(metrics.polls().fresh().percent())
                .as("never rounded up to all")
                .isEqualTo(OptionalInt.of(99));
        count(Map.of("fresh", 5L));
        assertThat(metrics.polls().fresh().percent()).isEqualTo(OptionalInt.of(100));
    }
}
