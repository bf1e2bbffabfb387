package org.yizhan.pdf;

import java.util.ArrayList;
import java.util.List;
import org.yizhan.pdf.Sheet.Printed;

/** Makes a story's blocks into lines of a headline and paragraphs. Stateless. */
final class Typesetting {

    private static final double INDENT = 1.2;
    private static final double SHORT = 1.6;
    private static final double COLUMN = 3;
    private static final double SAME = 0.97;
    private static final String ENDS = "。！？；：…”’）)!?;:";

    private Typesetting() {}

    /** What {@code story} prints; {@code all} tells how wide its columns are. */
    static Printed of(Story story, List<TypeBlock> all) {
        List<TypeLine> heads =
                story.heads().stream().flatMap(block -> block.lines().stream()).toList();
        double largest = heads.stream().mapToDouble(TypeLine::size).max().orElse(0);
        int from = 0;
        while (from < heads.size() && heads.get(from).size() < SAME * largest) {
            from++;
        }
        int to = from;
        while (to < heads.size() && heads.get(to).size() >= SAME * largest) {
            to++;
        }
        return new Printed(
                texts(heads.subList(0, from)),
                join(texts(heads.subList(from, to))),
                texts(heads.subList(to, heads.size())),
                paragraphs(story.texts(), all),
                story.captions().stream()
                        .map(block -> join(texts(block.lines())))
                        .toList());
    }

    private static List<String> texts(List<TypeLine> lines) {
        return lines.stream().map(TypeLine::text).toList();
    }

    private static String join(List<String> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> join(text, line));
        return text.toString();
    }

    private static void join(StringBuilder text, String line) {
        boolean words = !text.isEmpty() && isLatin(text.charAt(text.length() - 1)) && isLatin(line.charAt(0));
        text.append(words ? " " : "").append(line);
    }

    private static boolean isLatin(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static List<String> paragraphs(List<TypeBlock> blocks, List<TypeBlock> all) {
        var paragraphs = new ArrayList<String>();
        var open = new StringBuilder();
        boolean ended = true;
        for (TypeBlock block : blocks) {
            Box column = column(block, all);
            for (TypeLine line : block.lines()) {
                boolean indented = line.box().left() - column.left() > INDENT * line.size();
                if ((indented || ended) && !open.isEmpty()) {
                    paragraphs.add(open.toString());
                    open.setLength(0);
                }
                join(open, line.text());
                boolean isShort = column.right() - line.box().right() > SHORT * line.size();
                ended = isShort && ENDS.indexOf(line.text().charAt(line.text().length() - 1)) >= 0;
            }
        }
        if (!open.isEmpty()) {
            paragraphs.add(open.toString());
        }
        return paragraphs;
    }

    /** The column that {@code block} stands in: as wide as the blocks that begin and end about where it does. */
    private static Box column(TypeBlock block, List<TypeBlock> all) {
        double near = COLUMN * block.lines().getFirst().size();
        Box column = block.box();
        for (TypeBlock other : all) {
            Box box = other.box();
            if (other.kind() == block.kind()
                    && Math.abs(box.left() - block.box().left()) <= near) {
                boolean sameEnd = Math.abs(box.right() - block.box().right()) <= near
                        || block.lines().size() <= 2;
                boolean isWide = sameEnd && other.lines().size() > 1 && box.overlap(block.box()) > 0.9;
                column = new Box(
                        Math.min(column.left(), box.left()),
                        column.top(),
                        isWide ? Math.max(column.right(), box.right()) : column.right(),
                        column.bottom());
            }
        }
        return column;
    }
}
