package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private interface Look {
        Health now() throws Exception;
    }

    private static HealthCheck check(String name, Look look) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Health check() throws Exception {
                return look.now();
            }
        };
    }

    @Test
    void saysHowEachDependencyIsInOrder() throws Exception {
        var checks = List.of(
                check("kafka", Health::up),
                check("partitions", () -> Health.down("none assigned")),
                check("postgresql", () -> {
                    throw new IllegalStateException("refused\n\u001B[31m by 127.0.0.1");
                }),
                check("odd", () -> {
                    throw new NoClassDefFoundError("gone");
                }));
        try (var readiness = new Readiness(checks)) {
            var found = readiness.look().get(5, TimeUnit.SECONDS);
            assertThat(found)
                    .extracting(Readiness.Found::name)
                    .containsExactly("kafka", "partitions", "postgresql", "odd");
            assertThat(found).extracting(look -> look.health().isUp()).containsExactly(true, false, false, false);
            assertThat(found.get(1).health().reason()).isEqualTo("none assigned");
            assertThat(found.get(2).health().reason()).contains("refused").doesNotContain("\n", "\u001B");
        }
    }

    @Test
    void countsAHangingCheckAsDownAndStartsItOnce() throws Exception {
        var started = new AtomicInteger();
        var release = new CountDownLatch(1);
        var hanging = check("postgresql", () -> {
            started.incrementAndGet();
            release.await();
            return Health.up();
        });
        try (var readiness = new Readiness(List.of(hanging, check("kafka", Health::up)), Duration.ofMillis(50))) {
            for (var look = 0; look < 3; look++) {
                var found = readiness.look().get(5, TimeUnit.SECONDS);
                assertThat(found.get(0).health()).isEqualTo(Health.down("no answer within 50 ms"));
                assertThat(found.get(1).health().isUp()).isTrue();
            }
            assertThat(started).hasValue(1);
            release.countDown();
            await().until(() -> readiness.look().join().getFirst().health().isUp());
        }
    }

    @Test
    void isReadyWithoutDependencies() throws Exception {
        try (var readiness = new Readiness(List.of())) {
            assertThat(readiness.look().get(1, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void countsEverythingAsDownOnceClosed() throws Exception {
        var readiness = new Readiness(List.of(check("kafka", Health::up)));
        readiness.close();
        assertThat(readiness.look().get(1, TimeUnit.SECONDS).getFirst().health().isUp())
                .isFalse();
    }
}
