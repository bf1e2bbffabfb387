package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import org.yizhan.normalize.PageBlocks.Block;

/** The blocks of a page told apart by their own shape, before anything around them is looked at. */
final class PageParts {

    /** What a block is by itself. */
    enum Kind {
        /** 上接N版. */
        FROM,
        /** 下转N版. */
        ON,
        /** An end note of origin. */
        NOTE,
        BYLINE,
        CAPTION,
        /** A headline, column head or sub-heading, or a line that a column break cut off. */
        SHORT,
        /** As {@link #SHORT}, with a comma in it, which headlines have seldom and running text often. */
        LOOSE,
        /** Running text. */
        BODY,
        /** What is left when the page has no more. */
        END
    }

    /** One block, or the mark glued to it; {@code text} is all of it in one line. */
    record Part(Kind kind, Block block, String text) {

        boolean isSingle() {
            return block.isSingle();
        }
    }

    private static final int TITLE_LINES = 4;
    private static final int TITLE_LINE = 45;
    private static final int LONG_ITEM = 25;
    private static final int LONGEST_NOTE = 60;
    private static final String STOPS = "。；;：:，,";

    private final PageBlocks page;
    private final List<Part> parts = new ArrayList<>();

    private PageParts(PageBlocks page) {
        this.page = page;
    }

    /** The parts in reading order; page headers and footers are left out. */
    static List<Part> of(PageBlocks page) {
        var parts = new PageParts(page);
        page.blocks().forEach(parts::sort);
        return parts.parts;
    }

    private void sort(Block block) {
        String text = block.text();
        if (isFurniture(block)) {
            return;
        }
        if (block.isSingle() && PageMarks.isFrom(text)) {
            add(Kind.FROM, block, text);
        } else if (block.isSingle() && PageMarks.isOn(text)) {
            add(Kind.ON, block, text);
        } else if (block.isSingle() && PageMarks.note(text).isPresent()) {
            add(Kind.NOTE, block, text);
        } else if (block.isSingle() && PageMarks.isByline(text)) {
            add(Kind.BYLINE, block, text);
        } else if (PageMarks.isCaption(text) && !page.isColumn(block)) {
            add(Kind.CAPTION, block, text);
        } else if (isShort(block, text)) {
            add(Kind.SHORT, block, text);
        } else if (isLoose(block, text)) {
            add(Kind.LOOSE, block, text);
        } else {
            body(block, text);
        }
    }

    private static boolean isFurniture(Block block) {
        List<String> lines = block.lines();
        return lines.stream().allMatch(PageMarks::isFurniture)
                || lines.size() <= 3
                        && lines.stream().anyMatch(PageMarks::isFurniture)
                        && PageMarks.isFurniture(String.join(" ", lines));
    }

    private void add(Kind kind, Block block, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part(kind, block, text));
        }
    }

    /** Running text, with the marks glued to its ends cut off. */
    private void body(Block block, String text) {
        int from = PageMarks.from(text).map(mark -> mark.end()).orElse(0);
        add(Kind.FROM, block, text.substring(0, from));
        String rest = Texts.strip(text.substring(from));
        int on = PageMarks.onStart(rest);
        String tail = Texts.strip(rest.substring(0, on));
        int note = noteStart(tail);
        add(Kind.BODY, block, Texts.strip(tail.substring(0, note)));
        add(Kind.NOTE, block, tail.substring(note));
        add(Kind.ON, block, rest.substring(on));
    }

    /** Where the note in brackets at the end of {@code text} begins; its length where there is none. */
    private static int noteStart(String text) {
        int open = Math.max(text.lastIndexOf('('), text.lastIndexOf('（'));
        boolean isNote = open > 0
                && text.length() - open <= LONGEST_NOTE
                && PageMarks.note(text.substring(open)).isPresent();
        return isNote ? open : text.length();
    }

    private boolean isShort(Block block, String text) {
        if (block.isSingle()) {
            return text.length() <= TITLE_LINE && !PageMarks.isProse(text) && !isLongItem(text);
        }
        if (block.lines().size() > TITLE_LINES || STOPS.indexOf(text.charAt(text.length() - 1)) >= 0) {
            return false;
        }
        boolean brief = block.lines().stream().allMatch(line -> line.length() <= TITLE_LINE && line.indexOf('。') < 0);
        boolean running = block.lines().size() > 2 || PageMarks.isProse(text) || PageMarks.isTorn(text);
        return brief && !(page.isColumn(block) && running);
    }

    private static boolean isLongItem(String text) {
        boolean question = text.endsWith("？") || text.endsWith("?");
        return PageMarks.isItem(text) && (question || text.length() > LONG_ITEM);
    }

    private static boolean isLoose(Block block, String text) {
        return block.isSingle()
                && text.length() <= TITLE_LINE
                && !PageMarks.isItem(text)
                && text.chars().noneMatch(c -> "。；;：:".indexOf(c) >= 0)
                && STOPS.indexOf(text.charAt(text.length() - 1)) < 0;
    }
}
