package org.yizhan.pdf;

/**
 * One printed character, or the few that one sign stands for.
 *
 * @param y its baseline, in points from the sheet's upper edge
 * @param size its type's, in points
 */
record Glyph(double x, double y, double width, double size, String text) {

    private static final String SPACES = " \u00a0\u3000\t";

    boolean isSpace() {
        return text.isBlank() || SPACES.contains(text);
    }

    double right() {
        return x + width;
    }
}
