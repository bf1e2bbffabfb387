package org.yizhan.pdf;

import java.util.ArrayList;
import java.util.List;

/** What is printed on one sheet: characters, rules and boxes. Filled while the sheet is drawn; used by one thread. */
final class Ink {

    private static final double THIN = 3;
    private static final double LONG = 20;
    private static final double BOX = 40;

    final List<Glyph> glyphs = new ArrayList<>();
    final List<Box> rules = new ArrayList<>();
    final List<Box> boxes = new ArrayList<>();
    int turned;
    int vertical;
    private final double width;
    private final double height;

    double height() {
        return height;
    }

    Ink(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** Notes a drawn rectangle or line: a rule where it is thin, a box where it is large, else nothing. */
    void shape(Box shape) {
        boolean thin = Math.min(shape.width(), shape.height()) <= THIN;
        boolean page = shape.width() * shape.height() > 0.8 * width * height;
        if (thin && Math.max(shape.width(), shape.height()) >= LONG) {
            rules.add(shape);
        } else if (!thin && !page && shape.width() >= BOX && shape.height() >= BOX) {
            boxes.add(shape);
        }
    }
}
