package org.yizhan.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cuts the characters of a sheet into lines: those on one baseline, up to the gap between two columns. Stateless. */
final class TypeLines {

    private static final double SAME_BASELINE = 0.3;
    private static final double SAME_SIZE = 0.75;
    private static final double GUTTER = 0.95;
    private static final double WIDE_GUTTER = 1.3;

    private TypeLines() {}

    /** The lines of {@code glyphs}, from top to bottom. */
    static List<TypeLine> of(List<Glyph> glyphs, double bodySize, List<Box> rules) {
        var rows = new ArrayList<List<Glyph>>();
        List<Glyph> sorted = glyphs.stream()
                .sorted(Comparator.comparingDouble(Glyph::y).thenComparingDouble(Glyph::x))
                .toList();
        for (Glyph glyph : sorted) {
            row(rows, glyph).add(glyph);
        }
        var lines = new ArrayList<TypeLine>();
        for (List<Glyph> row : rows) {
            row.sort(Comparator.comparingDouble(Glyph::x));
            cut(row, bodySize, rules, lines);
        }
        lines.sort(Comparator.comparingDouble((TypeLine line) -> line.box().bottom())
                .thenComparingDouble(line -> line.box().left()));
        return lines;
    }

    /** The row that {@code glyph} stands in; rows far above can't be it. */
    private static List<Glyph> row(List<List<Glyph>> rows, Glyph glyph) {
        for (int i = rows.size() - 1; i >= 0 && i >= rows.size() - 12; i--) {
            Glyph first = rows.get(i).getFirst();
            double small = Math.min(first.size(), glyph.size());
            double large = Math.max(first.size(), glyph.size());
            if (Math.abs(first.y() - glyph.y()) <= SAME_BASELINE * small && small >= SAME_SIZE * large) {
                return rows.get(i);
            }
        }
        var row = new ArrayList<Glyph>();
        rows.add(row);
        return row;
    }

    private static void cut(List<Glyph> row, double bodySize, List<Box> rules, List<TypeLine> lines) {
        var line = new ArrayList<Glyph>();
        for (Glyph glyph : row) {
            if (!line.isEmpty() && isGutter(line.getLast(), glyph, bodySize, rules)) {
                flush(line, lines);
            }
            line.add(glyph);
        }
        flush(line, lines);
    }

    private static boolean isGutter(Glyph left, Glyph right, double bodySize, List<Box> rules) {
        double gap = right.x() - left.right();
        double size = Math.min(left.size(), right.size());
        double most = size > 1.25 * bodySize ? WIDE_GUTTER : GUTTER;
        return gap > most * size || (gap > 0 && rules.stream().anyMatch(rule -> isBetween(rule, left, right)));
    }

    private static boolean isBetween(Box rule, Glyph left, Glyph right) {
        return rule.height() > rule.width()
                && rule.left() >= left.right() - 1
                && rule.right() <= right.x() + 1
                && rule.top() < left.y()
                && rule.bottom() > left.y() - left.size() / 2;
    }

    private static void flush(List<Glyph> line, List<TypeLine> lines) {
        while (!line.isEmpty() && line.getFirst().isSpace()) {
            line.removeFirst();
        }
        while (!line.isEmpty() && line.getLast().isSpace()) {
            line.removeLast();
        }
        if (!line.isEmpty()) {
            lines.add(TypeLine.of(line));
        }
        line.clear();
    }
}
