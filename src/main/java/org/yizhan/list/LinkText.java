package org.yizhan.list;

import java.util.ArrayList;
import java.util.Arrays;
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
        Charsets.Decoded decoded = Charsets.decode(beginning(bytes, 4L * most));
        String text = decoded.text().startsWith("\ufeff") ? decoded.text().substring(1) : decoded.text();
        var warnings = new ArrayList<String>();
        if (decoded.isDamaged()) {
            warnings.add("bytes that are neither UTF-8 nor GB18030 were read as U+FFFD");
        }
        if (text.length() > most || bytes.length > 4L * most) {
            warnings.add("the list is longer than " + most + " characters, the rest was not read");
        }
        return new LinkText(text.substring(0, Math.min(most, text.length())), warnings);
    }

    /** At most {@code most} bytes, up to the end of a tag: {@code >} is part of no other character in UTF-8 and GB18030. */
    private static byte[] beginning(byte[] bytes, long most) {
        if (bytes.length <= most) {
            return bytes;
        }
        int end = (int) most;
        while (end > 0 && bytes[end - 1] != '>') {
            end--;
        }
        return Arrays.copyOf(bytes, end == 0 ? (int) most : end);
    }
}
