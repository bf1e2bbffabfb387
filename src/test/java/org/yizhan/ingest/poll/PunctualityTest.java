package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PunctualityTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private static Punctuality polled(Punctuality before, int times, int late, Instant at) {
        Punctuality after = before;
        for (int n = 0; n < times; n++) {
            after = after.polled(n < late, Optional.empty(), at);
        }
        return after;
    }

    private static Item item(String published) {
        return new Item(published, "v", "", Optional.of(Instant.parse(published)), Map.of());
    }

    @Test
    void saysNothingOfAChannelThatWasNeverPolled() {
        assertThat(Punctuality.UNKNOWN.burn()).isEmpty();
        assertThat(Punctuality.UNKNOWN.week(NOW).burn()).isEmpty();
    }

    @Test
    void onePollOfAHundredThatIsLateUsesUpWhatMayBe() {
        Punctuality week = polled(Punctuality.UNKNOWN, 100, 1, NOW);

        assertThat(week.burn()).contains(1.0);
        assertThat(polled(week, 100, 5, NOW).burn()).contains(3.0);
    }

    @Test
    void theWorseOfTheTwoTargetsCounts() {
        Punctuality punctual = Punctuality.UNKNOWN
                .polled(false, Optional.of(Duration.ofMinutes(30)), NOW)
                .polled(false, Optional.of(Duration.ofMinutes(31)), NOW)
                .polled(false, Optional.empty(), NOW)
                .polled(false, Optional.empty(), NOW);

        assertThat(punctual.week(NOW)).isEqualTo(new Punctuality.Day(20780, 4, 0, 2, 1));
        assertThat(punctual.burn()).contains(50.0);
    }

    @Test
    void whatIsOlderThanAWeekIsForgotten() {
        Punctuality old = polled(Punctuality.UNKNOWN, 10, 10, NOW);
        Punctuality young = polled(old, 10, 0, NOW.plus(Duration.ofDays(6)));
        Punctuality younger = polled(young, 10, 0, NOW.plus(Duration.ofDays(7)));

        assertThat(young.week(NOW.plus(Duration.ofDays(6))).late()).isEqualTo(10);
        assertThat(younger.burn()).contains(0.0);
        assertThat(younger.days()).hasSize(2);
        assertThat(young.week(NOW.plus(Duration.ofDays(30))).polls()).isZero();
    }

    @Test
    void outlivesARestart() {
        Punctuality punctual = polled(polled(Punctuality.UNKNOWN, 3, 1, NOW), 2, 2, NOW.plus(Duration.ofDays(2)));

        assertThat(Punctuality.of(punctual.numbers().toArray(Long[]::new))).isEqualTo(punctual);
    }

    @Test
    void theNewestNewsIsJudgedAndADayAloneIsNoTime() {
        List<Item> items = List.of(item("2026-11-23T03:00:00Z"), item("2026-11-23T03:50:00Z"));

        assertThat(Happened.age(items, false, NOW)).contains(Duration.ofMinutes(10));
        assertThat(Happened.age(items, true, NOW)).isEmpty();
        assertThat(Happened.age(List.of(item("2026-11-22T16:00:00Z")), false, NOW))
                .isEmpty();
        assertThat(Happened.age(List.of(item("2026-11-24T03:00:00Z")), false, NOW))
                .isEmpty();
        assertThat(Happened.age(List.of(item("2026-11-01T03:00:00Z")), false, NOW))
                .isEmpty();
    }
}
