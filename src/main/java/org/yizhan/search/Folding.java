package org.yizhan.search;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;

/**
 * The form in which words are looked for: half-width, simplified characters, lower case. Each character becomes one
 * character or is left as it is, so that a place in the folded text is the same place in the text.
 */
final class Folding {

    private static final int FIRST_HAN = 0x3400;
    private static final int LAST_HAN = 0x9FFF;
    private static final char[] FOLDED = table();

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

    private static char[] table() {
        char[] folded = new char[Character.MAX_VALUE + 1];
        for (int c = 0; c < folded.length; c++) {
            folded[c] = Character.isSurrogate((char) c) ? (char) c : plain((char) c);
        }
        String simplified = Transliterator.getInstance("Hant-Hans").transliterate(han());
        int at = 0;
        for (int c = FIRST_HAN; c <= LAST_HAN; c++) {
            int end = simplified.indexOf('\n', at);
            // a few map outside the basic plane; those stay as they are
            folded[c] = end - at == 1 ? simplified.charAt(at) : (char) c;
            at = end + 1;
        }
        return folded;
    }

    /** Every Han character of the basic plane, each on a line. */
    private static String han() {
        var han = new StringBuilder(2 * (LAST_HAN - FIRST_HAN + 1));
        for (int c = FIRST_HAN; c <= LAST_HAN; c++) {
            han.append((char) c).append('\n');
        }
        return han.toString();
    }

    /** Unicode's compatibility form (UAX #15, NFKC) where that is one character. */
    private static char plain(char c) {
        String form = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        return Character.toLowerCase(form.length() == 1 ? form.charAt(0) : c);
    }
}
