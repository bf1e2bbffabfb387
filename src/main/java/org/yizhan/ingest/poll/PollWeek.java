package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.yizhan.article.PublicationTime;

/**
 * A channel's polls on the last seven days in China, in cells: one a poll or, where a day has more than {@value #MOST} of
 * them, one for those of each half an hour.
 *
 * @param isByPoll whether each cell is one poll
 * @param days the oldest first, those without a poll as well
 */
public record PollWeek(boolean isByPoll, List<Day> days) {

    /** How many days are told. */
    public static final int DAYS = 7;

    /** More polls on a day than this are not told one by one. */
    public static final int MOST = 60;

    /** What a cell spans where it is not one poll. */
    public static final Duration SPAN = Duration.ofMinutes(30);

    public PollWeek {
        days = List.copyOf(days);
    }

    /** One day's cells, the earliest first. */
    public record Day(LocalDate day, List<Cell> cells) {
        public Day {
            cells = List.copyOf(cells);
        }

        public int polls() {
            return cells.stream().mapToInt(Cell::polls).sum();
        }

        public int failed() {
            return cells.stream().mapToInt(Cell::failed).sum();
        }

        public int fresh() {
            return cells.stream().mapToInt(Cell::fresh).sum();
        }
    }

    /**
     * What became of one poll, or of several.
     *
     * @param at when it was made; where a cell has a span, when that begins
     * @param outcome of the last that failed; where none did, of the last
     */
    public record Cell(Instant at, int polls, int failed, int fresh, String outcome) {

        private static Cell of(Instant at, List<PollMark> marks) {
            List<PollMark> failed = marks.stream().filter(PollMark::isFailed).toList();
            return new Cell(
                    at,
                    marks.size(),
                    failed.size(),
                    marks.stream().mapToInt(PollMark::fresh).sum(),
                    (failed.isEmpty() ? marks : failed).getLast().outcome());
        }
    }

    /** @param today the last of the days */
    static PollWeek of(List<PollMark> marks, LocalDate today) {
        Map<LocalDate, List<PollMark>> byDay = marks.stream()
                .sorted(Comparator.comparing(PollMark::at))
                .collect(Collectors.groupingBy(mark -> LocalDate.ofInstant(mark.at(), PublicationTime.ZONE)));
        boolean isByPoll = byDay.values().stream().allMatch(day -> day.size() <= MOST);
        return new PollWeek(
                isByPoll,
                IntStream.range(0, DAYS)
                        .mapToObj(n -> today.minusDays(DAYS - 1L - n))
                        .map(day -> new Day(day, cells(byDay.getOrDefault(day, List.of()), isByPoll)))
                        .toList());
    }

    private static List<Cell> cells(List<PollMark> marks, boolean isByPoll) {
        if (isByPoll) {
            return marks.stream().map(mark -> Cell.of(mark.at(), List.of(mark))).toList();
        }
        Function<PollMark, Instant> span =
                mark -> Instant.ofEpochSecond(mark.at().getEpochSecond() / SPAN.toSeconds() * SPAN.toSeconds());
        return marks.stream()
                .collect(Collectors.groupingBy(span, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(cell -> Cell.of(cell.getKey(), cell.getValue()))
                .toList();
    }
}
