package org.yizhan.web;

import java.util.List;
import java.util.Map;
import org.yizhan.publish.FeedName;

/** OPML 2.0: a list of feeds to subscribe to at one go, in groups. */
final class OpmlWriter {

    /**
     * One feed of the list.
     *
     * @param feed its absolute address, Atom
     * @param page the absolute address of the page about it
     */
    record Outline(String feed, String page, String title) {

        static Outline of(Links links, FeedName name, String title) {
            return new Outline(
                    links.absolute(Links.path(name, FeedFormat.ATOM)), links.absolute(Links.feedPage(name)), title);
        }

        static Outline of(Links links, SearchQuery query, String title) {
            return new Outline(
                    links.absolute(Links.search(query, FeedFormat.ATOM)),
                    links.absolute(Links.searchPage(query)),
                    title);
        }
    }

    /** The document in UTF-8; groups and their feeds in the order given. */
    byte[] write(String title, Map<String, List<Outline>> groups) {
        var opml = new XmlDocument("opml", Links.FEED_STYLE);
        opml.with("version", "2.0");
        opml.open("head").element("title", title).close();
        opml.open("body");
        groups.forEach((label, outlines) -> {
            opml.open("outline").with("text", label);
            outlines.forEach(outline -> outline(opml, outline));
            opml.close();
        });
        return opml.finish();
    }

    private static void outline(XmlDocument opml, Outline outline) {
        opml.open("outline")
                .with("type", "rss")
                .with("text", outline.title())
                .with("title", outline.title())
                .with("xmlUrl", outline.feed())
                .with("htmlUrl", outline.page())
                .close();
    }
}
