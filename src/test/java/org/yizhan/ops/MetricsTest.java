package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics = new Metrics(registry, "0.1.0");

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void exposesEveryDocumentedNameFromTheStart() {
        var text = registry.scrape();
        for (var stage : Metrics.STAGES) {
            assertThat(text)
                    .contains("yizhan_%s_received_total 0.0".formatted(stage))
                    .contains("yizhan_%s_sent_total 0.0".formatted(stage))
                    .contains("yizhan_%s_dead_total 0.0".formatted(stage))
                    .contains("yizhan_%s_batch_seconds_bucket{le=\"0.005\"} 0".formatted(stage))
                    .contains("yizhan_%s_batch_seconds_bucket{le=\"60.0\"} 0".formatted(stage))
                    .contains("yizhan_%s_delay_seconds_bucket{le=\"0.05\"} 0".formatted(stage))
                    .contains("yizhan_%s_delay_seconds_bucket{le=\"300.0\"} 0".formatted(stage))
                    .contains("yizhan_%s_lag_records NaN".formatted(stage));
        }
        assertThat(text)
                .contains("yizhan_build_info{version=\"0.1.0\"} 1")
                .contains("jvm_memory_used_bytes")
                .contains("jvm_threads_live_threads")
                .contains("process_uptime_seconds")
                .contains("process_files_open_files");
    }

    @Test
    void countsWhatAStageReports() {
        var normalize = metrics.stage("normalize");
        normalize.received(500);
        normalize.sent(498);
        normalize.dead(2);
        normalize.batch(Duration.ofMillis(80));
        normalize.delay(Duration.ofMillis(240));
        normalize.delay(Duration.ofSeconds(-3));
        metrics.stage("normalize").lag(17, Duration.ofMillis(2_500));
        assertThat(registry.scrape())
                .contains("yizhan_normalize_received_total 500.0")
                .contains("yizhan_normalize_sent_total 498.0")
                .contains("yizhan_normalize_dead_total 2.0")
                .contains("yizhan_normalize_batch_seconds_bucket{le=\"0.05\"} 0")
                .contains("yizhan_normalize_batch_seconds_bucket{le=\"0.1\"} 1")
                .contains("yizhan_normalize_delay_seconds_bucket{le=\"0.05\"} 1")
                .contains("yizhan_normalize_delay_seconds_bucket{le=\"0.3\"} 2")
                .contains("yizhan_normalize_lag_records 17.0")
                .contains("yizhan_normalize_lag_seconds 2.5");
        assertThat(metrics.seen())
                .element(1)
                .isEqualTo(new Metrics.Seen("normalize", 500, 498, 2, OptionalLong.of(17), Duration.ofMillis(2_500)));
    }

    @Test
    void forgetsALagThatIsNoLongerKnown() {
        metrics.stage("tag").lag(3, Duration.ofSeconds(1));
        metrics.stage("tag").lagUnknown();
        assertThat(registry.scrape()).contains("yizhan_tag_lag_records NaN").contains("yizhan_tag_lag_seconds NaN");
    }

    private static double value(MeterRegistry meters, String name) {
        return meters.get(name).gauges().iterator().next().value();
    }

    private static final List<String> OF_THE_DATABASE = List.of(
            "yizhan.ingest.channels",
            "yizhan.ingest.fresh",
            "yizhan.ingest.overdue",
            "yizhan.ingest.pages.waiting",
            "yizhan.deliver.subscriptions",
            "yizhan.deliver.lag");

    /** Counts what the database says: everything is 1 then. */
    private static void count(Metrics metrics) {
        metrics.polls().counted(Map.of("fresh", 1L), Duration.ofSeconds(1), 1);
        metrics.deliveries().counted(Map.of("failing", 1L), Duration.ofSeconds(1));
    }

    @Test
    void forgetsWhatTheDatabaseNoLongerSays() {
        var meters = new SimpleMeterRegistry();
        try (var all = new Metrics(meters, "test")) {
            count(all);
            assertThat(OF_THE_DATABASE)
                    .allSatisfy(name -> assertThat(value(meters, name)).isEqualTo(1));

            all.polls().unknown();
            all.deliveries().unknown();

            assertThat(OF_THE_DATABASE)
                    .allSatisfy(name -> assertThat(value(meters, name)).isNaN());
            assertThat(all.polls().isKnown()).isFalse();

            count(all);
            assertThat(OF_THE_DATABASE)
                    .allSatisfy(name -> assertThat(value(meters, name)).isEqualTo(1));
        }
    }

    /** A database that hangs fails no count: none comes to its end. */
    @Test
    void forgetsWhatNobodyHasCountedForAMinute() {
        var clock = new MockClock();
        var meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
        try (var all = new Metrics(meters, "test")) {
            count(all);
            clock.add(LastCount.HOLDS.minusSeconds(1));
            assertThat(OF_THE_DATABASE)
                    .allSatisfy(name -> assertThat(value(meters, name)).isEqualTo(1));

            clock.add(Duration.ofSeconds(1));

            assertThat(OF_THE_DATABASE)
                    .allSatisfy(name -> assertThat(value(meters, name)).isNaN());
        }
    }

    @Test
    void givesAnotherGroupItsOwnMetersAfterTheStages() {
        metrics.stage("dead-letter").received(1);
        assertThat(registry.scrape()).contains("yizhan_dead_letter_received_total 1.0");
        assertThat(metrics.seen())
                .extracting(Metrics.Seen::stage)
                .containsExactly("ingest", "normalize", "deduplicate", "tag", "publish", "dead-letter");
    }

    @Test
    void showsHowCopiesAreUsedAndWhoHasListsOpen() {
        metrics.show(new CopyMeters() {
            @Override
            public long hits() {
                return 90;
            }

            @Override
            public long misses() {
                return 10;
            }

            @Override
            public long renderings() {
                return 9;
            }

            @Override
            public long evictions() {
                return 3;
            }

            @Override
            public long kept() {
                return 6;
            }

            @Override
            public long bytes() {
                return 420_000;
            }
        });
        metrics.deliveries().reading(12);
        metrics.deliveries().told("story", 24);
        metrics.deliveries().turnedAway("slow");
        assertThat(registry.scrape())
                .contains("yizhan_copies_asked_total{outcome=\"hit\"} 90.0")
                .contains("yizhan_copies_asked_total{outcome=\"miss\"} 10.0")
                .contains("yizhan_copies_rendered_total 9.0")
                .contains("yizhan_copies_evicted_total 3.0")
                .contains("yizhan_copies 6.0")
                .contains("yizhan_copies_bytes 420000.0")
                .contains("yizhan_deliver_readers 12.0")
                .contains("yizhan_deliver_events_total{event=\"story\"} 24.0")
                .contains("yizhan_deliver_turned_away_total{reason=\"slow\"} 1.0");
    }
}
