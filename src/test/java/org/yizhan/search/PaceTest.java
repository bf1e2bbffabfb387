package org.yizhan.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void leavesMoreToOthersWhileAFloodComesIn() {
        var pace = new Pace();
        assertThat(pace.rest(10, 1_000_000, 0)).isEqualTo(Duration.ofNanos(10));
        assertThat(pace.rest(10, 1_000_000 + Pace.FLOOD, SECOND)).isEqualTo(Duration.ofNanos(10));
        assertThat(pace.rest(10, 1_000_000 + 3 * Pace.FLOOD, 2 * SECOND)).isEqualTo(Duration.ofNanos(10 * Pace.BUSY));
        assertThat(pace.rest(10, 1_000_000 + 3 * Pace.FLOOD, 3 * SECOND)).isEqualTo(Duration.ofNanos(10));
    }

    @Test
    void theLagIsThatOfTheOldestChangeThatWaits() {
        var waiting = new Waiting();
        assertThat(waiting.longest(0, SECOND)).isZero();
        waiting.newest(10, SECOND);
        waiting.newest(10, 2 * SECOND);
        waiting.newest(20, 3 * SECOND);
        assertThat(waiting.longest(9, 5 * SECOND)).isEqualTo(Duration.ofSeconds(4));
        assertThat(waiting.longest(10, 5 * SECOND)).isEqualTo(Duration.ofSeconds(2));
        assertThat(waiting.longest(20, 5 * SECOND)).isZero();
    }

    @Test
    void theLagOfAStoreThatWentBackBeginsAnew() {
        var waiting = new Waiting();
        waiting.newest(10, SECOND);
        waiting.newest(5, 3 * SECOND);
        assertThat(waiting.longest(0, 4 * SECOND)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void remembersABoundedNumberOfTimes() {
        var waiting = new Waiting();
        for (int seq = 1; seq <= 5_000; seq++) {
            waiting.newest(seq, seq);
        }
        assertThat(waiting.longest(0, 5_001)).isEqualTo(Duration.ofNanos(5_000));
        assertThat(waiting.longest(4_999, 5_001)).isEqualTo(Duration.ofNanos(1));
        assertThat(waiting.longest(5_000, 5_001)).isZero();
    }
}
