package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static final long LINK = 1L << 40;

    private static long[] clues(int count) {
        return LongStream.rangeClosed(1, count).toArray();
    }

    private static LongFunction<long[]> leads(Map<Long, long[]> to) {
        return clue -> to.getOrDefault(clue, new long[0]);
    }

    @Test
    void ranksRareCluesOverMoreCommonOnes() {
        var followed = new HashMap<Long, long[]>();
        followed.put(1L, new long[] {90});
        followed.put(2L, new long[] {90});
        for (long clue = 3; clue <= 16; clue++) {
            followed.put(clue, LongStream.rangeClosed(1, 32).toArray());
        }
        assertThat(Candidates.choose(clues(16), leads(followed), 7))
                .hasSize(Candidates.MOST)
                .startsWith(90L)
                .doesNotContain(7L);
    }

    @Test
    void prefersTheYoungestOfEquals() {
        long[] all = {5, 4, 3};
        assertThat(Candidates.choose(clues(16), leads(Map.of(1L, all, 2L, all)), 0))
                .containsExactly(5L, 4L, 3L);
    }

    @Test
    void takesOneSharedClueOfALongTextForChance() {
        assertThat(Candidates.choose(clues(16), leads(Map.of(1L, new long[] {5})), 0))
                .isEmpty();
        assertThat(Candidates.choose(clues(3), leads(Map.of(1L, new long[] {5})), 0))
                .containsExactly(5L);
    }

    @Test
    void takesAnAddressForEnough() {
        long[] clues =
                LongStream.concat(LongStream.of(LINK), LongStream.range(1, 17)).toArray();
        assertThat(Candidates.choose(clues, leads(Map.of(LINK, new long[] {5})), 0))
                .containsExactly(5L);
    }

    @Test
    void findsNothingWhereNothingIsShared() {
        assertThat(Candidates.choose(clues(16), leads(Map.of()), 1)).isEmpty();
    }
}
