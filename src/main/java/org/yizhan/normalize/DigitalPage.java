package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.Optional;
import org.yizhan.article.Image;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.html.PaperPage;
import org.yizhan.html.PaperPageReader;
import org.yizhan.html.PaperPiece;

/** Reads the web page of a digital newspaper into its pieces. Pure and safe for concurrent use. */
final class DigitalPage {

    private final AttributionReader attributions;
    private final NewspaperPage texts;

    DigitalPage(Sources sources) {
        this.attributions = new AttributionReader(sources);
        this.texts = new NewspaperPage(sources);
    }

    /**
     * Reads {@code markup}.
     *
     * @param url where it came from; empty where unknown
     * @throws Unreadable {@code contents-page} where only the list of a page's articles stands there, {@code empty-page}
     *     and {@code no-article} as {@link NewspaperPage#read}
     */
    NewspaperPage.Reading read(String markup, String url) {
        PaperPage page = PaperPageReader.read(markup, url);
        if (page.isContents()) {
            throw new Unreadable("contents-page", page.advice());
        }
        var warnings = new ArrayList<>(page.warnings());
        var pieces = new ArrayList<Piece>();
        for (PaperPiece marked : page.pieces()) {
            piece(marked, url)
                    .ifPresentOrElse(
                            pieces::add, () -> warnings.add("a piece without text was left out: " + marked.title()));
        }
        if (!pieces.isEmpty()) {
            return new NewspaperPage.Reading(pieces, warnings);
        }
        NewspaperPage.Reading read =
                texts.read(String.join("\n\n", SanitisedHtml.of(markup, url).paragraphs()));
        warnings.add("no marks of a digital newspaper were found; the page was read as its plain text");
        warnings.addAll(read.warnings());
        return new NewspaperPage.Reading(read.pieces(), warnings);
    }

    private Optional<Piece> piece(PaperPiece marked, String url) {
        var piece = new MarkedPiece(Optional.empty());
        piece.head(marked.above(), marked.title(), marked.below());
        marked.pictures()
                .forEach(picture ->
                        piece.image(new Image(Draft.url(picture.url(), new ArrayList<>()), picture.caption())));
        SanitisedHtml.of(marked.html(), url).paragraphs().forEach(piece::paragraph);
        return piece.shows() ? Optional.of(piece.build(attributions)) : Optional.empty();
    }
}
