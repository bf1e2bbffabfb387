package org.yizhan.ops.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class LostArrivalsTest {

    private static final UUID FIRST = UUID.fromString("ffffffff-0000-4000-8000-000000000001");
    private static final UUID SECOND = UUID.fromString("88888888-0000-4000-8000-000000000002");
    private static final UUID THIRD = UUID.fromString("00000000-0000-4000-8000-000000000003");

    private final LostArrivals arrivals = new LostArrivals();

    @Test
    void standAsTheyWereFirstDecidedAbout() {
        arrivals.hear(THIRD, THIRD, 30);
        arrivals.hear(FIRST, FIRST, 40);
        arrivals.hear(SECOND, SECOND, 20);
        arrivals.hear(FIRST, FIRST, 10);
        assertThat(arrivals.inOrder()).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void standBehindTheOneWhoseIdTheirStoryBears() {
        // two workers at once: the later batch was told first
        arrivals.hear(SECOND, FIRST, 5);
        arrivals.hear(THIRD, THIRD, 7);
        arrivals.hear(FIRST, FIRST, 9);
        assertThat(arrivals.inOrder()).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void goByTheStoryThatWasDecidedLast() {
        arrivals.hear(FIRST, SECOND, 12);
        arrivals.hear(FIRST, FIRST, 3);
        arrivals.hear(SECOND, SECOND, 4);
        assertThat(arrivals.inOrder()).containsExactly(SECOND, FIRST);
    }

    @Test
    void areNotHeldUpByAStoryOfBeforeTheBackup() {
        arrivals.hear(FIRST, UUID.fromString("12345678-0000-4000-8000-000000000009"), 1);
        arrivals.hear(SECOND, SECOND, 2);
        assertThat(arrivals.inOrder()).containsExactly(FIRST, SECOND);
    }
}
