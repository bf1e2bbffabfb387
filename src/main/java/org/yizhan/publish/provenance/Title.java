package org.yizhan.publish.provenance;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A title taken apart.
 *
 * @param words its letters and digits
 * @param bare the same without a decoration at either end, and without two and so on
 * @param cut the same without what may be one, but may be part of the title as well: the words before a colon or behind a
 *     dash, unless they begin as a subtitle does
 */
record Title(String words, List<Bare> bare, List<Bare> cut) {

    /**
     * What is left without a decoration.
     *
     * @param place whether a place was all that the decoration said
     */
    record Bare(String words, boolean place) {}

    private static final Pattern FRONT = Pattern.compile("^\\s*(?:[【\\[〔〖(]([^】\\]〕〗)]{1,12})[】\\]〕〗)]"
            + "|([^|丨∣︱│]{1,12})[|丨∣︱│]|(转载|转发|原标题|关注|聚焦|快讯|图解|视频|要闻|速看)[:!])\\s*");
    private static final Pattern BACK =
            Pattern.compile("\\s*(?:[【\\[〔〖(]([^】\\]〕〗)]{1,12})[】\\]〕〗)]|[|丨∣︱│]([^|丨∣︱│]{1,16}))\\s*$");
    private static final Pattern COLON = Pattern.compile("^\\s*([^:]{1,12}):\\s*");
    private static final Pattern DASH =
            Pattern.compile("\\s*(?:[_-]{1,2}\\s*|[—–―─]{1,2}\\s*+(?!" + SiteName.SUBTITLE + "))([^—–―─_-]{2,16})$");
    private static final List<Pattern> SURE =
            Stream.concat(Stream.of(FRONT, BACK), SiteName.AT_ENDS.stream()).toList();
    private static final List<Pattern> LIKELY =
            Stream.concat(SURE.stream(), Stream.of(COLON, DASH)).toList();
    private static final int SHORTEST = 4;

    /** A longer one is no title, and has no decorations. */
    private static final int LONGEST = 500;

    /** The widest that a place reaches into the words around the difference. */
    private static final int REACH = 8;

    static Title of(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKC).strip();
        return new Title(words(plain), stripped(plain, SURE), stripped(plain, LIKELY));
    }

    private static List<Bare> stripped(String title, List<Pattern> decorations) {
        List<Bare> found = new ArrayList<>();
        if (title.length() <= LONGEST) {
            strip(title, false, decorations, found);
        }
        return List.copyOf(found);
    }

    private static void strip(String title, boolean place, List<Pattern> decorations, List<Bare> found) {
        for (Pattern decoration : decorations) {
            Matcher match = decoration.matcher(title);
            if (match.find()) {
                String rest = title.substring(0, match.start()) + title.substring(match.end());
                String words = words(rest);
                if (words.length() >= SHORTEST && found.stream().noneMatch(bare -> bare.words.equals(words))) {
                    boolean isPlace = place || Places.isPlace(words(said(match)));
                    found.add(new Bare(words, isPlace));
                    strip(rest, isPlace, decorations, found);
                }
            }
        }
    }

    private static String said(Matcher match) {
        for (int group = 1; group <= match.groupCount(); group++) {
            String said = match.group(group);
            if (said != null) {
                return said;
            }
        }
        return "";
    }

    /** Its letters, digits and signs of per cent, and the point within a number; in lower case. */
    private static String words(String plain) {
        var words = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean point =
                    c == '.' && i > 0 && i + 1 < plain.length() && isDigit(plain, i - 1) && isDigit(plain, i + 1);
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c == '%' || c == '‰' || point) {
                words.append(c);
            }
        }
        return words.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isDigit(String text, int at) {
        return Character.isDigit(text.charAt(at));
    }

    TitleChange changeTo(Title after) {
        if (words.equals(after.words)) {
            return words.isEmpty() ? TitleChange.WORDS : TitleChange.PUNCTUATION;
        }
        List<Bare> decorated = new ArrayList<>(met(withWhole(bare), after.withWhole(after.bare)));
        decorated.addAll(met(cut, after.withWhole(after.bare)));
        decorated.addAll(met(withWhole(bare), after.cut));
        if (!decorated.isEmpty()) {
            return decorated.stream().anyMatch(Bare::place) ? TitleChange.REGION : TitleChange.PREFIX;
        }
        return differsByPlace(words, after.words) || differsByPlace(barest(), after.barest())
                ? TitleChange.REGION
                : TitleChange.WORDS;
    }

    private List<Bare> withWhole(List<Bare> stripped) {
        List<Bare> all = new ArrayList<>(stripped);
        all.add(new Bare(words, false));
        return all;
    }

    private String barest() {
        return bare.isEmpty() ? words : bare.getLast().words;
    }

    /** Those that are the same on both sides. */
    private static List<Bare> met(List<Bare> before, List<Bare> after) {
        List<Bare> met = new ArrayList<>();
        for (Bare one : before) {
            for (Bare other : after) {
                if (one.words.equals(other.words)) {
                    met.add(new Bare(one.words, one.place || other.place));
                }
            }
        }
        return met;
    }

    /** Whether places, or nothing, stand on both sides where they differ; two places may have characters in common. */
    private static boolean differsByPlace(String before, String after) {
        int shorter = Math.min(before.length(), after.length());
        int front = 0;
        while (front < shorter && before.charAt(front) == after.charAt(front)) {
            front++;
        }
        int back = 0;
        while (back < shorter - front
                && before.charAt(before.length() - 1 - back) == after.charAt(after.length() - 1 - back)) {
            back++;
        }
        for (int left = 0; left <= Math.min(front, REACH); left++) {
            for (int right = 0; right <= Math.min(back, REACH); right++) {
                String was = before.substring(front - left, before.length() - back + right);
                String is = after.substring(front - left, after.length() - back + right);
                if ((was.isEmpty() || Places.isPlace(was)) && (is.isEmpty() || Places.isPlace(is))) {
                    return true;
                }
            }
        }
        return false;
    }
}
