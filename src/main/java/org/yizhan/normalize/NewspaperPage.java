package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.normalize.PageBlocks.Block;

/**
 * Reads the text of one newspaper page into its pieces. Reading order is the order of the text. A piece starts with a
 * headline or 上接N版 and ends with an end note, 下转N版, or the next headline; what is a headline follows from the
 * shape of a block and from what stands before and after it. Pure and safe for concurrent use.
 */
public final class NewspaperPage {

    /** The pieces of a page in reading order, with what was odd about it. */
    public record Reading(List<Piece> pieces, List<String> warnings) {
        public Reading {
            pieces = List.copyOf(pieces);
            warnings = List.copyOf(warnings);
        }
    }

    private final AttributionReader attributions;

    public NewspaperPage(Sources sources) {
        this.attributions = new AttributionReader(sources);
    }

    /**
     * Reads {@code text}.
     *
     * @throws Unreadable {@code empty-page} where nothing but white space is on it, {@code no-article} where no running
     *     text is
     */
    public Reading read(String text) {
        String clean = Texts.valid(text);
        if (clean.isBlank()) {
            throw new Unreadable("empty-page", "the page holds no text; a scanned page has to go through OCR first");
        }
        var assembly = new Assembly(PageBlocks.of(clean));
        List<PieceBuilder> pieces = assembly.run();
        if (pieces.isEmpty()) {
            throw new Unreadable("no-article", "no article stands on the page: no paragraph of running text was found");
        }
        return new Reading(
                pieces.stream().map(piece -> piece.build(attributions)).toList(), assembly.warnings);
    }

    private enum Kind {
        FURNITURE,
        FROM,
        ON,
        NOTE,
        BYLINE,
        CAPTION,
        SHORT,
        BODY
    }

    private record Part(Kind kind, Block block, String text) {}

    /** One page being read. */
    private static final class Assembly {

        private static final int TITLE_LINES = 4;
        private static final int TITLE_LINE = 45;
        private static final int SUBHEAD = 13;
        private static final int SENTENCE = 18;
        private static final int COLUMN = 8;
        private static final int NEAR = 400;

        private final PageBlocks page;
        private final List<Part> parts = new ArrayList<>();
        private final List<PieceBuilder> pieces = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private Optional<String> column = Optional.empty();
        private PieceBuilder current = new PieceBuilder(Optional.empty());

        Assembly(PageBlocks page) {
            this.page = page;
            page.blocks().forEach(this::sort);
            parts.removeIf(part -> part.kind() == Kind.FURNITURE);
        }

        private void sort(Block block) {
            String text = block.text();
            if (block.isSingle() && PageMarks.isFrom(text)) {
                add(Kind.FROM, block, text);
            } else if (block.isSingle() && PageMarks.isOn(text)) {
                add(Kind.ON, block, text);
            } else if (isFurniture(block)) {
                add(Kind.FURNITURE, block, text);
            } else if (block.isSingle() && PageMarks.note(text).isPresent()) {
                add(Kind.NOTE, block, text);
            } else if (block.isSingle() && PageMarks.isByline(text)) {
                add(Kind.BYLINE, block, text);
            } else if (PageMarks.isCaption(text) && !page.isColumn(block)) {
                add(Kind.CAPTION, block, text);
            } else if (isShort(block)) {
                add(Kind.SHORT, block, text);
            } else {
                body(block, text);
            }
        }

        private static boolean isFurniture(Block block) {
            return block.lines().stream().allMatch(PageMarks::isFurniture)
                    || block.lines().size() <= 3
                            && block.lines().stream().anyMatch(PageMarks::isFurniture)
                            && PageMarks.isFurniture(String.join(" ", block.lines()));
        }

        private void add(Kind kind, Block block, String text) {
            parts.add(new Part(kind, block, text));
        }

        /** Running text, with the marks glued to its ends cut off. */
        private void body(Block block, String text) {
            String rest = text;
            var from = PageMarks.from(rest);
            if (from.isPresent()) {
                add(Kind.FROM, block, rest.substring(0, from.get().end()));
                rest = Texts.strip(rest.substring(from.get().end()));
            }
            var on = PageMarks.on(rest);
            String mark = "";
            if (on.isPresent()) {
                int start = PageMarks.tailStart(rest) + on.get().start();
                mark = rest.substring(start);
                rest = Texts.strip(rest.substring(0, start));
            }
            int open = Math.max(rest.lastIndexOf('('), rest.lastIndexOf('（'));
            String note = "";
            if (open > 0
                    && rest.length() - open <= 60
                    && PageMarks.note(rest.substring(open)).isPresent()) {
                note = rest.substring(open);
                rest = Texts.strip(rest.substring(0, open));
            }
            if (!rest.isEmpty()) {
                add(Kind.BODY, block, rest);
            }
            if (!note.isEmpty()) {
                add(Kind.NOTE, block, note);
            }
            if (!mark.isEmpty()) {
                add(Kind.ON, block, mark);
            }
        }

        private boolean isShort(Block block) {
            String text = block.text();
            if (block.isSingle()) {
                boolean question = text.endsWith("？") || text.endsWith("?");
                return text.length() <= TITLE_LINE
                        && !PageMarks.isProse(text)
                        && !(PageMarks.isItem(text) && (question || text.length() > 25));
            }
            if (block.lines().size() > TITLE_LINES || "。；;：:，,".indexOf(text.charAt(text.length() - 1)) >= 0) {
                return false;
            }
            boolean lines =
                    block.lines().stream().allMatch(line -> line.length() <= TITLE_LINE && line.indexOf('。') < 0);
            boolean column = block.lines().size() > 2 || PageMarks.isProse(text) || PageMarks.isTorn(text);
            return lines && !(page.isColumn(block) && column);
        }

        List<PieceBuilder> run() {
            for (int i = 0; i < parts.size(); i++) {
                place(i, parts.get(i));
            }
            finish();
            return pieces;
        }

        private void place(int at, Part part) {
            String text = part.text();
            switch (part.kind()) {
                case FURNITURE -> {}
                case FROM -> {
                    if (current.hasBody() || current.isContinuation() || !current.hasHead()) {
                        start();
                    }
                    PageMarks.from(text).ifPresent(mark -> current.from(PageMarks.number(mark)));
                }
                case ON -> PageMarks.on(text).ifPresent(mark -> current.on(PageMarks.number(mark)));
                case NOTE -> PageMarks.note(text).ifPresent(current::note);
                case BYLINE -> current.byline(text);
                case CAPTION -> current.caption(text);
                case BODY -> current.body(text);
                case SHORT -> decide(at, part);
            }
        }

        private void start() {
            finish();
            current = new PieceBuilder(column);
        }

        private void finish() {
            if (current.hasBody()) {
                pieces.add(current);
            } else if (current.hasHead()) {
                warnings.add("a headline without text was left out: " + current.recent(0));
            }
        }

        private void head(Part part) {
            if (current.hasBody() || current.isEnded() || current.hasHead() && !current.isContinuation()) {
                start();
            }
            current.head(part.block().lines());
        }

        /** What a short block without running text is: headline, column head, sub-heading, caption, or a cut line. */
        private void decide(int at, Part part) {
            Kind next = at + 1 < parts.size() ? parts.get(at + 1).kind() : Kind.FURNITURE;
            String text = part.text();
            boolean single = part.block().isSingle();
            boolean fresh = !current.hasBody() || current.isEnded();
            boolean running = single || page.isColumn(part.block());
            if (!fresh && current.isOpen() && running && next != Kind.BYLINE && next != Kind.SHORT) {
                cut(part, next);
            } else if (!fresh && !single && running && next == Kind.BODY) {
                between(at, part);
            } else if (!single || next == Kind.BYLINE) {
                headOrMore(part, next);
            } else if (next == Kind.SHORT || next == Kind.FROM) {
                beforeHead(at, part);
            } else if (next == Kind.NOTE && !fresh) {
                current.body(text);
            } else if (next != Kind.BODY && next != Kind.CAPTION) {
                current.caption(text);
            } else if (fresh) {
                headOrMore(part, next);
            } else {
                between(at, part);
            }
        }

        /** A short line after a paragraph that stops in mid-sentence. */
        private void cut(Part part, Kind next) {
            String text = part.text();
            boolean full = page.isFull(part.block().lengths().getFirst());
            boolean caption = next == Kind.BODY && !full && text.length() <= 30 && PageMarks.isScene(text);
            if (caption) {
                current.caption(text);
            } else {
                current.body(text);
            }
        }

        private void headOrMore(Part part, Kind next) {
            boolean waiting = current.hasHead() && !current.hasBody() && !current.isEnded();
            String text = part.text();
            if (waiting && part.block().isSingle() && (text.startsWith("—") || text.startsWith("--"))) {
                current.head(part.block().lines());
            } else if (waiting && part.block().isSingle() && next == Kind.BODY && text.length() < SUBHEAD) {
                current.subhead(text);
            } else if (waiting) {
                current.head(part.block().lines());
            } else {
                head(part);
            }
        }

        /** A short line with a headline or 上接N版 after it. */
        private void beforeHead(int at, Part part) {
            String text = part.text();
            boolean from = parts.get(at + 1).kind() == Kind.FROM;
            if (PageMarks.isScene(text) && current.hasBody()) {
                current.caption(text);
            } else if (columnName(text).length() <= COLUMN && !columnName(text).contains(" ")) {
                column = Optional.of(columnName(text));
                if (current.hasBody()) {
                    start();
                } else {
                    current = new PieceBuilder(column);
                }
            } else if (from) {
                head(part);
            } else if (current.hasBody()
                    && !current.isEnded()
                    && !parts.get(at + 1).block().isSingle()) {
                current.caption(text);
            } else {
                headOrMore(part, Kind.SHORT);
            }
        }

        private static String columnName(String text) {
            return text.replaceAll("^[\\s【〔\\[●■□◆▲>》＞·•|\\-—=★☆]+|[\\s】〕\\]●■□◆<《＜·•|\\-—=★☆]+$", "");
        }

        /** A short line between two paragraphs: the next headline, a sub-heading, or a caption. */
        private void between(int at, Part part) {
            String text = part.text();
            if (PageMarks.isItem(text)) {
                current.subhead(text);
                return;
            }
            String before = current.recent(NEAR);
            String after = after(at);
            int ahead = shared(text, after);
            int back = shared(text, before);
            boolean seam = isSeam(text, after);
            boolean announces = ahead >= 3 && (ahead > 2 * back || ahead >= 5 && 3 * ahead > 4 * back && !seam);
            boolean halved =
                    Texts.fold(text).indexOf(' ') > 0 || Texts.fold(text).indexOf(':') > 0;
            if (PageMarks.isTorn(text) || !announces && !halved && text.length() >= SENTENCE) {
                current.body(text);
            } else if (announces) {
                head(part);
            } else if (PageMarks.isScene(text)) {
                current.caption(text);
            } else if (page.isFull(part.block().lengths().getFirst()) && (back >= 3 || seam)) {
                current.body(text);
            } else if (text.length() >= SUBHEAD && seam) {
                current.body(text);
            } else if (text.length() > SUBHEAD || halved) {
                head(part);
            } else {
                current.subhead(text);
            }
        }

        /** Whether the end of {@code line} and the start of {@code next} make a word that stands elsewhere on the page. */
        private boolean isSeam(String line, String next) {
            if (next.isEmpty() || line.indexOf(' ') > 0) {
                return false;
            }
            String seam = line.substring(line.length() - 1) + next.charAt(0);
            return Texts.isHan(seam.charAt(0))
                    && Texts.isHan(seam.charAt(1))
                    && parts.stream().anyMatch(part -> part.text().contains(seam));
        }

        private String after(int at) {
            var text = new StringBuilder();
            for (int i = at + 1; i < parts.size() && text.length() < NEAR; i++) {
                Kind kind = parts.get(i).kind();
                if (kind == Kind.NOTE || kind == Kind.ON || kind == Kind.FROM) {
                    break;
                }
                if (kind == Kind.BODY) {
                    String body = parts.get(i).text();
                    text.append(body, 0, Math.min(NEAR, body.length()));
                }
            }
            return text.toString();
        }

        /** How many different pairs of characters of {@code line} occur in {@code text}. */
        private static int shared(String line, String text) {
            Set<String> pairs = new HashSet<>();
            for (int i = 0; i + 2 <= line.length(); i++) {
                String pair = line.substring(i, i + 2);
                if (Texts.isHan(pair.charAt(0)) && Texts.isHan(pair.charAt(1)) && text.contains(pair)) {
                    pairs.add(pair);
                }
            }
            return pairs.size();
        }
    }
}
