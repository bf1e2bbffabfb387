package org.yizhan.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Sources;
import org.yizhan.pdf.Sheet;
import org.yizhan.pdf.Sheet.Printed;

/** Reads a printed sheet, whose type tells headlines from text, into its pieces. Pure and safe for concurrent use. */
final class PrintedPage {

    private static final int COLUMN = 8;

    private final AttributionReader attributions;

    PrintedPage(Sources sources) {
        this.attributions = new AttributionReader(sources);
    }

    NewspaperPage.Reading read(Sheet sheet) {
        var warnings = new ArrayList<>(sheet.warnings());
        var pieces = new ArrayList<Piece>();
        Optional<String> column = Optional.empty();
        for (Printed printed : sheet.articles()) {
            MarkedPiece piece = piece(printed, column);
            if (piece.shows()) {
                pieces.add(piece.build(attributions));
            } else if (isColumnHead(printed)) {
                column = Optional.of(printed.title());
            } else if (!printed.title().isEmpty()) {
                warnings.add("a headline without text was left out: " + printed.title());
            }
        }
        return new NewspaperPage.Reading(pieces, warnings);
    }

    private static boolean isColumnHead(Printed printed) {
        return !printed.title().isEmpty()
                && printed.title().length() <= COLUMN
                && printed.above().isEmpty();
    }

    private static MarkedPiece piece(Printed printed, Optional<String> column) {
        var piece = new MarkedPiece(column);
        piece.head(plain(printed.above()), Texts.valid(printed.title()), plain(printed.below()));
        plain(printed.paragraphs()).forEach(piece::paragraph);
        plain(printed.captions()).forEach(piece::caption);
        return piece;
    }

    private static List<String> plain(List<String> lines) {
        return lines.stream().map(Texts::valid).filter(line -> !line.isBlank()).toList();
    }
}
