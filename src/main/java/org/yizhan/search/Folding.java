package org.yizhan.search;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;

/**
 * The form in which words are looked for: half-width, simplified characters, lower case. Each character becomes one
 * character or is left as it is, so that a place in the folded text is the same place in the text.
 */
public final class Folding {

    private static final char[] FOLDED = table();
    private static final char[] SIMPLIFIED = traditional();

    private Folding() {}

    static char fold(char c) {
        return FOLDED[c];
    }

    /** The folded text, as long as {@code text}. */
    static String fold(String text) {
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            characters[i] = FOLDED[characters[i]];
        }
        return new String(characters);
    }

    /**
     * {@code text} in Simplified characters, as long as it was; the same object where it has no Traditional ones. A
     * character that Simplified texts have too (乾, 著) stays as it is.
     */
    public static String simplified(String text) {
        int first = 0;
        while (first < text.length() && SIMPLIFIED[text.charAt(first)] == text.charAt(first)) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        char[] characters = text.toCharArray();
        for (int i = first; i < characters.length; i++) {
            characters[i] = SIMPLIFIED[characters[i]];
        }
        return new String(characters);
    }

    /** What GB/T 2312 has, Simplified texts have. */
    private static char[] traditional() {
        CharsetEncoder standard = Charset.forName("GB2312").newEncoder();
        char[] simplified = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < simplified.length; c++) {
            boolean isTraditional = Simplified.isHan(c) && !standard.canEncode((char) c);
            simplified[c] = isTraditional ? FOLDED[c] : (char) c;
        }
        return simplified;
    }

    private static char[] table() {
        char[] folded = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < folded.length; c++) {
            folded[c] = Character.isSurrogate((char) c) ? (char) c : plain((char) c);
        }
        Simplified.into(folded);
        return folded;
    }

    /** Unicode's compatibility form (UAX #15, NFKC) where that is one character. */
    private static char plain(char c) {
        String form = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        return Character.toLowerCase(form.length() == 1 ? form.charAt(0) : c);
    }
}
