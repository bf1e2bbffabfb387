package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private static final List<Duration> BOUNDS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));

    @Test
    void reckonsOnAStraightLineBetweenTwoBounds() {
        var spread = new Spread(BOUNDS, List.of(10L, 20L, 20L), 20);

        assertThat(spread.quantile(0.5)).contains(Duration.ofMillis(100));
        assertThat(spread.quantile(0.75)).contains(Duration.ofMillis(150));
        assertThat(spread.quantile(0.25)).contains(Duration.ofMillis(50));
    }

    @Test
    void stopsAtTheLastBound() {
        assertThat(new Spread(BOUNDS, List.of(0L, 0L, 1L), 10).quantile(0.95)).contains(Duration.ofMillis(400));
    }

    @Test
    void saysNothingOfNothing() {
        assertThat(new Spread(BOUNDS, List.of(0L, 0L, 0L), 0).quantile(0.5)).isEmpty();
    }

    @Test
    void countsWhatCameSinceAnEarlierCount() {
        var earlier = new Spread(BOUNDS, List.of(5L, 5L, 5L), 5);
        var later = new Spread(BOUNDS, List.of(5L, 7L, 7L), 7);

        assertThat(later.since(earlier)).isEqualTo(new Spread(BOUNDS, List.of(0L, 2L, 2L), 2));
        assertThat(later.since(earlier).quantile(1)).contains(Duration.ofMillis(200));
    }

    @Test
    void hasACountForEachBound() {
        assertThatThrownBy(() -> new Spread(BOUNDS, List.of(1L), 1)).hasMessageContaining("3 bounds, but 1 counts");
    }
}
