package org.yizhan.pdf;

import java.util.List;

/**
 * A printed line within one column.
 *
 * @param text without white space at its ends
 * @param size of most of its type
 */
record TypeLine(String text, double size, Box box) {

    private static final double ASCENT = 0.88;
    private static final double DESCENT = 0.12;
    /** A wider gap between two characters is a space where none is set. */
    private static final double SPACE = 0.6;

    /** The line that {@code glyphs} make, in order, the first and the last of them no space. */
    static TypeLine of(List<Glyph> glyphs) {
        var text = new StringBuilder();
        Glyph first = glyphs.getFirst();
        Glyph before = first;
        for (Glyph glyph : glyphs) {
            if (glyph.x() - before.right() > SPACE * glyph.size() && !before.isSpace() && !glyph.isSpace()) {
                text.append('\u3000');
            }
            text.append(glyph.text());
            before = glyph;
        }
        double size = glyphs.stream().mapToDouble(Glyph::size).max().orElse(first.size());
        return new TypeLine(
                text.toString(),
                size,
                new Box(first.x(), first.y() - ASCENT * size, before.right(), first.y() + DESCENT * size));
    }
}
