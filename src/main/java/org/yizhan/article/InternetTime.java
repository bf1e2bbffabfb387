package org.yizhan.article;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A time as RFC 3339 writes it to the second, {@code 2026-11-23T10:00:00+08:00} or {@code …Z}: what nearly every machine
 * sends, told from every other form at a glance. Stateless.
 */
final class InternetTime {

    private static final String FORM = "0000-00-00T00:00:00";

    private InternetTime() {}

    /**
     * The time that {@code text} writes; empty where it is of another form, or has a leap second or 24:00:00.
     *
     * @throws DateTimeException where it is no time of the calendar
     */
    static Optional<Instant> read(String text) {
        return hasForm(text) && isPlain(text) ? Optional.of(local(text).toInstant(offset(text))) : Optional.empty();
    }

    private static boolean hasForm(String text) {
        int length = FORM.length();
        boolean utc = text.length() == length + 1 && text.charAt(length) == 'Z';
        return (utc || text.length() == length + 6 && hasOffset(text, length)) && fits(text, 0, FORM);
    }

    private static boolean hasOffset(String text, int at) {
        return (text.charAt(at) == '+' || text.charAt(at) == '-') && fits(text, at + 1, "00:00");
    }

    /** Whether {@code text} has a digit from {@code from} on wherever {@code form} has a 0, and else the same. */
    private static boolean fits(String text, int from, String form) {
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(from + i);
            boolean digit = c >= '0' && c <= '9';
            if (form.charAt(i) == '0' ? !digit : c != form.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String text) {
        return two(text, 11) < 24 && two(text, 17) < 60 && (text.endsWith("Z") || two(text, 23) < 60);
    }

    private static LocalDateTime local(String text) {
        return LocalDateTime.of(year(text), two(text, 5), two(text, 8), two(text, 11), two(text, 14), two(text, 17));
    }

    private static ZoneOffset offset(String text) {
        if (text.endsWith("Z")) {
            return ZoneOffset.UTC;
        }
        int sign = text.charAt(FORM.length()) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * two(text, 20), sign * two(text, 23));
    }

    private static int year(String text) {
        return two(text, 0) * 100 + two(text, 2);
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }
}
