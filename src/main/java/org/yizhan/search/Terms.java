package org.yizhan.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * The terms of a text, each at its position.
 *
 * <p>A Chinese character has a position of its own, and its term is the character with the next one: 养老院 is 养老 at 0, 老院
 * at 1. The last one before something else is a term alone, 院 at 2, so that every character begins a term and a single
 * one is found by the beginning of terms. A run of other letters and digits is one term at one position; where a Chinese
 * character follows at once, both together are a second term there ({@code 11月} beside {@code 11}), so that 11月 is found
 * in 11月份 too. White space parts runs of letters and is nothing between Chinese characters (通 知); anything else, however
 * much of it, is one term of its own between two others, so that no phrase reaches over it but one that has something there
 * too, whichever sign that is. Not for reuse, nor for several threads.
 */
final class Terms extends TokenStream {

    /** One term of a text that is looked for. */
    record Placed(String term, int position) {}

    /**
     * Where a term stands in its text.
     *
     * @param from where it begins
     * @param first where its first character ends
     * @param to where it ends
     */
    record Spot(String term, int position, int from, int first, int to) {}

    /** What a character is to a text: an end of all terms, nothing, a part of a run, or a term's beginning. */
    private static final byte GAP = 0;

    private static final byte BLANK = 1;
    private static final byte RUN = 2;
    private static final byte CHINESE = 3;
    private static final byte[] KINDS = kinds();

    /** Stands for what parts two terms. */
    private static final char SIGN = '\u00b6';

    /** A longer run is cut: nobody looks for it. */
    private static final int LONGEST_RUN = 64;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final String text;
    private int at;
    private int position = -1;
    private int from;
    private int first;
    private int to;
    private boolean parted;
    private int sign;
    private int junction = -1;

    Terms(String text) {
        this.text = text;
    }

    /** The same terms as a list; those of one position stand together. */
    static List<Placed> of(String text) {
        List<Placed> terms = new ArrayList<>();
        try (var stream = new Terms(text)) {
            while (stream.incrementToken()) {
                terms.add(new Placed(stream.term.toString(), stream.position));
            }
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException("a text in memory can't be read", impossible);
        }
        return terms;
    }

    /** Where those of its terms stand that are among {@code wanted} or begin with one of {@code beginnings}. */
    static List<Spot> spots(String text, CharArraySet wanted, Set<Integer> beginnings) {
        List<Spot> spots = new ArrayList<>();
        try (var stream = new Terms(text)) {
            while (stream.incrementToken()) {
                char[] term = stream.term.buffer();
                int length = stream.term.length();
                if (wanted.contains(term, 0, length) || beginnings.contains(Character.codePointAt(term, 0, length))) {
                    spots.add(new Spot(stream.term.toString(), stream.position, stream.from, stream.first, stream.to));
                }
            }
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException("a text in memory can't be read", impossible);
        }
        return spots;
    }

    @Override
    public boolean incrementToken() {
        if (junction >= 0) {
            append(junction);
            to = at + Character.charCount(junction);
            junction = -1;
            increment.setPositionIncrement(0);
            return true;
        }
        if (!advance()) {
            return false;
        }
        term.setEmpty();
        increment.setPositionIncrement(1);
        position++;
        if (parted) {
            sign();
            return true;
        }
        int c = text.codePointAt(at);
        from = at;
        first = at + Character.charCount(c);
        if (kind(c) == CHINESE) {
            pair(c);
        } else {
            run();
        }
        return true;
    }

    private void sign() {
        parted = false;
        term.append(SIGN);
        from = sign;
        first = sign + Character.charCount(text.codePointAt(sign));
        to = first;
    }

    /** Goes to the next character that counts; a gap before the first is none. */
    private boolean advance() {
        boolean begins = at == 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            byte kind = kind(c);
            if (kind >= RUN) {
                break;
            }
            if (kind == GAP && !parted) {
                parted = true;
                sign = at;
            }
            at += Character.charCount(c);
        }
        parted &= !begins;
        return at < text.length();
    }

    private void pair(int c) {
        at += Character.charCount(c);
        append(c);
        int next = at;
        while (next < text.length() && kind(text.charAt(next)) == BLANK) {
            next++;
        }
        to = at;
        if (next < text.length() && isChinese(text.codePointAt(next))) {
            int second = text.codePointAt(next);
            append(second);
            at = next;
            to = next + Character.charCount(second);
        }
    }

    private void run() {
        int end = at;
        int length = 0;
        while (end < text.length() && kind(text.codePointAt(end)) == RUN) {
            int c = text.codePointAt(end);
            if (length++ < LONGEST_RUN) {
                append(c);
            }
            end += Character.charCount(c);
        }
        at = end;
        to = end;
        junction = end < text.length() && isChinese(text.codePointAt(end)) ? text.codePointAt(end) : -1;
    }

    private void append(int c) {
        if (Character.isBmpCodePoint(c)) {
            term.append(Folding.fold((char) c));
        } else {
            term.append(Character.highSurrogate(c)).append(Character.lowSurrogate(c));
        }
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[Character.MAX_VALUE + 1];
        for (int c = 0; c < kinds.length; c++) {
            kinds[c] = kindOf(c);
        }
        return kinds;
    }

    private static byte kind(int c) {
        return Character.isBmpCodePoint(c) ? KINDS[c] : kindOf(c);
    }

    private static byte kindOf(int c) {
        int folded = Character.isBmpCodePoint(c) ? Folding.fold((char) c) : c;
        if (isLetter(c) || Character.isLetterOrDigit(folded)) {
            return isWrittenTogether(folded) && c >= 0x2E80 ? CHINESE : RUN;
        }
        return isBlank(c) ? BLANK : GAP;
    }

    /** Letters, digits and what is written on them. */
    private static boolean isLetter(int c) {
        return Character.isLetterOrDigit(c)
                || Character.isIdeographic(c)
                || (c >= 0x300
                        && (Character.getType(c) == Character.NON_SPACING_MARK
                                || Character.getType(c) == Character.COMBINING_SPACING_MARK));
    }

    private static boolean isWrittenTogether(int c) {
        return c >= 0x3400 && c <= 0x9FFF
                || Character.isIdeographic(c)
                || c >= 0x3041 && c <= 0x30FF && Character.isLetterOrDigit(c)
                || c >= 0xAC00 && c <= 0xD7A3;
    }

    /** A line feed is none: it ends a paragraph. */
    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000;
    }

    /** Whether the character is written without blanks between words: Han, kana, hangul. */
    static boolean isChinese(int c) {
        return kind(c) == CHINESE;
    }

    /** Whether the character is looked for. */
    static boolean isCounted(int c) {
        return kind(c) >= RUN;
    }
}
