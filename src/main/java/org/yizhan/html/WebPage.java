package org.yizhan.html;

import java.time.Instant;
import java.util.List;

/**
 * One article as web pages, with what is known of it besides.
 *
 * @param parts the markup of its page; of several, where the article runs over several
 * @param url where the first was fetched from; empty where unknown
 * @param selectors the site's own selectors
 * @param title the title its list gave it; empty where unknown
 * @param published the publication time its list gave it, as written there; empty where unknown
 * @param receivedAt when it came in; times are judged by it
 */
public record WebPage(
        List<String> parts, String url, Selectors selectors, String title, String published, Instant receivedAt) {

    public WebPage {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a web page needs its markup: " + url);
        }
        parts = List.copyOf(parts);
    }
}
