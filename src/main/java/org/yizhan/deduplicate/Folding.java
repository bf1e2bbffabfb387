package org.yizhan.deduplicate;

import com.ibm.icu.text.Transliterator;

/**
 * The form in which texts are compared: half-width, simplified characters, lower case, letters and digits only. What a
 * copyist changes without changing the piece (punctuation, spaces, line breaks, the script) is gone. Immutable.
 */
final class Folding {

    private static final int FIRST_HAN = 0x3400;
    private static final int LAST_HAN = 0x9FFF;

    /** 0 for what is left out. */
    private final char[] folded = new char[Character.MAX_VALUE + 1];

    Folding() {
        String han = han();
        String simplified = Transliterator.getInstance("Hant-Hans").transliterate(han);
        for (int c = 0; c < folded.length; c++) {
            folded[c] = plain((char) c);
        }
        int at = 0;
        for (int c = FIRST_HAN; c <= LAST_HAN; c++) {
            int end = simplified.indexOf('\n', at);
            // a few map outside the basic plane; those stay as they are
            folded[c] = end - at == 1 ? simplified.charAt(at) : (char) c;
            at = end + 1;
        }
    }

    /** Every Han character of the basic plane, each on a line. */
    private static String han() {
        var han = new StringBuilder(2 * (LAST_HAN - FIRST_HAN + 1));
        for (int c = FIRST_HAN; c <= LAST_HAN; c++) {
            han.append((char) c).append('\n');
        }
        return han.toString();
    }

    private static char plain(char c) {
        char half = c >= '！' && c <= '～' ? (char) (c - 0xFEE0) : c;
        return Character.isLetterOrDigit(half) || Character.isSurrogate(half) ? Character.toLowerCase(half) : 0;
    }

    /** {@code text} as it is compared. */
    String fold(String text) {
        var kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = folded[text.charAt(i)];
            if (c != 0) {
                kept.append(c);
            }
        }
        return kept.toString();
    }
}
