package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How punctually a channel was read of late: the service level that 99 of 100 polls come within two intervals of the last
 * success, and 99 of 100 news are seen within half an hour of their publication.
 *
 * @param days the newest seven that had a poll, the oldest first
 */
public record Punctuality(List<Day> days) {

    /** So long after its publication an article may be seen. */
    public static final Duration SEEN_WITHIN = Duration.ofMinutes(30);

    static final Punctuality UNKNOWN = new Punctuality(List.of());

    /** What may be late. */
    private static final double ALLOWED = 0.01;

    private static final int DAYS = 7;
    private static final int NUMBERS = 5;

    /**
     * What was counted on a day of UTC, or on several.
     *
     * @param day since 1970; of several the first
     * @param polls that were made
     * @param late those that found the last success more than two intervals back
     * @param news polls that brought something new whose time of publication is known
     * @param lateNews those whose newest article had been out for longer than {@link #SEEN_WITHIN}
     */
    public record Day(long day, long polls, long late, long news, long lateNews) {

        private Day and(Day other) {
            return new Day(
                    Math.min(day, other.day),
                    polls + other.polls,
                    late + other.late,
                    news + other.news,
                    lateNews + other.lateNews);
        }

        /** How many times faster than allowed the budget is used up: 1 uses up just all of it. Empty without a poll. */
        public Optional<Double> burn() {
            return polls == 0
                    ? Optional.empty()
                    : Optional.of(Math.max(share(late, polls), share(lateNews, news)) / ALLOWED);
        }

        private static double share(long part, long whole) {
            return whole == 0 ? 0 : (double) part / whole;
        }
    }

    public Punctuality {
        days = List.copyOf(days);
    }

    /** With one more poll. */
    Punctuality polled(boolean isLate, Optional<Duration> delay, Instant now) {
        boolean isLateNews = delay.filter(age -> age.compareTo(SEEN_WITHIN) > 0).isPresent();
        var poll = new Day(dayOf(now), 1, isLate ? 1 : 0, delay.isPresent() ? 1 : 0, isLateNews ? 1 : 0);
        var kept = new ArrayList<>(within(now));
        boolean isAnother = kept.isEmpty() || kept.getLast().day() != poll.day();
        kept.add(isAnother ? poll : kept.removeLast().and(poll));
        return new Punctuality(kept);
    }

    /** The days that are no more than a week old at {@code now}, taken together. */
    public Day week(Instant now) {
        return within(now).stream().reduce(new Day(dayOf(now), 0, 0, 0, 0), Day::and);
    }

    private List<Day> within(Instant now) {
        return days.stream()
                .filter(day -> day.day() > dayOf(now) - DAYS)
                .filter(day -> day.day() <= dayOf(now))
                .toList();
    }

    private static long dayOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), Duration.ofDays(1).toSeconds());
    }

    /** As they were counted when the last poll was made. */
    Optional<Double> burn() {
        return days.stream().reduce(Day::and).flatMap(Day::burn);
    }

    List<Long> numbers() {
        return days.stream()
                .flatMap(day -> Stream.of(day.day(), day.polls(), day.late(), day.news(), day.lateNews()))
                .toList();
    }

    static Punctuality of(Long[] numbers) {
        var days = new ArrayList<Day>();
        for (int at = 0; at + NUMBERS <= numbers.length; at += NUMBERS) {
            days.add(new Day(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3], numbers[at + 4]));
        }
        return new Punctuality(days);
    }
}
