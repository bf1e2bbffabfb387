package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;

/**
 * The printed blocks of a page: lines that stand together, cut where a paragraph is indented or a line is a mark of its
 * own. Knows whether the page came line by line ({@link #width}) or paragraph by paragraph.
 */
final class PageBlocks {

    /** Lines that stand together; {@code lengths} are their printed lengths, indents included. */
    record Block(List<String> lines, List<Integer> lengths) {

        boolean isSingle() {
            return lines.size() == 1;
        }

        /** The lines as one text, nothing between them but between two Latin letters. */
        String text() {
            if (lines.size() == 1) {
                return lines.getFirst();
            }
            var text = new StringBuilder();
            for (String line : lines) {
                join(text, line);
            }
            return text.toString();
        }
    }

    private static final int LONG_LINE = 60;
    private static final int HEADLINE = 30;

    private final List<Block> blocks = new ArrayList<>();
    private final int width;

    private PageBlocks(List<List<String>> raw) {
        width = width(raw);
        for (List<String> lines : raw) {
            cut(lines);
        }
    }

    static PageBlocks of(String text) {
        var raw = new ArrayList<List<String>>();
        var lines = new ArrayList<String>();
        for (String line : text.split("\n", -1)) {
            String plain = line.stripTrailing();
            if (!Texts.strip(plain).isEmpty()) {
                lines.add(plain);
            } else if (!lines.isEmpty()) {
                raw.add(List.copyOf(lines));
                lines.clear();
            }
        }
        if (!lines.isEmpty()) {
            raw.add(lines);
        }
        return new PageBlocks(raw);
    }

    List<Block> blocks() {
        return blocks;
    }

    /** Characters in a printed line; 0 where each line of the input is a paragraph or a part of one. */
    int width() {
        return width;
    }

    /** Whether these lines are running text as a column prints it: all but the last are full. */
    boolean isColumn(Block block) {
        if (width == 0 || block.isSingle()) {
            return false;
        }
        int last = block.lengths().size() - 1;
        for (int i = 0; i < last; i++) {
            if (Math.abs(block.lengths().get(i) - width) > 1) {
                return false;
            }
        }
        return block.lengths().get(last) <= width + 1;
    }

    /** Whether a line of this length may be a full one. */
    boolean isFull(int length) {
        return width > 0 && Math.abs(length - width) <= 1;
    }

    static void join(StringBuilder text, String next) {
        if (!text.isEmpty() && isLatin(text.charAt(text.length() - 1)) && isLatin(next.charAt(0))) {
            text.append(' ');
        }
        text.append(next);
    }

    static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** The commonest length of a line that another line follows, if at least a third of those have it. */
    private static int width(List<List<String>> raw) {
        int[] counts = new int[80];
        int all = 0;
        for (List<String> lines : raw) {
            for (int i = 0; i + 1 < lines.size() && lines.size() > 2; i++) {
                int length = lines.get(i).length();
                all++;
                if (length < counts.length) {
                    counts[length]++;
                }
            }
        }
        int best = 0;
        for (int length = 6; length < counts.length; length++) {
            best = counts[length] > counts[best] ? length : best;
        }
        return all >= 6 && counts[best] * 3 >= all ? best : 0;
    }

    private void cut(List<String> lines) {
        var group = new ArrayList<String>();
        boolean paragraphs = width == 0 && !isHeadline(lines);
        for (String raw : lines) {
            String line = Texts.strip(raw);
            boolean alone = PageMarks.isMark(line)
                    || paragraphs && isParagraph(line)
                    || !isFull(raw.length()) && PageMarks.isFurniture(line);
            if (alone || isIndented(raw)) {
                flush(group);
            }
            group.add(raw);
            if (alone) {
                flush(group);
            }
        }
        flush(group);
    }

    /** Whether {@code lines} may be one headline, its first line ending in a colon: 发布会： / 三项举措助企业渡过难关. */
    private static boolean isHeadline(List<String> lines) {
        return lines.size() > 1
                && lines.size() <= 3
                && lines.stream().allMatch(line -> line.length() <= HEADLINE && line.indexOf('。') < 0)
                && !isParagraph(Texts.strip(lines.getLast()));
    }

    private static boolean isParagraph(String line) {
        return line.length() > LONG_LINE || "。；;：:".indexOf(line.charAt(line.length() - 1)) >= 0;
    }

    private static boolean isIndented(String raw) {
        return raw.length() > 2 && Texts.isSpace(raw.charAt(0)) && Texts.isSpace(raw.charAt(1));
    }

    private void flush(List<String> group) {
        if (!group.isEmpty()) {
            blocks.add(new Block(
                    group.stream().map(Texts::strip).toList(),
                    group.stream().map(String::length).toList()));
            group.clear();
        }
    }
}
