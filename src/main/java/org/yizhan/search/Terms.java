package org.yizhan.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * in 11月份 too. White space parts runs of letters and is nothing between Chinese characters (通 知); anything else is a gap
 * of one position, so that no phrase reaches over it. Not for reuse, nor for several threads.
 */
final class Terms extends TokenStream {

    /** One term of a text that is looked for. */
    record Placed(String term, int position) {}

    /** A longer run is cut: nobody looks for it. */
    private static final int LONGEST_RUN = 64;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final String text;
    private int at;
    private boolean parted;
    private int junction = -1;

    Terms(String text) {
        this.text = text;
    }

    /** The same terms as a list; those of one position stand together. */
    static List<Placed> of(String text) {
        List<Placed> terms = new ArrayList<>();
        try (var stream = new Terms(text)) {
            stream.reset();
            int position = -1;
            while (stream.incrementToken()) {
                position += stream.increment.getPositionIncrement();
                terms.add(new Placed(stream.term.toString(), position));
            }
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException("a text in memory can't be read", impossible);
        }
        return terms;
    }

    @Override
    public boolean incrementToken() {
        if (junction >= 0) {
            append(junction);
            junction = -1;
            increment.setPositionIncrement(0);
            return true;
        }
        if (!advance()) {
            return false;
        }
        clearAttributes();
        increment.setPositionIncrement(parted ? 2 : 1);
        parted = false;
        int c = text.codePointAt(at);
        if (isChinese(c)) {
            pair(c);
        } else {
            run();
        }
        return true;
    }

    /** Goes to the next character that counts; a gap before the first is none. */
    private boolean advance() {
        boolean first = at == 0;
        while (at < text.length() && !isCounted(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            parted |= !isBlank(c);
            at += Character.charCount(c);
        }
        parted &= !first;
        return at < text.length();
    }

    private void pair(int c) {
        at += Character.charCount(c);
        append(c);
        int next = at;
        while (next < text.length() && isBlank(text.codePointAt(next))) {
            next++;
        }
        if (next < text.length() && isChinese(text.codePointAt(next))) {
            append(text.codePointAt(next));
            at = next;
        }
    }

    private void run() {
        int end = at;
        int length = 0;
        while (end < text.length() && isInRun(text.codePointAt(end))) {
            int c = text.codePointAt(end);
            if (length++ < LONGEST_RUN) {
                append(c);
            }
            end += Character.charCount(c);
        }
        at = end;
        junction = end < text.length() && isChinese(text.codePointAt(end)) ? text.codePointAt(end) : -1;
    }

    private void append(int c) {
        if (Character.isBmpCodePoint(c)) {
            term.append(Folding.fold((char) c));
        } else {
            term.append(Character.highSurrogate(c)).append(Character.lowSurrogate(c));
        }
    }

    private static boolean isInRun(int c) {
        return isCounted(c) && !isChinese(c);
    }

    /** Whether the character is written without blanks between words: Han, kana, hangul. */
    static boolean isChinese(int c) {
        return c >= 0x2E80 && isWrittenTogether(Character.isBmpCodePoint(c) ? Folding.fold((char) c) : c);
    }

    private static boolean isWrittenTogether(int c) {
        return c >= 0x3400 && c <= 0x9FFF
                || Character.isIdeographic(c)
                || c >= 0x3041 && c <= 0x30FF && Character.isLetterOrDigit(c)
                || c >= 0xAC00 && c <= 0xD7A3;
    }

    /** Letters, digits and what is written on them. */
    static boolean isCounted(int c) {
        return Character.isLetterOrDigit(c)
                || (Character.isBmpCodePoint(c) && Character.isLetterOrDigit(Folding.fold((char) c)))
                || Character.isIdeographic(c)
                || (c >= 0x300
                        && (Character.getType(c) == Character.NON_SPACING_MARK
                                || Character.getType(c) == Character.COMBINING_SPACING_MARK));
    }

    /** A line feed is none: it ends a paragraph. */
    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000;
    }
}
