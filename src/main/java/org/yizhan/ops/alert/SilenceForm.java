package org.yizhan.ops.alert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.yizhan.ops.Rejection;
import org.yizhan.ops.Shown;
import org.yizhan.ops.Trouble;

/**
 * What an operator writes to have an alert silenced, as it came.
 *
 * @param until a time with its zone, or how long from now: {@code 4h}, {@code 7d}
 */
public record SilenceForm(String kind, String subject, String until, String reason) {

    private static final int LONGEST = 300;

    /** The wish; {@link Rejection} says what is wrong with it. */
    public Silence silence(String operator, Instant now) {
        Instant end = until(now);
        if (!end.isAfter(now) || end.isAfter(now.plus(AlertDesk.LONGEST_SILENCE))) {
            throw Rejection.of(
                    422, "until must be in the future, within 30 days: such as 4h, 7d or 2026-11-28T08:00:00+08:00");
        }
        return new Silence(kind(kind), line("subject", subject), end, line("reason", reason), operator, now);
    }

    private Instant until(Instant now) {
        if (until.matches("[1-9][0-9]{0,3}[hd]")) {
            long many = Long.parseLong(until.substring(0, until.length() - 1));
            return now.plus(until.endsWith("h") ? Duration.ofHours(many) : Duration.ofDays(many));
        }
        return time(until, now);
    }

    /** A time with its zone; {@code otherwise} where nothing is written. */
    public static Instant time(String text, Instant otherwise) {
        try {
            return text.isBlank()
                    ? otherwise
                    : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
        } catch (DateTimeException unreadable) {
            throw Rejection.of(422, "'%s' is no time; write 2026-11-28T08:00:00+08:00".formatted(Shown.line(text, 40)));
        }
    }

    static Trouble.Kind kind(String word) {
        return Trouble.Kind.of(word)
                .orElseThrow(() -> Rejection.of(422, "there is no kind '%s' of alert".formatted(Shown.line(word, 40))));
    }

    /** A text that is there, short, and on one line. */
    public static String line(String name, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST
                || !Shown.line(stripped, LONGEST).equals(stripped)) {
            throw Rejection.of(422, "%s must be one line of 1 to %d characters".formatted(name, LONGEST));
        }
        return stripped;
    }
}
