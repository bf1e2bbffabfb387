package org.yizhan.web;

import org.yizhan.http.Language;
import org.yizhan.publish.FeedName;

/**
 * The absolute addresses under which one list can be subscribed to.
 *
 * @param page tells a person what the feed is and how to subscribe to it
 * @param bundle the list for readers that import OPML: the feed, and those of what lies in it; empty where there is
 *     none
 * @param hub the address of the WebSub hub that sends what is new in them; empty where none does
 */
public record Follow(String title, String page, String rss, String atom, String json, String bundle, String hub) {

    /** All stories: what pages without a list of their own lead to. */
    static Follow all(Links links, Language language) {
        return standing(links, FeedName.ALL, language.say("全部报道", "All stories"));
    }

    static Follow standing(Links links, FeedName name, String title) {
        return new Follow(
                title,
                links.absolute(Links.feedPage(name)),
                links.absolute(Links.path(name, FeedFormat.RSS)),
                links.absolute(Links.path(name, FeedFormat.ATOM)),
                links.absolute(Links.path(name, FeedFormat.JSON)),
                links.absolute(Links.bundle(name.toString())),
                links.hub());
    }

    /** The feed of what went wrong. */
    static Follow status(Links links, String title) {
        return new Follow(
                title,
                links.absolute("/status"),
                links.absolute("/status.rss"),
                links.absolute("/status.atom"),
                links.absolute("/status.json"),
                "",
                "");
    }

    static Follow search(Links links, SearchQuery query, String title) {
        return new Follow(
                title,
                links.absolute(Links.searchPage(query)),
                links.absolute(Links.search(query, FeedFormat.RSS)),
                links.absolute(Links.search(query, FeedFormat.ATOM)),
                links.absolute(Links.search(query, FeedFormat.JSON)),
                links.absolute(Links.bundle(FeedCache.SEARCH + query.canonical())),
                links.hub());
    }

    /** Opens the reader that the device has for feeds (the {@code feed:} scheme). */
    public String reader() {
        return "feed:" + atom;
    }

    /** Feedly's own way to take a feed. */
    public String feedly() {
        return "https://feedly.com/i/subscription/feed/" + Links.segment(atom);
    }

    /** Inoreader's. */
    public String inoreader() {
        return "https://www.inoreader.com/?add_feed=" + Links.segment(atom);
    }

    /** The address of what lets addresses be copied in a page. */
    public static String script() {
        return StaticFiles.COPY_SCRIPT;
    }

    /** What a phone's camera reads to come to {@link #page}. */
    public QrCode code() {
        return QrCode.of(page);
    }
}
