package org.yizhan.web;

import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.yizhan.publish.Entry;
import org.yizhan.search.Marker;
import org.yizhan.search.Question;
import org.yizhan.search.QuestionReader;
import org.yizhan.search.Run;

/**
 * Where a story answers a search: its title and the passage of its text with most of the words, both in pieces of plain
 * text, those looked for marked.
 *
 * @param text empty where the words are in the title or in names only
 */
public record Snippet(List<Run> title, List<Run> text) {

    /** As much as the index knows of a text. */
    private static final int TEXT = 2_000;

    private static final String BLOCKS =
            "p, div, li, tr, td, th, h1, h2, h3, h4, h5, h6, blockquote, pre, br, figcaption";

    public Snippet {
        title = List.copyOf(title);
        text = List.copyOf(text);
    }

    static Snippet of(Marker marker, Entry entry) {
        return new Snippet(marker.all(entry.title()), marker.passage(text(entry.html())));
    }

    /** What marks these words, with the signs that were typed with them; empty where there are none. */
    static Optional<Marker> marker(String typed) {
        return QuestionReader.read(typed) instanceof QuestionReader.Read.Understood understood
                ? Optional.of(understood.question())
                        .filter(question -> !(question instanceof Question.Anything))
                        .map(Marker::of)
                : Optional.empty();
    }

    /** Each block on a line of its own. */
    private static String text(String html) {
        Element body = Jsoup.parseBodyFragment(html).body();
        body.select(BLOCKS).before("\n");
        String text = body.wholeText().replaceAll("\\s*\n\\s*", "\n").strip();
        return text.substring(0, Math.min(text.length(), TEXT));
    }
}
