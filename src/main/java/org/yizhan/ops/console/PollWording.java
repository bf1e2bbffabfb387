package org.yizhan.ops.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yizhan.article.PublicationTime;
import org.yizhan.ingest.poll.LastDays;
import org.yizhan.ingest.poll.Poll;
import org.yizhan.ingest.poll.PollDays;
import org.yizhan.ingest.poll.PollWeek;
import org.yizhan.ops.Chinese;

/** How polls, and days of them, are spoken of in one language. */
public record PollWording(Screen screen) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd");
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    /** How a poll went, as its colour and shape. */
    public String manner(Poll.Entry poll) {
        if (poll.isFailed()) {
            return "bad";
        }
        return poll.fresh() + poll.changed() > 0 ? "good" : "calm";
    }

    /** How the polls of a cell went, as its colour and shape. */
    public String manner(PollWeek.Cell cell) {
        if (cell.failed() > 0) {
            return 2 * cell.failed() >= cell.polls() ? "bad" : "warn";
        }
        return cell.fresh() > 0 ? "good" : "calm";
    }

    /** How a day went, as its colour and shape. */
    public String manner(PollDays.Day day) {
        if (day.polls() == 0) {
            return "none";
        }
        return day.failed() == 0 ? "good" : 2 * day.failed() >= day.polls() ? "bad" : "warn";
    }

    /** What came of a poll: a word, or the class of failure. */
    public String outcome(String outcome) {
        return screen.say(
                Chinese.word("outcome", outcome)
                        .or(() -> Chinese.word("fault", outcome))
                        .orElse(outcome),
                outcome);
    }

    /** One poll: {@code 11-24 10:23 正常，新稿 3}; or several: {@code 11-24 10:00–10:30 采集 6，失败 1（超时），新稿 3}. */
    public String cell(PollWeek week, PollWeek.Cell cell) {
        String outcome = screen.line(outcome(cell.outcome()));
        if (week.isByPoll()) {
            return screen.say(
                    "%s %s，新稿 %d".formatted(moment(cell.at()), outcome, cell.fresh()),
                    "%s %s, %d new items".formatted(moment(cell.at()), outcome, cell.fresh()));
        }
        String span = moment(cell.at()) + "–"
                + CLOCK.format(cell.at().plus(PollWeek.SPAN).atZone(PublicationTime.ZONE));
        return screen.say(
                "%s 采集 %d，失败 %d%s，新稿 %d"
                        .formatted(
                                span,
                                cell.polls(),
                                cell.failed(),
                                cell.failed() > 0 ? "（" + outcome + "）" : "",
                                cell.fresh()),
                "%s %d polls, %d failed%s, %d new items"
                        .formatted(
                                span,
                                cell.polls(),
                                cell.failed(),
                                cell.failed() > 0 ? " (" + outcome + ")" : "",
                                cell.fresh()));
    }

    private static String moment(Instant at) {
        var there = at.atZone(PublicationTime.ZONE);
        return DAY.format(there) + " " + CLOCK.format(there);
    }

    /** Such as {@code 11-24 周二}. */
    public String day(LocalDate day) {
        Locale language = Locale.forLanguageTag(screen.language().tag());
        return DAY.format(day) + " " + day.getDayOfWeek().getDisplayName(TextStyle.SHORT, language);
    }

    /** What a day's cells come to: {@code 采集 48，失败 2，新稿 7}. */
    public String sum(PollWeek.Day day) {
        if (day.cells().isEmpty()) {
            return screen.say("没有采集", "no polls");
        }
        return screen.say(
                "采集 %d，失败 %d，新稿 %d".formatted(day.polls(), day.failed(), day.fresh()),
                "%d polls, %d failed, %d new items".formatted(day.polls(), day.failed(), day.fresh()));
    }

    /** How a day went: {@code 2026-11-24：采集 48，失败 2，迟 0，新 7}. */
    public String day(PollDays.Day day) {
        if (day.polls() == 0) {
            return screen.say(day.day() + "：没有采集", day.day() + ": no polls");
        }
        return screen.say(
                "%s：采集 %d，失败 %d，迟 %d，新稿 %d".formatted(day.day(), day.polls(), day.failed(), day.late(), day.fresh()),
                "%s: %d polls, %d failed, %d late, %d new items"
                        .formatted(day.day(), day.polls(), day.failed(), day.late(), day.fresh()));
    }

    /** New items of seven days as the points of a line 70 by 20. */
    public String spark(LastDays days) {
        return Spark.points(days.items(), 70, 20);
    }

    /** The same in words: {@code 7 天新稿：11-18 3，…，11-24 0}. */
    public String items(LastDays days) {
        String each = days.days().stream()
                .map(day -> DAY.format(day.day()) + " " + screen.number(day.items()))
                .collect(Collectors.joining(screen.say("，", ", ")));
        return screen.say("7 天新稿：", "New items in 7 days: ") + each;
    }

    /** Such as {@code 1.2 MB}. */
    public String bytesADay(LastDays days) {
        return days.bytesADay().map(screen::bytes).orElse("–");
    }

    /** Such as {@code 30 分钟}. */
    public String gap(Optional<Duration> gap) {
        return gap.map(screen::span).orElse("–");
    }
}
