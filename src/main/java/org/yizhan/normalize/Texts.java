package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Character-level cleaning that every text goes through. */
final class Texts {

    /** The words by which marks are known, in Traditional characters, longer ones first; each as long as its other form. */
    private static final List<Map.Entry<String, String>> MARKS = List.of(
            Map.entry("轉自", "转自"),
            Map.entry("轉載", "转载"),
            Map.entry("下轉", "下转"),
            Map.entry("來源", "来源"),
            Map.entry("責任編輯", "责任编辑"),
            Map.entry("編輯", "编辑"),
            Map.entry("記者", "记者"),
            Map.entry("通訊員", "通讯员"),
            Map.entry("本報訊", "本报讯"),
            Map.entry("本報", "本报"),
            Map.entry("本網", "本网"),
            Map.entry("本臺", "本台"),
            Map.entry("特約", "特约"),
            Map.entry("實習", "实习"),
            Map.entry("見習", "见习"),
            Map.entry("評論員", "评论员"),
            Map.entry("首發", "首发"),
            Map.entry("據", "据"),
            Map.entry("攝", "摄"));

    private Texts() {}

    /**
     * {@code text} without what XML 1.0 §2.2 can't hold (control characters, lone surrogates, U+FFFE and U+FFFF), without
     * the byte order mark and zero-width space, and without the controls that turn the direction of what follows (UAX #9
     * §2: U+202A to U+202E, U+2066 to U+2069), for which Chinese text has no use; line ends become {@code \n}. The same
     * object where nothing changes.
     */
    static String valid(String text) {
        int clean = 0;
        while (clean < text.length() && isPlain(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        var kept = new StringBuilder(text.length()).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                kept.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                kept.append(c).append(text.charAt(++i));
            } else if ((c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'))
                    || c == '\u2028'
                    || c == '\u2029'
                    || c == '\u0085') {
                kept.append('\n');
            }
        }
        return kept.toString();
    }

    private static boolean isPlain(char c) {
        if (c < ' ') {
            return c == '\n' || c == '\t';
        }
        if (c < 0x7F) {
            return true;
        }
        return c >= 0xA0
                && !Character.isSurrogate(c)
                && c < 0xFFFE
                && c != '\uFEFF'
                && c != '\u200B'
                && !(c >= '\u2028' && c <= '\u202E')
                && !(c >= '\u2066' && c <= '\u2069');
    }

    /** {@code text} on one line: every run of white space is one space, none at the ends. */
    static String oneLine(String text) {
        var line = new StringBuilder(Math.min(text.length(), 4096));
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                gap = line.length() > 0;
            } else {
                if (gap) {
                    line.append(' ');
                    gap = false;
                }
                line.append(c);
            }
        }
        return line.toString();
    }

    /** Each non-empty line of {@code text}, without the white space at its ends. */
    static List<String> lines(String text) {
        var lines = new ArrayList<String>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            String line = strip(text, start, end);
            if (!line.isEmpty()) {
                lines.add(line);
            }
            start = end + 1;
        }
        return lines;
    }

    /** {@code text} without the white space at its ends, no-break and ideographic spaces included. */
    static String strip(String text) {
        return strip(text, 0, text.length());
    }

    private static String strip(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    static boolean isSpace(char c) {
        return c <= ' ' || c == '\u00a0' || c == '\u3000' || (c >= '\u2000' && c <= '\u200b') || c == '\u202f';
    }

    /**
     * {@code text} with full-width letters, digits and signs made half-width and every space a plain one, character
     * by character, so that a position in the result is the same position in {@code text}; the words that marks are known
     * by are in Simplified characters.
     */
    static String fold(String text) {
        int first = 0;
        while (first < text.length() && !isFolding(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        char[] half = text.toCharArray();
        boolean traditional = false;
        for (int i = first; i < half.length; i++) {
            traditional |= isInMarks(half[i]);
            half[i] = folded(half[i]);
        }
        return traditional ? simplified(new String(half)) : new String(half);
    }

    private static boolean isFolding(char c) {
        return folded(c) != c || isInMarks(c);
    }

    /** Whether it is the Traditional character of one of the {@link #MARKS}; each has at least one. */
    private static boolean isInMarks(char c) {
        return switch (c) {
            case '轉', '來', '責', '輯', '記', '發', '據', '攝', '訊', '報', '網', '臺', '約', '實', '見', '評' -> true;
            default -> false;
        };
    }

    /** Marks only: a name stays as it is printed. */
    private static String simplified(String text) {
        String marks = text;
        for (Map.Entry<String, String> mark : MARKS) {
            marks = marks.replace(mark.getKey(), mark.getValue());
        }
        return marks;
    }

    private static char folded(char c) {
        // most are characters of words; a stroke among them, U+4E28, stands for a bar
        if (c > '丨' && c <= '\u9fff') {
            return c;
        }
        if (c >= '！' && c <= '～') {
            return (char) (c - 0xFEE0);
        }
        return switch (c) {
            case '【', '〔', '〖', '﹝' -> '[';
            case '】', '〕', '〗', '﹞' -> ']';
            case '丨', '∣', '︱' -> '|';
            case '∶', '﹕', '︰' -> ':';
            default -> isSpace(c) ? ' ' : c;
        };
    }

    static boolean isHan(char c) {
        return (c >= '\u4e00' && c <= '\u9fff') || (c >= '\u3400' && c <= '\u4dbf') || c == '〇' || c == '·';
    }
}
