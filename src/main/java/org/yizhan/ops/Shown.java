package org.yizhan.ops;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.yizhan.http.Times;

/** Text from outside, made fit to be shown to a person or written to a log. */
public final class Shown {

    private static final Pattern LINE_BREAKING =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");
    private static final Pattern MISLEADING = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Shown() {}

    /** A time with its zone, as screens and alerts write it: {@code 2026-11-24 10:23:05 +08:00}. */
    public static String moment(Instant time) {
        return Times.inChina(time).format(MOMENT);
    }

    /**
     * On one line, of at most {@code longest} characters: control characters (line ends, ANSI escapes) and those that
     * turn the direction of writing become spaces.
     */
    public static String line(String text, int longest) {
        return LINE_BREAKING.matcher(cut(text, longest)).replaceAll(" ").strip();
    }

    /** With its line ends and tabs, of at most {@code longest} characters; the other characters of that kind become U+FFFD. */
    public static String block(String text, int longest) {
        return MISLEADING.matcher(cut(text, longest)).replaceAll("\uFFFD");
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
