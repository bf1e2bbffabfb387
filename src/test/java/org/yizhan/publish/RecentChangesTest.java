package org.yizhan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecentChangesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final int LIMIT = 10;

    private static ChangeLog.Change change(long seq, String... feeds) {
        return new ChangeLog.Change(seq, NOW, List.of(feeds), List.of(new UUID(0, seq)));
    }

    private static List<Long> seqs(RecentChanges changes, String feed, long seq, long last) {
        return changes.of(feed, seq, last, LIMIT).orElseThrow().stream()
                .map(ChangeLog.Change::seq)
                .toList();
    }

    @Test
    void answersFromTheMomentOnAtWhichItBegan() {
        var changes = new RecentChanges(100, 1_000);
        changes.add(List.of(change(101, "all", "source/a"), change(105, "all")), 107);

        assertThat(seqs(changes, "all", 100, 107)).containsExactly(101L, 105L);
        assertThat(seqs(changes, "all", 101, 107)).containsExactly(105L);
        assertThat(seqs(changes, "source/a", 101, 107)).isEmpty();
        assertThat(seqs(changes, "source/b", 100, 107)).isEmpty();
        assertThat(changes.of("all", 99, 107, LIMIT)).isEmpty();
        assertThat(changes.upTo()).isEqualTo(107);
    }

    @Test
    void keepsFromAnOlderSnapshotWhatItCannotSee() {
        var changes = new RecentChanges(100, 1_000);
        changes.add(List.of(change(101, "all"), change(105, "all")), 105);

        assertThat(seqs(changes, "all", 100, 103)).containsExactly(101L);
    }

    @Test
    void forgetsTheOldestBeyondItsBoundAndSaysSo() {
        var changes = new RecentChanges(0, 9);
        for (long seq = 1; seq <= 10; seq++) {
            changes.add(List.of(change(seq, "all")), seq);
        }

        assertThat(changes.of("all", 6, 10, LIMIT)).isEmpty();
        assertThat(seqs(changes, "all", 7, 10)).containsExactly(8L, 9L, 10L);
    }

    @Test
    void givesNoMoreThanIsAskedFor() {
        var changes = new RecentChanges(0, 1_000);
        changes.add(List.of(change(1, "all"), change(2, "all"), change(3, "all")), 3);

        assertThat(changes.of("all", 0, 3, 2).orElseThrow())
                .extracting(ChangeLog.Change::seq)
                .containsExactly(1L, 2L);
    }
}
