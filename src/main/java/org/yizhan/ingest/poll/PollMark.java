package org.yizhan.ingest.poll;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.yizhan.article.PublicationTime;

/**
 * What is remembered for a week of one poll.
 *
 * @param at to the minute
 * @param outcome as {@link Poll.Entry#outcome}
 * @param fresh items that were new
 */
public record PollMark(Instant at, String outcome, int fresh) {

    static PollMark of(Poll.Entry entry) {
        return new PollMark(entry.at(), entry.outcome(), entry.fresh());
    }

    public boolean isFailed() {
        return Poll.Entry.isFailed(outcome);
    }

    /** Of the day in China. */
    int hour() {
        return LocalTime.ofInstant(at, PublicationTime.ZONE).getHour();
    }

    /** A line: the minute of the day in China, the outcome, how many were new. */
    String written() {
        LocalTime time = LocalTime.ofInstant(at, PublicationTime.ZONE);
        return "%d %s %d\n".formatted(time.getHour() * 60 + time.getMinute(), outcome, fresh);
    }

    /** The polls of a day from their lines. */
    static Stream<PollMark> read(LocalDate day, String lines) {
        return lines.lines().map(line -> {
            List<String> parts = List.of(line.split(" ", 3));
            return new PollMark(
                    day.atStartOfDay(PublicationTime.ZONE)
                            .plusMinutes(Long.parseLong(parts.get(0)))
                            .toInstant(),
                    parts.get(1),
                    Integer.parseInt(parts.get(2)));
        });
    }
}
