package org.yizhan.ops;

import java.util.regex.Pattern;

/** Text from outside, made fit to be shown to a person or written to a log. */
public final class Shown {

    private static final Pattern LINE_BREAKING =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");
    private static final Pattern MISLEADING = Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

    private Shown() {}

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
