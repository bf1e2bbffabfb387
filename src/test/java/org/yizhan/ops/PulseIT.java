package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.SetClock;
import org.yizhan.ops.PulseLog.Beat;

class PulseIT {

    private static final Instant NOON = OperatorEdge.NOW;
    private static EmbeddedPostgres server;

    private final SetClock clock = new SetClock(OperatorEdge.NOW);
    private final Metrics metrics = new Metrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), "test");

    @BeforeAll
    static void startDatabase() throws IOException {
        server = Letters.database();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        server.close();
    }

    private PulseLog book(String instance) {
        return new PulseLog(server.getPostgresDatabase(), instance);
    }

    @Test
    void reckonsByTheMinute() {
        var pulse = new Pulse(metrics, book("rates"), clock);
        pulse.feel();
        metrics.stage("normalize").received(30);
        metrics.stage("normalize").sent(29);
        metrics.stage("normalize").dead(1);
        for (int i = 0; i < 20; i++) {
            metrics.stage("publish").delay(Duration.ofMillis(150));
        }
        clock.pass(Duration.ofSeconds(30));
        pulse.feel();

        assertThat(pulse.rates())
                .filteredOn(rate -> rate.stage().equals("normalize"))
                .singleElement()
                .satisfies(rate -> {
                    assertThat(rate.received()).isEqualTo(60);
                    assertThat(rate.sent()).isEqualTo(58);
                    assertThat(rate.failed()).isEqualTo(2);
                });
        assertThat(pulse.delay()).hasValueSatisfying(delay -> {
            assertThat(delay.half()).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
            assertThat(delay.most()).isBetween(delay.half(), Duration.ofMillis(200));
        });
    }

    @Test
    void forgetsWhatIsMoreThanAMinuteAgo() {
        var pulse = new Pulse(metrics, book("forgets"), clock);
        pulse.feel();
        metrics.stage("tag").received(1_000);
        for (int i = 0; i < 20; i++) {
            clock.pass(Pulse.EVERY);
            pulse.feel();
        }

        assertThat(pulse.rates()).allSatisfy(rate -> assertThat(rate.received()).isZero());
    }

    @Test
    void writesDownEachMinuteThatIsOver() throws SQLException {
        var pulse = new Pulse(metrics, book("writes"), clock);
        for (int i = 0; i <= 24; i++) {
            metrics.stage("deduplicate").received(1);
            metrics.stage("deduplicate").dead(i == 12 ? 1 : 0);
            metrics.stage("deduplicate").lag(i, Duration.ZERO);
            pulse.feel();
            clock.pass(Pulse.EVERY);
        }

        var minutes = book("").since(NOON, Duration.ofMinutes(1), 2);
        assertThat(minutes)
                .filteredOn(line -> line.stage().equals("deduplicate"))
                .singleElement()
                .satisfies(line -> assertThat(line.steps())
                        .containsExactly(
                                new Beat("deduplicate", 12, 0, 1, OptionalLong.of(12), OptionalLong.empty()),
                                new Beat("deduplicate", 12, 0, 0, OptionalLong.of(24), OptionalLong.empty())));
    }

    @Test
    void addsUpInstancesAndDropsWhatIsOld() throws SQLException {
        Instant minute = NOON.minus(Duration.ofDays(3));
        var beat = new Beat("tag", 2, 2, 0, OptionalLong.of(7), OptionalLong.of(90));
        book("one").write(minute, List.of(beat));
        book("two").write(minute, List.of(beat));

        assertThat(book("").since(minute, Duration.ofMinutes(5), 1))
                .singleElement()
                .satisfies(line -> assertThat(line.steps())
                        .containsExactly(new Beat("tag", 4, 4, 0, OptionalLong.of(7), OptionalLong.of(90))));
        assertThat(book("").drop(NOON.minus(PulseLog.KEPT))).isEqualTo(2);
        assertThat(book("").since(minute, Duration.ofMinutes(5), 1)).isEmpty();
    }
}
