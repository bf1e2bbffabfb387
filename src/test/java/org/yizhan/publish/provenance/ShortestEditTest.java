package org.yizhan.publish.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yizhan.publish.provenance.ShortestEdit.Change;

class ShortestEditTest {

    private static List<Integer> row(Random random, int most, int kinds) {
        return random.ints(random.nextInt(most + 1), 0, kinds).boxed().toList();
    }

    /** As the library finds them that walks the same way with an object a step. */
    private static List<Change> expected(List<Integer> before, List<Integer> after) {
        return DiffUtils.diff(before, after).getDeltas().stream()
                .map(delta -> new Change(
                        delta.getSource().getPosition(),
                        delta.getSource().getPosition() + delta.getSource().size(),
                        delta.getTarget().getPosition(),
                        delta.getTarget().getPosition() + delta.getTarget().size()))
                .toList();
    }

    @Test
    void findsWhatTheGreedySearchFindsWhicheverOfSeveralWaysThatIs() {
        var random = new Random(20_261_127);
        for (int round = 0; round < 20_000; round++) {
            List<Integer> before = row(random, 40, 1 + random.nextInt(12));
            List<Integer> after = row(random, 40, 1 + random.nextInt(12));
            assertThat(ShortestEdit.of(before, after))
                    .as("%s into %s", before, after)
                    .isEqualTo(expected(before, after));
        }
        for (int round = 0; round < 20; round++) {
            List<Integer> before = row(random, 600, 300);
            List<Integer> after = row(random, 600, 300);
            assertThat(ShortestEdit.of(before, after)).isEqualTo(expected(before, after));
        }
    }

    @Test
    void whereTheEditsAreTooManyOnlyWhatBothHaveIsCompared() {
        var before = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
        var after = new ArrayList<>(IntStream.range(1_000, 1_200).boxed().toList());
        after.set(50, 20);
        after.set(90, 21);
        after.set(91, 150);
        assertThat(ShortestEdit.of(before, after, 60))
                .containsExactly(
                        new Change(0, 20, 0, 50),
                        new Change(21, 21, 51, 90),
                        new Change(22, 150, 91, 91),
                        new Change(151, 200, 92, 200))
                .isEqualTo(ShortestEdit.of(before, after));
        Collections.shuffle(before, new Random(1));
        assertThat(ShortestEdit.of(before, IntStream.range(0, 200).boxed().toList(), 60))
                .containsExactly(new Change(0, 200, 0, 200));
    }

    @Test
    void nothingIsChangedBetweenEquals() {
        assertThat(ShortestEdit.of(List.of(), List.of())).isEmpty();
        assertThat(ShortestEdit.of(List.of(1, 1, 2), List.of(1, 1, 2))).isEmpty();
        assertThat(ShortestEdit.of(List.of(), List.of(1))).containsExactly(new Change(0, 0, 0, 1));
        assertThat(ShortestEdit.of(List.of(1), List.of(), 1)).containsExactly(new Change(0, 1, 0, 0));
    }
}
