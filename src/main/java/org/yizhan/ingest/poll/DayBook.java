package org.yizhan.ingest.poll;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import org.yizhan.article.PublicationTime;

/** Writes a poll into the books of its day in China, and takes days out of them that are told no more. */
final class DayBook {

    /** What stands in a statement's {@code with}, after {@code told}, which is empty where the claim is not ours. */
    static final String SQL = """
            day as (
                insert into poll_day (channel, day, polls, failed, late, unchanged, fresh, bytes)
                select ?, ?::date, 1, ?, ?, ?, ?, ? from told where ?
                on conflict (channel, day) do update set
                    polls = poll_day.polls + 1, failed = poll_day.failed + excluded.failed,
                    late = poll_day.late + excluded.late, unchanged = poll_day.unchanged + excluded.unchanged,
                    fresh = poll_day.fresh + excluded.fresh, bytes = poll_day.bytes + excluded.bytes
            ), mark as (
                insert into poll_mark (channel, day, hour, marks) select ?, ?::date, ?, ? from told where ?
                on conflict (channel, day, hour) do update set marks = poll_mark.marks || excluded.marks
            ), older_days as (
                delete from poll_day using told where channel = ? and day < ?::date - %d
            ), older_marks as (
                delete from poll_mark using told where channel = ? and day < ?::date - %d
            )
            """.formatted(PollDays.MOST, PollWeek.DAYS);

    private DayBook() {}

    /** @param counts false for what was no poll of the channel: nothing is written then */
    static void bind(Binding to, String channel, Poll.Entry entry, boolean isLate, boolean counts) throws SQLException {
        Optional<LocalDate> day = Optional.of(LocalDate.ofInstant(entry.at(), PublicationTime.ZONE));
        to.text(channel)
                .day(day)
                .whole(entry.isFailed() ? 1 : 0)
                .whole(isLate ? 1 : 0)
                .whole(entry.isUnchanged() ? 1 : 0)
                .whole(entry.fresh())
                .number(entry.bytes())
                .truth(counts);
        PollMark mark = PollMark.of(entry);
        to.text(channel).day(day).whole(mark.hour()).text(mark.written()).truth(counts);
        to.text(channel).day(day).text(channel).day(day);
    }
}
