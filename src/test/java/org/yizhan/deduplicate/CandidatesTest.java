package org.yizhan.deduplicate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    @Test
    void ranksARareClueOverManyCommonOnes() {
        var followed = new HashMap<Long, long[]>();
        followed.put(1L, new long[] {90});
        for (long clue = 2; clue <= 8; clue++) {
            followed.put(clue, LongStream.rangeClosed(1, 32).toArray());
        }
        long[] clues = LongStream.rangeClosed(1, 8).toArray();
        assertThat(Candidates.choose(clues, followed, 7))
                .hasSize(Candidates.MOST)
                .startsWith(90L)
                .doesNotContain(7L);
    }

    @Test
    void prefersTheYoungestOfEquals() {
        assertThat(Candidates.choose(new long[] {1}, Map.of(1L, new long[] {5, 4, 3}), 0))
                .containsExactly(5L, 4L, 3L);
    }

    @Test
    void findsNothingWhereNothingIsShared() {
        assertThat(Candidates.choose(new long[] {1, 2}, Map.of(), 1)).isEmpty();
    }
}
