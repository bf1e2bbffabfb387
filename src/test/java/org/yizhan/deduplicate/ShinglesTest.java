package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

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
    void samplesTheSameOfAPartAsOfTheWhole() {
        String whole = Prints.text(3, 30);
        int[] sample = Shingles.of(whole).sample(Clues.SAMPLE);
        String third = whole.substring(0, whole.length() / 3);
        Shingles part = Shingles.of(third);
        int[] shared = Arrays.stream(sample)
                .filter(hash -> Arrays.stream(part.hashes()).anyMatch(own -> own == hash))
                .toArray();
        assertThat(shared).isNotEmpty();
        assertThat(Arrays.stream(part.sample(Clues.SAMPLE)).boxed())
                .containsAll(Arrays.stream(shared).boxed().toList());
    }
}
