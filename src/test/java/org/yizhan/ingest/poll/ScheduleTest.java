package org.yizhan.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.fetch.Fault;
import org.yizhan.fetch.Fetched;

class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");

    private final Schedule schedule = new Schedule(new Random(5));
    private final Standing fresh = Standing.fresh("https://a.example/");

    private static Fetched.Failed failed(Fault fault, int status, Map<String, String> headers) {
        return new Fetched.Failed(fault, status, "", headers, Duration.ZERO);
    }

    private Standing failing(int streak) {
        return fresh.with(new Standing.Health(
                Optional.of(NOW), Optional.empty(), Optional.of(NOW), streak, "http-5xx", Gaps.NONE));
    }

    private static Duration until(Timing timing) {
        return Duration.between(NOW, timing.next().orElseThrow());
    }

    @Test
    void jittersByATenthAtMost() {
        var waits = IntStream.range(0, 1_000)
                .mapToObj(n -> until(schedule.answered(fresh, Optional.of(Duration.ofHours(1)), NOW)))
                .toList();

        assertThat(waits).allMatch(wait -> wait.toMinutes() >= 54 && wait.toSeconds() <= 66 * 60);
        assertThat(waits.stream().filter(wait -> wait.toMinutes() < 57).count()).isBetween(150L, 350L);
    }

    @Test
    void neverAsksWithinFiveMinutes() {
        Timing timing = schedule.answered(fresh, Optional.of(Duration.ofSeconds(10)), NOW);

        assertThat(until(timing)).isBetween(Duration.ofMinutes(5), Duration.ofSeconds(331));
        assertThat(timing.why()).isEqualTo(Why.EVERY);
    }

    @Test
    void theServersWishesOutweighTheFile() {
        Optional<Duration> often = Optional.of(Duration.ofMinutes(10));
        var lifetime = fresh.with(new Wishes(Duration.ofHours(2), Duration.ofHours(1), Set.of(), Set.of()));
        var ttl = fresh.with(new Wishes(Duration.ofHours(1), Duration.ofHours(2), Set.of(), Set.of()));

        assertThat(schedule.answered(lifetime, often, NOW).why()).isEqualTo(Why.MAX_AGE);
        assertThat(schedule.answered(ttl, often, NOW).why()).isEqualTo(Why.TTL);
        assertThat(until(schedule.answered(ttl, often, NOW))).isBetween(Duration.ofHours(2), Duration.ofMinutes(133));
    }

    @Test
    void skipsHoursAndDays() {
        var night = fresh.with(new Wishes(Duration.ZERO, Duration.ZERO, Set.of(4, 5, 6), Set.of()));
        var monday = fresh.with(new Wishes(Duration.ZERO, Duration.ZERO, Set.of(), Set.of(DayOfWeek.MONDAY)));
        var all = fresh.with(new Wishes(Duration.ZERO, Duration.ZERO, Wishes.hours(0xFFFFFF), Set.of()));

        Timing morning = schedule.answered(night, Optional.empty(), NOW);
        assertThat(morning.next().orElseThrow())
                .isBetween(Instant.parse("2026-11-23T07:00:00Z"), Instant.parse("2026-11-23T07:05:00Z"));
        assertThat(morning.why()).isEqualTo(Why.SKIP_HOURS);
        assertThat(schedule.answered(monday, Optional.empty(), NOW).next().orElseThrow())
                .isAfterOrEqualTo("2026-11-24T00:00:00Z");
        assertThat(until(schedule.answered(all, Optional.empty(), NOW))).isLessThan(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource({
        "429, HTTP_429, 1200, 1200",
        "429, HTTP_429, 10, 300",
        "503, HTTP_5XX, 7200, 7200",
        "503, HTTP_5XX, 'Mon, 23 Nov 2026 05:00:00 GMT', 3600",
        "503, HTTP_5XX, 99999999999, 604800",
    })
    void keepsRetryAfterToTheSecond(int status, Fault fault, String header, long seconds) {
        Fetched.Failed failure = failed(fault, status, Map.of("retry-after", header));
        Timing timing = schedule.failed(failing(1), failure, NOW);

        assertThat(until(timing)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(timing.why()).isEqualTo(Why.RETRY_AFTER);
    }

    @Test
    void slowsTheHostForAsLong() {
        assertThat(Schedule.hostRest(failed(Fault.HTTP_5XX, 503, Map.of("retry-after", "90")), NOW))
                .isEqualTo(new Poll.Rest(Duration.ofSeconds(90), 503));
        assertThat(Schedule.hostRest(failed(Fault.HTTP_429, 429, Map.of()), NOW))
                .isEqualTo(new Poll.Rest(Duration.ofMinutes(5), 429));
        assertThat(Schedule.hostRest(failed(Fault.HTTP_5XX, 500, Map.of("retry-after", "90")), NOW))
                .isEqualTo(Poll.Rest.NONE);
    }

    @Test
    void backsOffUpToADayAndNeverStops() {
        var waits = IntStream.of(1, 2, 3, 7, 50, 100_000)
                .mapToObj(streak -> until(schedule.failed(failing(streak), failed(Fault.HTTP_5XX, 500, Map.of()), NOW)))
                .toList();

        assertThat(waits.subList(0, 4)).isSorted();
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofHours(24)) <= 0);
        assertThat(waits.getFirst()).isBetween(Duration.ofMinutes(27), Duration.ofMinutes(33));
        assertThat(waits.getLast()).isGreaterThan(Duration.ofHours(19));
    }

    @Test
    void goneIsTheOnlyEnd() {
        for (Fault fault : Fault.values()) {
            Timing timing = schedule.failed(failing(9), failed(fault, 400, Map.of()), NOW);
            assertThat(timing.next().isEmpty()).isEqualTo(fault == Fault.HTTP_410);
        }
    }

    @Test
    void asksLessWhileAHubTellsOfNews() {
        var pushed = new Standing(
                "a",
                Standing.Move.NONE,
                Copy.NONE,
                Wishes.NONE,
                Optional.of(NOW.plusSeconds(60)),
                Rhythm.unknown(),
                Rhythm.UNKNOWN,
                Standing.Health.NEW,
                Standing.Yield.NEW,
                Punctuality.UNKNOWN);
        Timing timing = schedule.answered(pushed, Optional.empty(), NOW);

        assertThat(timing.why()).isEqualTo(Why.WEBSUB);
        assertThat(until(timing)).isGreaterThan(Duration.ofHours(2));
        assertThat(schedule.answered(pushed, Optional.empty(), NOW.plusSeconds(61))
                        .why())
                .isNotEqualTo(Why.WEBSUB);
    }

    @Test
    void learnsAQuarterOfTheMedianGap() {
        assertThat(rhythm(Duration.ofHours(1), 20, 1).learned()).isEqualTo(Duration.ofMinutes(15));
        assertThat(rhythm(Duration.ofHours(12), 6, 8).learned()).isEqualTo(Duration.ofHours(3));
        assertThat(rhythm(Duration.ofMinutes(16), 40, 1).learned()).isEqualTo(Duration.ofMinutes(5));
        assertThat(rhythm(Duration.ofDays(30), 20, 1).learned()).isEqualTo(Duration.ofHours(24));
        assertThat(rhythm(Duration.ofHours(1), 2, 1).learned()).isEqualTo(Rhythm.UNKNOWN);
    }

    @Test
    void asksLessInALongSilence() {
        var daily = fresh.with(rhythm(Duration.ofHours(1), 30, 1));
        Timing after = schedule.answered(daily, Optional.empty(), NOW.plus(Duration.ofDays(5)));

        assertThat(after.why()).isEqualTo(Why.QUIET);
        assertThat(Duration.between(NOW.plus(Duration.ofDays(5)), after.next().orElseThrow())
                        .toHours())
                .isBetween(5L, 6L);
    }

    @Test
    void aLongWeekendIsNotQuiet() {
        assertThat(rhythm(Duration.ofHours(1), 30, 1).quietAfter()).contains(Duration.ofDays(3));
        assertThat(rhythm(Duration.ofDays(6), 30, 1).quietAfter()).contains(Duration.ofDays(6));
        assertThat(rhythm(Duration.ofDays(6), 9, 1).quietAfter()).isEmpty();
    }

    /** A source that speaks once a year is asked once a day, on the leap day too, and its year of silence is not quiet. */
    @ParameterizedTest
    @ValueSource(strings = {"2028-02-28T01:00:00Z", "2028-02-29T01:00:00Z", "2028-03-01T01:00:00Z"})
    void aYearlySourceIsAskedDailyInLeapYearsToo(Instant last) {
        var yearly = new Rhythm(IntStream.range(0, 12)
                .mapToObj(
                        years -> last.atOffset(ZoneOffset.UTC).minusYears(years).toInstant())
                .toList());

        assertThat(yearly.learned()).isEqualTo(Duration.ofHours(24));
        assertThat(yearly.quietAfter()).hasValue(Duration.ofDays(366));
        for (int day = 0; day <= 366; day++) {
            Instant now = last.plus(Duration.ofDays(day));
            Timing timing = schedule.answered(fresh.with(yearly), Optional.empty(), now);
            assertThat(Duration.between(now, timing.next().orElseThrow()))
                    .as("on day %d", day)
                    .isBetween(Duration.ofMinutes(21 * 60), Duration.ofMinutes(27 * 60));
        }
    }

    /** {@code events} of {@code atOnce} items each, the last at {@link #NOW}. */
    private static Rhythm rhythm(Duration gap, int events, int atOnce) {
        return new Rhythm(IntStream.range(0, events)
                .boxed()
                .flatMap(event -> IntStream.range(0, atOnce)
                        .mapToObj(n -> NOW.minus(gap.multipliedBy(event)).minusSeconds(20L * n)))
                .toList());
    }

    @Test
    void spreadsADaysItemsOverItsHours() {
        Instant day = Instant.parse("2026-11-09T16:00:00Z");
        List<Item> items = IntStream.range(0, 3)
                .mapToObj(n -> new Item("k" + n, "", "", Optional.of(day), Map.of()))
                .toList();

        assertThat(Happened.times(items, true, NOW))
                .containsExactly(
                        Instant.parse("2026-11-10T02:30:00Z"),
                        Instant.parse("2026-11-10T05:30:00Z"),
                        Instant.parse("2026-11-10T08:30:00Z"));
        assertThat(Happened.times(
                        List.of(new Item("k", "", "", Optional.of(NOW.minusSeconds(12 * 3600)), Map.of())), false, NOW))
                .containsExactly(NOW);
    }

    @Test
    void sendsTheDateOfItsCopyWhereThereIsNoValidator() {
        Copy copy = Copy.of(Map.of("date", "Mon, 23 Nov 2026 03:59:59 GMT"), "h", NOW);

        assertThat(copy.fetch("u", "*/*", Optional.empty(), NOW.plusSeconds(900))
                        .lastModified())
                .contains("Mon, 23 Nov 2026 03:59:59 GMT");
        assertThat(copy.fetch("u", "*/*", Optional.empty(), NOW.plus(Duration.ofDays(7)))
                        .lastModified())
                .isEmpty();
        assertThat(copy.fetch("u", "*/*", Optional.of("a=1"), NOW).lastModified())
                .isEmpty();
        Copy tagged = Copy.of(Map.of("etag", "W/\"odd"), "h", NOW);
        assertThat(tagged.fetch("u", "*/*", Optional.empty(), NOW.plus(Duration.ofDays(70)))
                        .etag())
                .contains("W/\"odd");
    }
}
