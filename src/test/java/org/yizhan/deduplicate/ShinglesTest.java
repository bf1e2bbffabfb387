package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShinglesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 6, 200})
    void hasOneHashADistinctRunOfFive(int length) {
        String text = Prints.text(length, 20).substring(0, length);
        var runs = new HashSet<String>();
        IntStream.rangeClosed(0, Math.max(0, length - Shingles.LENGTH))
                .forEach(i -> runs.add(text.substring(i, Math.min(length, i + Shingles.LENGTH))));
        runs.remove("");
        assertThat(Shingles.of(text).size()).isEqualTo(runs.size());
    }

    @Test
    void countsRepeatedRunsOnce() {
        assertThat(Shingles.of("甲".repeat(1000)).size()).isEqualTo(1);
    }

    @Test
    void countsWhatBothHave() {
        String whole = Prints.text(1, 10);
        Shingles part = Shingles.of(whole.substring(40, 140));
        assertThat(part.common(Shingles.of(whole))).isEqualTo(part.size());
        assertThat(part.common(Shingles.of(Prints.text(2, 10)))).isZero();
    }

    @Test
    void estimatesContainmentAtAGlance() {
        String whole = Prints.text(4, 60);
        Shingles all = Shingles.of(whole);
        for (int part = 1; part <= 4; part++) {
            String foreign = Prints.text(100 + part, 60);
            String mixed = whole.substring(0, part * 300) + foreign.substring(0, 1200 - part * 300);
            Shingles other = Shingles.of(mixed);
            double exact = (double) all.common(other) / Math.min(all.size(), other.size());
            assertThat(other.glance(all)).isCloseTo(exact, within(0.2)).isEqualTo(all.glance(other));
        }
        assertThat(all.glance(Shingles.of(Prints.text(5, 60)))).isLessThan(0.1);
        assertThat(Shingles.of("").glance(all)).isZero();
    }

    @Test
    void samplesTheSameOfAPartAsOfTheWhole() {
        String whole = Prints.text(3, 30);
        int[] sample = Shingles.of(whole).sample(Clues.SAMPLE);
        String third = whole.substring(0, whole.length() / 3);
        Shingles part = Shingles.of(third);
        int[] own = part.sample(Clues.SAMPLE);
        assertThat(Arrays.stream(sample).filter(hash -> Arrays.stream(own).anyMatch(o -> o == hash)))
                .hasSizeGreaterThan(1);
    }
}
