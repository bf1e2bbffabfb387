package org.yizhan.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    private final Spread spread = new Spread();

    @Test
    void isNeverTooLowAndAtMostAFifthTooHigh() {
        long[] nanos =
                new Random(7).longs(5_000, 2_000, 30_000_000_000L).sorted().toArray();
        LongStream.of(nanos).forEach(spread::add);

        for (double share : new double[] {0.5, 0.9, 0.99}) {
            long exact = nanos[(int) Math.ceil(nanos.length * share) - 1];
            assertThat(spread.within(share).toNanos()).isBetween(exact, (long) (exact * 1.2));
        }
        assertThat(spread.max().toNanos()).isEqualTo(nanos[nanos.length - 1]);
        assertThat(spread.count()).isEqualTo(5_000);
    }

    @Test
    void takesWhatLiesOutsideItsClasses() {
        spread.add(0);
        spread.add(Duration.ofHours(2).toNanos());

        assertThat(spread.within(0.5)).isLessThanOrEqualTo(Duration.ofNanos(1_024));
        assertThat(spread.within(1)).isEqualTo(Duration.ofHours(2));
    }
}
