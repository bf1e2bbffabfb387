package org.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Newsroom newsroom = new Newsroom(1, "run", 0.3, Instant.parse("2026-11-23T04:00:00Z"));
    private final Ledger ledger = new Ledger(newsroom);
    private final int repost = IntStream.range(1, 1_000)
            .filter(i -> newsroom.root(i) != i)
            .findFirst()
            .orElseThrow();

    @Test
    void findsNothingWrongWhereAllIsThereOnce() {
        read(0, 0);
        read(repost, newsroom.root(repost));
        read(newsroom.root(repost), newsroom.root(repost));

        var verdict = ledger.compare(List.of(repost, newsroom.root(repost)));

        assertThat(verdict.isWhole()).isTrue();
        assertThat(verdict.reposts()).isEqualTo(1);
        assertThat(verdict.repostsFound()).isEqualTo(1);
        assertThat(verdict.wronglyJoined()).isZero();
    }

    @Test
    void namesWhatIsMissing() {
        read(0, 0);

        var verdict = ledger.compare(List.of(0, 5));

        assertThat(verdict.missing()).isEqualTo(1);
        assertThat(verdict.missingSamples()).containsExactly(newsroom.id(5));
        assertThat(verdict.isWhole()).isFalse();
    }

    @Test
    void countsAnArticleThatComesTwiceInOneReading() {
        read(0, 0);
        read(0, 0);

        assertThat(ledger.compare(List.of(0)).duplicates()).isEqualTo(1);
        assertThat(ledger.compare(List.of(0)).isWhole()).isFalse();
    }

    @Test
    void countsAnIdThatBecameTwoArticles() {
        read(0, 0);
        ledger.add(new Export.Line(2, "another", "bench-00", newsroom.id(0), story(0), List.of()));

        assertThat(ledger.compare(List.of(0)).duplicates()).isEqualTo(1);
    }

    @Test
    void letsAnArticleComeAgainInTheNextReading() {
        read(0, 0);
        ledger.beginReading();
        read(0, 0);

        assertThat(ledger.compare(List.of(0)).isWhole()).isTrue();
    }

    @Test
    void goesByTheStoryOfTheLatestReading() {
        int root = newsroom.root(repost);
        read(root, root);
        read(repost, repost);
        assertThat(ledger.compare(List.of(repost)).repostsFound()).isZero();

        ledger.beginReading();
        read(repost, root);

        assertThat(ledger.compare(List.of(repost)).repostsFound()).isEqualTo(1);
    }

    @Test
    void countsOriginalsInAnothersStory() {
        int other = IntStream.range(1, 1_000)
                .filter(i -> newsroom.root(i) == i)
                .findFirst()
                .orElseThrow();
        read(0, 0);
        read(other, 0);

        assertThat(ledger.compare(List.of(0, other)).wronglyJoined()).isEqualTo(1);
    }

    @Test
    void passesOverArticlesOfOtherRuns() {
        ledger.add(new Export.Line(1, "a", "cac", "7", "no story of ours", List.of()));

        assertThat(ledger.compare(List.of(7)).missing()).isEqualTo(1);
    }

    private void read(int index, int story) {
        ledger.add(new Export.Line(index, "article " + index, "bench-00", newsroom.id(index), story(story), List.of()));
    }

    private static String story(int index) {
        return new UUID(8, index).toString();
    }
}
