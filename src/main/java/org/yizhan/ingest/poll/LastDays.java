package org.yizhan.ingest.poll;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a channel's polls, or its pushes, brought on each of the last seven days in China.
 *
 * @param days the oldest first, those without a poll as well; the last is today, as far as it has come
 */
public record LastDays(List<Day> days) {

    /** A day of {@link #SQL}: since 1970, polls, new items, and bytes, -1 where nobody counted them. */
    private static final int NUMBERS = 4;

    /** What {@link #of} reads, of the channel that goes by {@code page} and at the time of {@code now}. */
    static final String SQL = """
            select array_agg(array[(day - date 'epoch')::bigint, polls, fresh, coalesce(bytes, -1)] order by day) as days
            from (select day, polls, fresh, bytes from poll_day where poll_day.channel = page.id and page.kind <> 'PUSH'
                  union all
                  select day, 0, articles, null from pushed_day where pushed_day.source = page.source and page.kind = 'PUSH') d
            where day > now.today - %d and day <= now.today
            """.formatted(PollWeek.DAYS);

    public LastDays {
        days = List.copyOf(days);
    }

    /**
     * One day.
     *
     * @param polls 0 on a day without
     * @param items that polls found new, or articles that were pushed
     * @param bytes over the wire; empty on a day without polls, and where nobody counted them yet
     */
    public record Day(LocalDate day, long polls, long items, Optional<Long> bytes) {}

    /** @param numbers as {@link #SQL} has them; empty where there was no poll */
    static LastDays of(Optional<Long[][]> numbers, LocalDate today) {
        var known = new HashMap<LocalDate, Day>();
        numbers.stream().flatMap(Stream::of).map(LastDays::day).forEach(day -> known.put(day.day(), day));
        return new LastDays(IntStream.range(0, PollWeek.DAYS)
                .mapToObj(n -> today.minusDays(PollWeek.DAYS - 1L - n))
                .map(day -> known.getOrDefault(day, new Day(day, 0, 0, Optional.empty())))
                .toList());
    }

    private static Day day(Long[] numbers) {
        if (numbers.length != NUMBERS) {
            throw new IllegalArgumentException("a day has %d numbers, not %d".formatted(NUMBERS, numbers.length));
        }
        return new Day(
                LocalDate.ofEpochDay(numbers[0]),
                numbers[1],
                numbers[2],
                Optional.of(numbers[3]).filter(bytes -> bytes >= 0));
    }

    /** Whether anything is known of any day. */
    public boolean isKnown() {
        return days.stream().anyMatch(day -> day.polls() + day.items() > 0);
    }

    /** New items of each day, the oldest first. */
    public List<Long> items() {
        return days.stream().map(Day::items).toList();
    }

    /** New items of all days. */
    public long sum() {
        return days.stream().mapToLong(Day::items).sum();
    }

    /** What a day's polls bring over the wire, on average of the days that are over; before there is one, today's so far. */
    public Optional<Long> bytesADay() {
        OptionalDouble mean = days.subList(0, days.size() - 1).stream()
                .flatMap(day -> day.bytes().stream())
                .mapToLong(Long::longValue)
                .average();
        return mean.isPresent()
                ? Optional.of(Math.round(mean.getAsDouble()))
                : days.getLast().bytes();
    }
}
