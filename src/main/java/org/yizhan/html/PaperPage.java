package org.yizhan.html;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a digital newspaper's web page holds: articles, or the list of a printed page's articles.
 *
 * @param pieces its articles in the order of the markup; empty where only their list stands there
 * @param contents the articles it links to (标题导航 and the areas of the page's picture)
 * @param warnings what was odd and what was made of it
 */
public record PaperPage(List<PaperPiece> pieces, List<Entry> contents, Imprint imprint, List<String> warnings) {

    public PaperPage {
        pieces = List.copyOf(pieces);
        contents = List.copyOf(contents);
        warnings = List.copyOf(warnings);
    }

    /**
     * A line of the list.
     *
     * @param title empty where only the picture links to it
     * @param url absolute where the page's address is known, else as written
     */
    public record Entry(String title, String url) {}

    /** Whether it is the list of a printed page's articles, without their texts. */
    public boolean isContents() {
        return pieces.isEmpty() && !contents.isEmpty();
    }

    /** What to do with the list of a page's articles, and which these are. */
    public String advice() {
        String list = contents.stream()
                .map(entry -> (entry.title() + " " + entry.url()).strip())
                .collect(Collectors.joining("; "));
        return "this page only lists the " + contents.size()
                + " articles of a printed page, without their texts; send each"
                + " article's own page, or let the list be polled by a poll-list source: " + list;
    }
}
