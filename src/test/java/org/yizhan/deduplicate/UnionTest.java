package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnionTest {

    @Test
    void namesAGroupByItsSmallestNumber() {
        var union = new Union();
        union.join(9, 5);
        union.join(7, 9);
        assertThat(union.find(7)).isEqualTo(5);
        assertThat(union.find(4)).isEqualTo(4);
        assertThat(union.names()).isEqualTo(Map.of(5L, 5L, 7L, 5L, 9L, 5L));
    }

    @Test
    void endsInTheSameGroupsInAnyOrder() {
        var pairs = new ArrayList<>(
                List.of(new long[] {1, 2}, new long[] {3, 4}, new long[] {2, 4}, new long[] {8, 6}, new long[] {6, 7}));
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(pairs, new Random(seed));
            var union = new Union();
            pairs.forEach(pair -> union.join(pair[0], pair[1]));
            assertThat(union.names()).isEqualTo(Map.of(1L, 1L, 2L, 1L, 3L, 1L, 4L, 1L, 6L, 6L, 7L, 6L, 8L, 6L));
            assertThat(union.find(4)).isEqualTo(1);
            assertThat(union.find(8)).isEqualTo(6);
        }
    }
}
