package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.ops.Metrics;

/** The hourly run, on a real PostgreSQL for its lock. */
class RetentionIT {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static EmbeddedPostgres server;
    private static DataSource database;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Metrics metrics = new Metrics(registry, "test");

    @BeforeAll
    static void open() throws IOException {
        server = EmbeddedPostgres.start();
        database = server.getPostgresDatabase();
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
    }

    @AfterEach
    void closeMetrics() {
        metrics.close();
    }

    private Retention retention(Retention.Rule... rules) {
        return new Retention(database, List.of(rules), metrics, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Retention.Rule rule(String what, Retention.Drop drop) {
        return new Retention.Rule(what, Optional.of(Duration.ofDays(60)), drop);
    }

    @Test
    void dropsUntilThereIsNoMoreAndCounts() {
        Deque<Integer> some = new ArrayDeque<>(List.of(1_000, 1_000, 7, 0));
        List<Instant> moments = new ArrayList<>();
        var retention = retention(rule("letters", moment -> {
            moments.add(moment);
            return some.removeFirst();
        }));
        assertThat(registry.scrape()).contains("yizhan_retention_dropped_total{what=\"letters\"} 0.0");

        retention.run();

        assertThat(moments).hasSize(4).containsOnly(Instant.parse("2026-09-25T03:00:00Z"));
        assertThat(registry.scrape()).contains("yizhan_retention_dropped_total{what=\"letters\"} 2007.0");
    }

    @Test
    void leavesWhatIsKeptForEver() {
        List<Instant> moments = new ArrayList<>();
        retention(new Retention.Rule("bodies", Optional.empty(), moment -> {
                    moments.add(moment);
                    return 0;
                }))
                .run();

        assertThat(moments).isEmpty();
    }

    @Test
    void dropsTheOthersWhereOneKindCanNotBe() {
        List<String> done = new ArrayList<>();
        retention(
                        rule("ill", moment -> {
                            throw new SQLException("relation does not exist");
                        }),
                        rule("worse", moment -> {
                            throw new IllegalStateException("the texts can't be dropped");
                        }),
                        rule("well", moment -> {
                            done.add("well");
                            return 0;
                        }))
                .run();

        assertThat(done).containsExactly("well");
    }

    @Test
    void isDoneByOneInstanceAtATimeAndByTheNextAfterwards() throws Exception {
        var inside = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        List<String> done = new ArrayList<>();
        var slow = retention(rule("slow", moment -> {
            inside.countDown();
            await(leave);
            return 0;
        }));
        var other = retention(rule("other", moment -> {
            done.add("other");
            return 0;
        }));
        var thread = Thread.ofVirtual().start(slow);
        await(inside);

        other.run();
        assertThat(done).isEmpty();

        leave.countDown();
        thread.join();
        other.run();
        assertThat(done).containsExactly("other");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
