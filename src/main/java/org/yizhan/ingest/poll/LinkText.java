package org.yizhan.ingest.poll;

import java.util.ArrayList;
import java.util.List;
import org.yizhan.article.Charsets;
import org.yizhan.fetch.Fetched;

/**
 * The text of a list, of which no more is kept than a list can need.
 *
 * @param text without byte order mark
 * @param warnings what was wrong with the bytes, and whether they were too many
 */
record LinkText(String text, List<String> warnings) {

    /** Characters of a page; several times what long lists have. */
    static final int MOST = 1_000_000;

    LinkText {
        warnings = List.copyOf(warnings);
    }

    /** What {@code document} says. */
    static LinkText of(Fetched.Document document) {
        return of(document.body(), MOST);
    }

    /** What {@code bytes} say, at most {@code most} characters of it. */
    static LinkText of(byte[] bytes, int most) {
        Charsets.Decoded decoded = Charsets.decode(bytes);
        String text = decoded.text().startsWith("\ufeff") ? decoded.text().substring(1) : decoded.text();
        var warnings = new ArrayList<String>();
        if (decoded.isDamaged()) {
            warnings.add("bytes that are neither UTF-8 nor GB18030 were read as U+FFFD");
        }
        if (text.length() > most) {
            warnings.add("the list is longer than " + most + " characters, the rest was not read");
        }
        return new LinkText(text.substring(0, Math.min(most, text.length())), warnings);
    }
}
