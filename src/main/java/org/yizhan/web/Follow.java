package org.yizhan.web;

import org.yizhan.publish.FeedName;

/** The absolute addresses under which one list can be subscribed to. */
public record Follow(String title, String rss, String atom, String json) {

    static Follow standing(Links links, FeedName name, String title) {
        return new Follow(
                title,
                links.absolute(Links.path(name, FeedFormat.RSS)),
                links.absolute(Links.path(name, FeedFormat.ATOM)),
                links.absolute(Links.path(name, FeedFormat.JSON)));
    }

    /** The feed of what went wrong. */
    static Follow status(Links links, String title) {
        return new Follow(
                title, links.absolute("/status.rss"), links.absolute("/status.atom"), links.absolute("/status.json"));
    }

    static Follow search(Links links, SearchQuery query, String title) {
        return new Follow(
                title,
                links.absolute(Links.search(query, FeedFormat.RSS)),
                links.absolute(Links.search(query, FeedFormat.ATOM)),
                links.absolute(Links.search(query, FeedFormat.JSON)));
    }
}
