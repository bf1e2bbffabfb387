package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yizhan.Row;
import org.yizhan.SetClock;

@Row("S19")
class ThrottleTest {

    private final SetClock clock = new SetClock(OperatorEdge.NOW);
    private final Throttle throttle = new Throttle(clock);

    private boolean isTried(String address, String account) {
        return throttle.begin(address, account).isZero();
    }

    private void fail(String address, String account, int times) {
        IntStream.range(0, times)
                .forEach(n -> assertThat(isTried(address, account)).isTrue());
    }

    @Test
    void closesAnAccountForAnAddressAfterFiveFailures() {
        fail("10.0.0.1", "ops", 5);

        assertThat(throttle.begin("10.0.0.1", "ops")).isEqualTo(Throttle.REST);
        assertThat(isTried("10.0.0.2", "ops")).isTrue();
        assertThat(isTried("10.0.0.1", "li")).isTrue();
    }

    @Test
    void opensAFullRestAfterTheLastFailureHoweverOftenSomebodyKnocksMeanwhile() {
        fail("10.0.0.1", "ops", 5);
        for (int minute = 1; minute < 15; minute++) {
            clock.pass(Duration.ofMinutes(1));
            assertThat(throttle.begin("10.0.0.1", "ops")).isEqualTo(Duration.ofMinutes(15 - minute));
        }
        clock.pass(Duration.ofMinutes(1));

        assertThat(isTried("10.0.0.1", "ops")).isTrue();
    }

    @Test
    void forgetsFailuresOfAnAccountThatGotIn() {
        fail("10.0.0.1", "ops", 4);
        assertThat(isTried("10.0.0.1", "ops")).isTrue();
        throttle.succeeded("10.0.0.1", "ops");

        fail("10.0.0.1", "ops", 5);
    }

    @Test
    void closesAnAddressThatTriesManyNames() {
        IntStream.range(0, 50).forEach(n -> fail("10.0.0.1", "name" + n, 1));

        assertThat(isTried("10.0.0.1", "another")).isFalse();
        assertThat(isTried("10.0.0.1", "")).isFalse();
        assertThat(isTried("10.0.0.2", "another")).isTrue();
    }

    @Test
    void countsNothingAgainstAnAddressForWhatWasRight() {
        IntStream.range(0, 200).forEach(n -> {
            fail("10.0.0.1", "ops", 1);
            throttle.succeeded("10.0.0.1", "ops");
        });

        assertThat(isTried("10.0.0.1", "li")).isTrue();
    }

    @Test
    void takesTheAddressesOfAnIpv6NetworkForOne() {
        IntStream.range(0, 5).forEach(n -> fail("2001:db8:1:2::" + (n + 1), "ops", 1));

        assertThat(isTried("2001:db8:1:2:9::", "ops")).isFalse();
        assertThat(isTried("2001:db8:1:3::1", "ops")).isTrue();
    }

    @Test
    void letsNoMoreThroughWhereManyTryAtOnce() throws InterruptedException {
        var tried = new AtomicInteger();
        var threads = IntStream.range(0, 100)
                .mapToObj(n -> Thread.ofVirtual().start(() -> {
                    if (isTried("10.0.0.1", "ops")) {
                        tried.incrementAndGet();
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(tried).hasValue(Throttle.MOST);
    }
}
