package org.yizhan.publish.provenance;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import org.yizhan.search.Simplified;

/** The script in which two texts are compared: the one they share, or Simplified where either is in Traditional. */
enum Script {
    /** Each character as printed. */
    SHARED,
    /** Each Traditional character as its Simplified one. */
    SIMPLIFIED;

    static Script of(String before, String after) {
        return isTraditional(before) || isTraditional(after) ? SIMPLIFIED : SHARED;
    }

    /**
     * Observed: 著, 乾 and 瞭 stand in Simplified texts too, where 着 for 著 is a change → only a character that GB 2312
     * has not tells Traditional.
     */
    private static boolean isTraditional(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Table.TRADITIONAL[text.charAt(i)]) {
                return true;
            }
        }
        return false;
    }

    int folded(int c) {
        return this == SIMPLIFIED && Simplified.isHan(c) ? Table.SIMPLE[c] : c;
    }

    String folded(String text) {
        if (this == SHARED) {
            return text;
        }
        var folded = new StringBuilder(text.length());
        text.chars().forEach(c -> folded.append((char) folded(c)));
        return folded.toString();
    }

    /** Made when the first text is compared. */
    private static final class Table {

        static final char[] SIMPLE = new char[Character.MAX_VALUE + 1];
        static final boolean[] TRADITIONAL = new boolean[SIMPLE.length];

        static {
            Simplified.into(SIMPLE);
            CharsetEncoder mainland = Charset.forName("GB2312").newEncoder();
            for (char c = 0; c < Character.MAX_VALUE; c++) {
                TRADITIONAL[c] = Simplified.isHan(c) && SIMPLE[c] != c && !mainland.canEncode(c);
            }
        }

        private Table() {}
    }
}
