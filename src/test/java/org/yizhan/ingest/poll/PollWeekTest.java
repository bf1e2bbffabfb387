package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is remembered of a week's polls, and what it is shown as. */
class PollWeekTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T16:00:00Z");

    private static List<PollMark> every(Duration gap, int many) {
        return IntStream.range(0, many)
                .mapToObj(n -> new PollMark(
                        MIDNIGHT.plus(gap.multipliedBy(n)), n % 10 == 3 ? "http-5xx" : "ok", n % 10 == 5 ? 2 : 0))
                .toList();
    }

    @Test
    void aPollIsReadAsItWasWrittenToTheMinute() {
        var entry = new Poll.Entry(
                Instant.parse("2026-11-23T16:07:42Z"), "not-modified", 304, Duration.ZERO, 120, 0, 3, 0, "");
        String line = PollMark.of(entry).written();

        assertThat(line).isEqualTo("7 not-modified 3\n");
        assertThat(PollMark.read(TODAY, line + "1439 timeout 0\n"))
                .containsExactly(
                        new PollMark(Instant.parse("2026-11-23T16:07:00Z"), "not-modified", 3),
                        new PollMark(Instant.parse("2026-11-24T15:59:00Z"), "timeout", 0));
    }

    @Test
    void eachPollIsACellWhileTheyAreFew() {
        PollWeek week = PollWeek.of(every(Duration.ofMinutes(24), PollWeek.MOST), TODAY);

        assertThat(week.isByPoll()).isTrue();
        assertThat(week.days()).hasSize(7);
        assertThat(week.days().getFirst().day()).isEqualTo(LocalDate.parse("2026-11-18"));
        assertThat(week.days().getFirst().cells()).isEmpty();
        PollWeek.Day day = week.days().getLast();
        assertThat(day.cells()).hasSize(60);
        assertThat(day.failed()).isEqualTo(6);
        assertThat(day.fresh()).isEqualTo(12);
        assertThat(day.cells().get(3))
                .isEqualTo(new PollWeek.Cell(MIDNIGHT.plus(Duration.ofMinutes(72)), 1, 1, 0, "http-5xx"));
    }

    @Test
    void halfAnHourIsACellWhereTheyAreMany() {
        List<PollMark> few = List.of(new PollMark(MIDNIGHT.minusSeconds(60), "timeout", 0));
        List<PollMark> marks = Stream.concat(few.stream(), every(Duration.ofMinutes(5), 288).stream())
                .toList();
        PollWeek week = PollWeek.of(marks, TODAY);

        assertThat(week.isByPoll()).isFalse();
        PollWeek.Day day = week.days().getLast();
        assertThat(day.cells()).hasSize(48);
        assertThat(day.polls()).isEqualTo(288);
        assertThat(day.cells().getFirst()).isEqualTo(new PollWeek.Cell(MIDNIGHT, 6, 1, 2, "http-5xx"));
        assertThat(week.days().get(5).cells())
                .containsExactly(new PollWeek.Cell(MIDNIGHT.minus(PollWeek.SPAN), 1, 1, 0, "timeout"));
    }

    @Test
    void nineteenOfTwentyGapsAreNoLongerThanTheUsualOne() {
        Gaps gaps = Gaps.NONE;
        Instant last = MIDNIGHT;
        for (int n = 0; n < 100; n++) {
            Instant next = last.plus(n % 20 == 0 ? Duration.ofHours(5) : Duration.ofMinutes(30 + n % 3));
            gaps = gaps.between(last, next);
            assertThat(gaps.usual().isPresent()).isEqualTo(n >= 9);
            last = next;
        }

        assertThat(gaps.lengths()).hasSize(50);
        assertThat(gaps.usual()).contains(Duration.ofMinutes(32));
        assertThat(gaps.between(last, last.minusSeconds(1))).isEqualTo(gaps);
        assertThat(Gaps.of(gaps.seconds().toArray(Long[]::new))).isEqualTo(gaps);
    }

    @Test
    void whatADayBringsIsTheMeanOfThoseThatAreOver() {
        long today = TODAY.toEpochDay();
        Long[][] numbers = {row(today - 3, 40, 5, -1), row(today - 2, 40, 0, 3_000), row(today - 1, 10, 7, 1_000)};
        LastDays past = LastDays.of(Optional.of(numbers), TODAY);

        assertThat(past.items()).containsExactly(0L, 0L, 0L, 5L, 0L, 7L, 0L);
        assertThat(past.sum()).isEqualTo(12);
        assertThat(past.bytesADay()).contains(2_000L);
        Long[][] first = {row(today, 3, 1, 900)};
        assertThat(LastDays.of(Optional.of(first), TODAY).bytesADay()).contains(900L);
        assertThat(LastDays.of(Optional.empty(), TODAY).bytesADay()).isEmpty();
        assertThat(LastDays.of(Optional.empty(), TODAY).isKnown()).isFalse();
    }

    private static Long[] row(long... numbers) {
        return LongStream.of(numbers).boxed().toArray(Long[]::new);
    }
}
