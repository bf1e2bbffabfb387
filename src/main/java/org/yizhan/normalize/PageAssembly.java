package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.normalize.PageParts.Kind;
import org.yizhan.normalize.PageParts.Part;

/**
 * Puts the parts of one page together into pieces, in reading order. A short line is what its neighbours make it: a
 * headline announces words of the text behind it, a sub-heading doesn't, and what follows a paragraph that stops in
 * mid-sentence goes on with it. Used by one thread, once.
 */
final class PageAssembly {

    private static final int SUBHEAD = 13;
    private static final int LOOSE_SUBHEAD = 20;
    private static final int SENTENCE = 18;
    private static final int LONG_SENTENCE = 30;
    private static final int COLUMN = 8;
    private static final String DECORATION = "[\\s【】〔〕\\[\\]●■□◆▲<>《》＜＞·•|\\-—=★☆]+";

    private final PageBlocks page;
    private final List<Part> parts;
    private final PageContext context;
    private final List<PieceBuilder> pieces = new ArrayList<>();
    private final LeftOut leftOut = new LeftOut();
    private Optional<String> column = Optional.empty();
    private boolean isColumnShown;
    private PieceBuilder current = new PieceBuilder(Optional.empty());

    PageAssembly(PageBlocks page, List<Part> parts) {
        this.page = page;
        this.parts = parts;
        this.context = new PageContext(parts);
    }

    /** The pieces that have text. */
    List<PieceBuilder> run() {
        for (int i = 0; i < parts.size(); i++) {
            place(i, parts.get(i));
        }
        finish();
        endColumn();
        return pieces;
    }

    List<String> warnings() {
        return leftOut.warnings();
    }

    private void place(int at, Part part) {
        String text = part.text();
        switch (part.kind()) {
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
            case SHORT -> shortLine(at, part);
            case LOOSE -> looseLine(at, part);
            case END -> throw new IllegalStateException("END is no part");
        }
    }

    private void start() {
        finish();
        current = new PieceBuilder(column);
    }

    /** Captions alone are the piece's before. */
    private void finish() {
        if (current.hasBody()) {
            pieces.add(current);
            isColumnShown |= !current.isContinuation();
        } else if (current.isCaptionsAlone() && !pieces.isEmpty()) {
            current.rest().forEach(pieces.getLast()::caption);
        } else if (!current.rest().isEmpty()) {
            String what = current.hasHead() ? "a headline" : current.isCaptionsAlone() ? "a caption" : "a by-line";
            leftOut.add(what, current.rest());
        }
    }

    private void startColumn(String name) {
        finish();
        endColumn();
        column = Optional.of(name);
        isColumnShown = false;
        current = new PieceBuilder(column);
    }

    private void endColumn() {
        if (column.isPresent() && !isColumnShown) {
            leftOut.add("a column head", List.of(column.get()));
        }
    }

    private void head(Part part) {
        if (current.hasBody() || current.isEnded() || (current.hasHead() && !current.isContinuation())) {
            start();
        }
        current.head(part.block().lines());
    }

    /** Whether a headline stands there and no text yet. */
    private boolean isWaiting() {
        return current.hasHead() && !current.hasBody() && !current.isEnded();
    }

    /** Whether 上接N版 stands there and neither headline nor text yet. */
    private boolean isUntitled() {
        return current.isContinuation() && !current.hasHead() && isFresh() && !current.isEnded();
    }

    private boolean isFresh() {
        return !current.hasBody() || current.isEnded();
    }

    /** What a short line is: headline, column head, sub-heading, caption, or a cut line. */
    private void shortLine(int at, Part part) {
        Kind next = context.kind(at + 1);
        String text = part.text();
        boolean running = part.isSingle() || page.isColumn(part.block());
        boolean beforeBody = next == Kind.BODY || next == Kind.LOOSE;
        if (!isFresh() && current.isOpen() && running && next != Kind.BYLINE && next != Kind.SHORT) {
            cut(part, beforeBody);
        } else if (!isFresh() && !part.isSingle() && running && beforeBody) {
            between(at, part);
        } else if (!part.isSingle() || next == Kind.BYLINE) {
            headOrMore(at, part, beforeBody);
        } else if (next == Kind.SHORT || next == Kind.FROM || (next == Kind.LOOSE && isColumnHead(at, text))) {
            beforeHead(at, part);
        } else if (next == Kind.NOTE && !isFresh()) {
            current.body(text);
        } else if (!beforeBody && next != Kind.CAPTION) {
            current.caption(text);
        } else if (isFresh()) {
            headOrMore(at, part, beforeBody);
        } else {
            between(at, part);
        }
    }

    /** A line with a comma: where only a headline can stand it is one, else running text if it may be. */
    private void looseLine(int at, Part part) {
        String text = part.text();
        boolean fresh = current.isEnded() || (!current.hasBody() && !current.isContinuation());
        boolean goesOn = isWaiting() || (current.isOpen() && !current.isEnded());
        if (context.kind(at + 1) == Kind.BYLINE || (!goesOn && (fresh || isTooWide(part)))) {
            head(part);
        } else if (!goesOn && isPhrases(text) && !context.isSeam(text, context.after(at))) {
            current.subhead(text);
        } else {
            current.body(text);
        }
    }

    /** 聚合力，织牢服务网: two phrases of nearly one length, as sub-headings have them. */
    private static boolean isPhrases(String text) {
        int comma = Texts.fold(text).indexOf(',');
        int behind = text.length() - comma - 1;
        return text.length() <= LOOSE_SUBHEAD
                && Math.abs(comma - behind) <= 4
                && text.chars().noneMatch(Character::isDigit);
    }

    /** A name of a column, with a headline that has a comma behind it. */
    private boolean isColumnHead(int at, String text) {
        Part next = parts.get(at + 1);
        return isFresh()
                && !isWaiting()
                && isColumnName(columnName(text))
                && PageContext.shared(next.text(), context.after(at + 1)) >= 3;
    }

    /** A short line after a paragraph that stops in mid-sentence. */
    private void cut(Part part, boolean beforeBody) {
        String text = part.text();
        boolean full = page.isFull(part.block().lengths().getFirst());
        if (beforeBody && !full && text.length() <= LONG_SENTENCE && PageMarks.isScene(text)) {
            current.caption(text);
        } else {
            current.body(text);
        }
    }

    private void headOrMore(int at, Part part, boolean beforeBody) {
        String text = part.text();
        boolean running = part.isSingle() || page.isColumn(part.block());
        if (beforeBody && running && (isWaiting() || isUntitled()) && isOpening(at, text)) {
            current.body(text);
        } else if (!isWaiting()) {
            head(part);
        } else if (part.isSingle() && (text.startsWith("—") || text.startsWith("--"))) {
            current.head(part.block().lines());
        } else if (part.isSingle() && beforeBody && text.length() < SUBHEAD) {
            current.subhead(text);
        } else {
            current.head(part.block().lines());
        }
    }

    /** Whether a line behind a headline is not more of it but the text's first words, cut by a column break. */
    private boolean isOpening(int at, String text) {
        if (Leads.dateline(text).isPresent()) {
            return true;
        }
        if (text.length() < SENTENCE || text.startsWith("—") || Texts.fold(text).indexOf(' ') > 0) {
            return false;
        }
        return text.length() >= LONG_SENTENCE
                || PageContext.shared(text, current.recent(0)) >= 3
                || context.isSeam(text, context.after(at));
    }

    /** A short line with a headline or 上接N版 after it. */
    private void beforeHead(int at, Part part) {
        String text = part.text();
        String name = columnName(text);
        if (PageMarks.isScene(text) && current.hasBody()) {
            current.caption(text);
        } else if (isColumnName(name)) {
            startColumn(name);
        } else if (context.kind(at + 1) == Kind.FROM) {
            head(part);
        } else if (!isFresh() && !parts.get(at + 1).isSingle()) {
            current.caption(text);
        } else {
            headOrMore(at, part, false);
        }
    }

    private static boolean isColumnName(String name) {
        return !name.isEmpty() && name.length() <= COLUMN && !name.contains(" ");
    }

    private static String columnName(String text) {
        return text.replaceAll("^" + DECORATION + "|" + DECORATION + "$", "");
    }

    /** A short line between two paragraphs: the next headline, a sub-heading, or a caption. */
    private void between(int at, Part part) {
        String text = part.text();
        String after = context.after(at);
        boolean announces = announces(text, after);
        boolean seam = context.isSeam(text, after);
        boolean wide = isTooWide(part);
        boolean halved = Texts.fold(text).indexOf(' ') > 0 || Texts.fold(text).indexOf(':') > 0;
        boolean cut = PageMarks.isTorn(text) || (seam && !part.isSingle());
        if (PageMarks.isItem(text)) {
            current.subhead(text);
        } else if (!wide && (cut || (!announces && !halved && text.length() >= SENTENCE))) {
            current.body(text);
        } else if (announces || wide) {
            head(part);
        } else if (PageMarks.isScene(text)) {
            current.caption(text);
        } else if (isLineOfColumn(part, text, seam)) {
            current.body(text);
        } else if (text.length() > SUBHEAD || (halved && isForward(text, after))) {
            head(part);
        } else {
            current.subhead(text);
        }
    }

    private boolean isLineOfColumn(Part part, String text, boolean seam) {
        boolean full = page.isFull(part.block().lengths().getFirst());
        return (full && (seam || PageContext.shared(text, current.recent(PageContext.NEAR)) >= 3))
                || (text.length() >= SUBHEAD && seam);
    }

    /** Whether the words of {@code text} stand in what follows rather than in what went before. */
    private boolean announces(String text, String after) {
        int ahead = PageContext.shared(text, after);
        int back = PageContext.shared(text, current.recent(PageContext.NEAR));
        return ahead >= 3 && (ahead > 2 * back || (ahead >= 5 && 3 * ahead > 4 * back && !context.isSeam(text, after)));
    }

    /** As {@link #announces}, for a line of few words that is printed as headlines are. */
    private boolean isForward(String text, String after) {
        int ahead = PageContext.shared(text, after);
        return ahead >= 2 && ahead > 2 * PageContext.shared(text, current.recent(PageContext.NEAR));
    }

    /** Whether a line is longer than any of running text can be on a page that is printed line by line. */
    private boolean isTooWide(Part part) {
        return page.width() > 0 && part.isSingle() && part.text().length() > page.width() + 1;
    }
}
