package org.yizhan.normalize;

import java.util.List;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;

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
        PageBlocks blocks = PageBlocks.of(clean);
        var assembly = new PageAssembly(blocks, PageParts.of(blocks));
        List<PieceBuilder> pieces = assembly.run();
        if (pieces.isEmpty()) {
            throw new Unreadable("no-article", "no article stands on the page: no paragraph of running text was found");
        }
        return new Reading(
                pieces.stream().map(piece -> piece.build(attributions)).toList(), assembly.warnings());
    }
}
