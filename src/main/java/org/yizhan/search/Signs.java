package org.yizhan.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that somebody looks for, taken apart: words, phrases ({@code "} and what it holds) and the operators
 * {@code ( ) | -}.
 *
 * <p>Punctuation parts words, except where it belongs to one: hyphens in it (A3-B7), whatever stands between Latin letters
 * or digits (3.5, R&amp;D), and what such a word may end with (C++, 3.5%).
 */
final class Signs {

    private static final String SEPARATORS = ",，、。;；：！？!?…·《》〈〉【】［］「」『』〔〕";
    private static final String ENDINGS = "+＋#＃%％";

    private final String text;
    private final List<String> signs = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    /** The last character of the word that is looked for. */
    private int last;

    private Signs(String text) {
        this.text = text;
    }

    static List<String> of(String text) {
        var signs = new Signs(text);
        int at = 0;
        while (at < text.length()) {
            at = signs.take(at);
        }
        signs.flush();
        return signs.signs;
    }

    static boolean isOperator(String sign) {
        return sign.length() == 1 && "()|-".contains(sign);
    }

    /** Takes what begins there and says where the rest does. */
    private int take(int at) {
        int c = text.codePointAt(at);
        char meant = meant(text.charAt(at));
        if (meant == '"') {
            flush();
            int end = closing(at + 1);
            signs.add('"'
                    + text.substring(at + 1, end)
                            .replaceAll("[\\s\\u3000]+", " ")
                            .strip());
            return end + 1;
        }
        if ("()|".indexOf(meant) >= 0 || (meant == '-' && word.isEmpty() && opensWord(at + 1))) {
            flush();
            signs.add(String.valueOf(meant));
        } else if (Terms.isCounted(c)) {
            last = c;
            word.appendCodePoint(c);
        } else if (isPart(at)) {
            word.appendCodePoint(c);
        } else {
            flush();
        }
        return at + Character.charCount(c);
    }

    /** Whether a sign is a part of the word before it. */
    private boolean isPart(int at) {
        if (word.isEmpty() || isEnd(at)) {
            return false;
        }
        boolean letters = !Terms.isChinese(last);
        if (letters && ENDINGS.indexOf(text.charAt(at)) >= 0) {
            return true;
        }
        int next = at;
        boolean hyphens = true;
        while (!isEnd(next) && !Terms.isCounted(text.codePointAt(next))) {
            hyphens &= isHyphen(text.charAt(next));
            next += Character.charCount(text.codePointAt(next));
        }
        return !isEnd(next) && (hyphens || (letters && !Terms.isChinese(text.codePointAt(next))));
    }

    /** Whether no word reaches further. */
    private boolean isEnd(int at) {
        if (at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || SEPARATORS.indexOf(c) >= 0
                || "()|\"".indexOf(meant(c)) >= 0;
    }

    /** A dash of half an em is one between words only. */
    private static boolean isHyphen(char c) {
        return meant(c) == '-' && c != '–';
    }

    private void flush() {
        String found = word.toString();
        word.setLength(0);
        switch (Normalizer.normalize(found, Normalizer.Form.NFKC)) {
            case "", "AND" -> {}
            case "OR" -> signs.add("|");
            case "NOT" -> signs.add("-");
            default -> signs.add(found);
        }
    }

    private boolean opensWord(int next) {
        return next < text.length() && !Character.isWhitespace(text.charAt(next)) && text.charAt(next) != '\u3000';
    }

    private int closing(int from) {
        int end = from;
        while (end < text.length() && meant(text.charAt(end)) != '"') {
            end++;
        }
        return end;
    }

    /** The sign that is meant by one of full width or of Chinese print. */
    private static char meant(char c) {
        return switch (c) {
            case '“', '”', '„', '‟', '＂', '«', '»' -> '"';
            case '（' -> '(';
            case '）' -> ')';
            case '｜' -> '|';
            case '－', '−', '‐', '‑', '–' -> '-';
            default -> c;
        };
    }
}
