package org.yizhan.publish.provenance;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;

/** The script in which two texts are compared: the one they share, or Simplified where either is in Traditional. */
enum Script {
    /** Each character as printed. */
    SHARED,
    /** Each Traditional character as its Simplified one. */
    SIMPLIFIED;

    private static final char FIRST_HAN = '\u3400';
    private static final char LAST_HAN = '\u9FFF';

    static Script of(String before, String after) {
        return isTraditional(before) || isTraditional(after) ? SIMPLIFIED : SHARED;
    }

    /**
     * Observed: 著, 乾 and 瞭 stand in Simplified texts too, where 着 for 著 is a change → only a character that GB 2312
     * has not tells Traditional.
     */
    private static boolean isTraditional(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isHan(text.charAt(i)) && Table.TRADITIONAL[text.charAt(i) - FIRST_HAN]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHan(int c) {
        return c >= FIRST_HAN && c <= LAST_HAN;
    }

    int folded(int c) {
        return this == SIMPLIFIED && isHan(c) ? Table.SIMPLE[c - FIRST_HAN] : c;
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

        static final char[] SIMPLE = new char[LAST_HAN - FIRST_HAN + 1];
        static final boolean[] TRADITIONAL = new boolean[SIMPLE.length];

        static {
            Transliterator simplifying = Transliterator.getInstance("Hant-Hans");
            // all others are left as they are, which takes it a fifth of a second to find
            String touched = han(simplifying.getSourceSet());
            String simplified = simplifying.transliterate(touched);
            CharsetEncoder mainland = Charset.forName("GB2312").newEncoder();
            for (int i = 0; i < SIMPLE.length; i++) {
                SIMPLE[i] = (char) (FIRST_HAN + i);
            }
            int at = 0;
            for (int i = 0; i < touched.length(); i += 2) {
                char printed = touched.charAt(i);
                int end = simplified.indexOf('\n', at);
                // a few map outside the basic plane; those stay as they are
                char simple = end - at == 1 ? simplified.charAt(at) : printed;
                SIMPLE[printed - FIRST_HAN] = simple;
                TRADITIONAL[printed - FIRST_HAN] = simple != printed && !mainland.canEncode(printed);
                at = end + 1;
            }
        }

        private Table() {}

        private static String han(UnicodeSet touched) {
            var han = new StringBuilder();
            for (char c = FIRST_HAN; c <= LAST_HAN; c++) {
                if (touched.contains(c)) {
                    han.append(c).append('\n');
                }
            }
            return han.toString();
        }
    }
}
