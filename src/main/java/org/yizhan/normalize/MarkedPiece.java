package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yizhan.article.Image;
import org.yizhan.normalize.PageParts.Part;

/**
 * One piece whose headline and paragraphs the page itself tells apart, by its markup or its type. What is left to find are
 * the fixed forms within them: by-lines, end notes, continuation marks, captions and furniture. Used by one thread.
 */
final class MarkedPiece {

    private static final int LONGEST_LINE = 60;
    private static final int MOST_AUTHORS = 20;

    /** 《岭南日报》（2026年11月12日 第 07 版） behind the author, as People's Daily prints it. */
    private static final Pattern IMPRINT =
            Pattern.compile("《[^《》]{2,20}》\\s*[（(][^（()）]{0,10}\\d{4}\\s*年[^（()）]{0,40}[）)]\\s*$");

    private final PieceBuilder piece;

    MarkedPiece(Optional<String> column) {
        this.piece = new PieceBuilder(column);
    }

    /** Sets the headline from its lines; by-lines, continuation marks and furniture among them go their own ways. */
    void head(List<String> above, String title, List<String> below) {
        List<String> kickers = headLines(above, true);
        List<String> subtitles = headLines(below, false);
        String plain = marksOff(title);
        if (!plain.isEmpty()) {
            piece.headline(new Headline(joined(kickers), plain, joined(subtitles)));
        }
    }

    private List<String> headLines(List<String> lines, boolean isAbove) {
        var kept = new ArrayList<String>();
        for (String line : lines) {
            String plain = marksOff(IMPRINT.matcher(line).replaceFirst(""));
            boolean signs = !isAbove && (PageMarks.isByline(plain) || isSignature(plain));
            if (signs) {
                piece.byline(plain);
            } else if (!plain.isEmpty() && !PageMarks.isFurniture(plain)) {
                kept.add(plain);
            }
        }
        return kept;
    }

    /** A headline's line without 上接N版 and 下转N版, which are noted. */
    private String marksOff(String line) {
        Optional<Integer> from = PageMarks.from(line).map(mark -> {
            piece.from(PageMarks.number(mark));
            return mark.end();
        });
        String rest = Texts.strip(line.substring(from.orElse(0)));
        return Texts.strip(rest);
    }

    /** Persons' names alone: 高 原 or 赵明 李娜. */
    private static boolean isSignature(String line) {
        String[] tokens = Texts.fold(line).split("\\s+", -1);
        return line.length() <= MOST_AUTHORS
                && line.chars().noneMatch(c -> c < 128 && Character.isLetterOrDigit(c))
                && !line.startsWith("—")
                && People.names(Texts.fold(line)).size() >= Math.max(1, (tokens.length + 1) / 2)
                && line.length() <= 4 * tokens.length;
    }

    private static Optional<String> joined(List<String> lines) {
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", lines));
    }

    /** Adds a whole paragraph. */
    void paragraph(String paragraph) {
        String text = Texts.strip(paragraph);
        if (text.isEmpty()) {
            return;
        }
        if (text.length() <= LONGEST_LINE && !piece.hasBody() && PageMarks.isByline(text)) {
            piece.byline(text);
            return;
        }
        for (Part part : PageParts.of(PageBlocks.of(text))) {
            part(part);
        }
    }

    private void part(Part part) {
        switch (part.kind()) {
            case FROM -> PageMarks.from(part.text()).ifPresent(mark -> piece.from(PageMarks.number(mark)));
            case ON -> PageMarks.on(part.text()).ifPresent(mark -> piece.on(PageMarks.number(mark)));
            case NOTE -> PageMarks.note(part.text()).ifPresent(piece::note);
            case BYLINE -> piece.byline(part.text());
            case CAPTION -> piece.caption(part.text());
            case SHORT, LOOSE, BODY -> piece.subhead(part.text());
            case END -> throw new IllegalStateException("END is no part");
        }
    }

    void caption(String text) {
        piece.caption(text);
    }

    void image(Image picture) {
        piece.image(picture);
        if (!picture.caption().isEmpty()) {
            piece.caption(picture.caption());
        }
    }

    /** Whether it has text, or a picture and a headline. */
    boolean shows() {
        return piece.hasBody() || (piece.hasHead() && piece.hasPictures());
    }

    Piece build(AttributionReader attributions) {
        return piece.build(attributions);
    }
}
