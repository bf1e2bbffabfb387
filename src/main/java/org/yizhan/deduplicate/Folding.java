package org.yizhan.deduplicate;

import org.yizhan.search.Simplified;

/**
 * The form in which texts are compared: half-width, simplified characters, lower case, letters and digits only. What a
 * copyist changes without changing the piece (punctuation, spaces, line breaks, the script) is gone. Immutable.
 */
final class Folding {

    /** 0 for what is left out. */
    private final char[] folded = new char[Character.MAX_VALUE + 1];

    Folding() {
        for (int c = 0; c < folded.length; c++) {
            folded[c] = plain((char) c);
        }
        Simplified.into(folded);
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
