package org.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

    @Test
    void takesTheNearestRank() {
        double[] hundred = IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();

        assertThat(Percentiles.of(hundred)).isEqualTo(new Percentiles(100, 50, 95, 99, 100));
    }

    @Test
    void takesAValueThatWasMeasured() {
        assertThat(Percentiles.of(new double[] {9, 1, 5})).isEqualTo(new Percentiles(3, 5, 9, 9, 9));
        assertThat(Percentiles.of(new double[] {4, 2})).isEqualTo(new Percentiles(2, 2, 4, 4, 4));
        assertThat(Percentiles.of(new double[] {7})).isEqualTo(new Percentiles(1, 7, 7, 7, 7));
    }

    @Test
    void leavesTheSampleAsItIs() {
        double[] sample = {3, 1, 2};

        Percentiles.of(sample);

        assertThat(sample).containsExactly(3, 1, 2);
    }

    @Test
    void isZeroWithoutASample() {
        assertThat(Percentiles.of(new double[0])).isEqualTo(new Percentiles(0, 0, 0, 0, 0));
    }
}
