package org.yizhan.publish.provenance;

import java.util.Arrays;

/**
 * A text as it is compared: without layout, each character in one width and one script.
 *
 * @param compared what is compared; as long as {@code shown}
 * @param shown the same characters as they were printed
 */
record Signs(int[] compared, int[] shown) {

    static Signs of(String text, Script script) {
        int[] all = text.codePoints().toArray();
        int[] compared = new int[all.length];
        int[] shown = new int[all.length];
        int length = 0;
        int previous = ' ';
        boolean gap = false;
        for (int c : all) {
            if (isBlank(c)) {
                gap = true;
                continue;
            }
            if (gap && isLatin(previous) && isLatin(c)) {
                compared[length] = ' ';
                shown[length++] = ' ';
            }
            compared[length] = script.folded(folded(c));
            shown[length++] = c;
            previous = c;
            gap = false;
        }
        return new Signs(Arrays.copyOf(compared, length), Arrays.copyOf(shown, length));
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff';
    }

    private static boolean isLatin(int c) {
        return c > ' ' && c < '\u0250';
    }

    private static int folded(int c) {
        if (c >= '！' && c <= '～') {
            return c - 0xFEE0;
        }
        return switch (c) {
            case '“', '”', '„', '「', '」' -> '"';
            case '‘', '’', '『', '』' -> '\'';
            case '—', '–', '―', '─', '‐', '‑' -> '-';
            case '·', '•', '・', '‧' -> '·';
            default -> c;
        };
    }

    int length() {
        return compared.length;
    }

    String shown(int from, int to) {
        return new String(shown, from, to - from);
    }
}
