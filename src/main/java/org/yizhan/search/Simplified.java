package org.yizhan.search;

import com.ibm.icu.text.Transliterator;
import com.ibm.icu.text.UnicodeSet;

/** The Simplified forms of Traditional characters, one for one. */
public final class Simplified {

    private static final char FIRST_HAN = 0x3400;
    private static final char LAST_HAN = 0x9FFF;

    private Simplified() {}

    /** Whether it is a Han character of the basic plane. */
    public static boolean isHan(int c) {
        return c >= FIRST_HAN && c <= LAST_HAN;
    }

    /**
     * Puts the Simplified form of every Han character of the basic plane into a table by character; a few map outside the
     * plane, those stay as they are.
     */
    public static void into(char[] table) {
        for (char c = FIRST_HAN; c <= LAST_HAN; c++) {
            table[c] = c;
        }
        Transliterator simplifying = Transliterator.getInstance("Hant-Hans");
        // all others are left as they are, which takes it a fifth of a second to find
        String touched = touched(simplifying.getSourceSet());
        String simplified = simplifying.transliterate(touched);
        int at = 0;
        for (int i = 0; i < touched.length(); i += 2) {
            int end = simplified.indexOf('\n', at);
            if (end - at == 1) {
                table[touched.charAt(i)] = simplified.charAt(at);
            }
            at = end + 1;
        }
    }

    /** Each on a line. */
    private static String touched(UnicodeSet touched) {
        var han = new StringBuilder();
        for (char c = FIRST_HAN; c <= LAST_HAN; c++) {
            if (touched.contains(c)) {
                han.append(c).append('\n');
            }
        }
        return han.toString();
    }
}
