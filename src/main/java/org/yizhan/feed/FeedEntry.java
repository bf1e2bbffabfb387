package org.yizhan.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Identity;

/**
 * One entry of a feed. Text that is missing is empty; {@code summary} and {@code html} are markup, not yet sanitised, their
 * addresses absolute where a base is known; {@code title}, {@code authors} and {@code categories} are as written.
 *
 * @param key what tells the entry from others, in this document and in later copies: its id, else its link, else
 *     {@code urn:sha256:…} of title and text; where an id stands at several links, the link; never empty
 * @param id guid or id as written; empty where there is none
 * @param authors names; an e-mail address stands only for a person without a name
 * @param published first publication; the last change where that is all that is said
 * @param html the full content; empty where the entry has a summary only
 * @param source the feed it was taken from, where it names one
 */
public record FeedEntry(
        String key,
        String id,
        String title,
        String link,
        List<String> authors,
        Optional<Instant> published,
        Optional<Instant> updated,
        String summary,
        String html,
        List<String> categories,
        List<Enclosure> enclosures,
        Optional<Origin> source) {

    /**
     * A file that belongs to an entry.
     *
     * @param type media type, empty where unknown
     * @param length in bytes, 0 where unknown
     */
    public record Enclosure(String url, String type, long length) {}

    /** Another feed, as an entry names it; either part may be empty. */
    public record Origin(String title, String url) {}

    public FeedEntry {
        authors = List.copyOf(authors);
        categories = List.copyOf(categories);
        enclosures = List.copyOf(enclosures);
    }

    /** The markup an article is made of: the content, else the summary. */
    public String body() {
        return html.isBlank() ? summary : html;
    }

    /** Differs where anything but the key differs; the same for every copy of the same entry. */
    public String contentHash() {
        return Identity.contentHash(withKey("").toString());
    }

    FeedEntry withKey(String newKey) {
        return new FeedEntry(
                newKey, id, title, link, authors, published, updated, summary, html, categories, enclosures, source);
    }
}
