package org.yizhan.pdf;

import java.util.ArrayList;
import java.util.List;

/** Lines of one size that stand under each other in one column. */
record TypeBlock(Kind kind, List<TypeLine> lines, Box box) {

    /** What its size says, measured by that of the running text. */
    enum Kind {
        HEAD,
        TEXT,
        SMALL
    }

    private static final double HEAD_SIZE = 1.22;
    private static final double SMALL_SIZE = 0.93;
    private static final double LEADING = 2.2;
    private static final double OTHER_SIZE = 0.06;
    private static final double INDENT = 3;

    TypeBlock {
        lines = List.copyOf(lines);
    }

    static TypeBlock of(Kind kind, List<TypeLine> lines) {
        return new TypeBlock(
                kind, lines, lines.stream().map(TypeLine::box).reduce(Box::with).orElseThrow());
    }

    /** Puts {@code lines}, from top to bottom, together. */
    static List<TypeBlock> of(List<TypeLine> lines, double bodySize, List<Box> rules) {
        var open = new ArrayList<List<TypeLine>>();
        for (TypeLine line : lines) {
            List<TypeLine> above = open.stream()
                    .filter(block -> goesOn(block, line, bodySize, rules))
                    .reduce((one, other) ->
                            one.getLast().box().bottom() > other.getLast().box().bottom() ? one : other)
                    .orElseGet(() -> {
                        var block = new ArrayList<TypeLine>();
                        open.add(block);
                        return block;
                    });
            above.add(line);
        }
        return open.stream()
                .map(block -> of(kind(block.getFirst(), bodySize), block))
                .toList();
    }

    private static Kind kind(TypeLine line, double bodySize) {
        return line.size() >= HEAD_SIZE * bodySize
                ? Kind.HEAD
                : line.size() <= SMALL_SIZE * bodySize ? Kind.SMALL : Kind.TEXT;
    }

    private static boolean goesOn(List<TypeLine> block, TypeLine line, double bodySize, List<Box> rules) {
        TypeLine last = block.getLast();
        double step = line.box().bottom() - last.box().bottom();
        if (step <= 0 || step > LEADING * line.size() || kind(last, bodySize) != kind(line, bodySize)) {
            return false;
        }
        boolean sameSize = Math.abs(last.size() - line.size()) <= OTHER_SIZE * line.size();
        double left =
                block.stream().mapToDouble(above -> above.box().left()).min().orElse(0);
        boolean inColumn = kind(line, bodySize) == Kind.HEAD
                || Math.abs(left - line.box().left()) <= INDENT * line.size()
                || last.box().overlap(line.box()) > 0.95;
        // a paragraph's first line is indented, its last may be no longer than that
        double from = kind(line, bodySize) == Kind.HEAD ? last.box().left() : left - INDENT * line.size();
        Box above =
                new Box(from, last.box().top(), last.box().right(), last.box().bottom());
        return sameSize
                && inColumn
                && above.overlap(line.box()) >= 0.5
                && rules.stream().noneMatch(rule -> isBetween(rule, last.box(), line.box()));
    }

    private static boolean isBetween(Box rule, Box above, Box below) {
        double middle = (above.bottom() + below.top()) / 2;
        double slack = Math.max(2, (below.top() - above.bottom()) / 2);
        return rule.width() > rule.height()
                && Math.abs((rule.top() + rule.bottom()) / 2 - middle) <= slack
                && rule.overlap(below) > 0.5;
    }
}
