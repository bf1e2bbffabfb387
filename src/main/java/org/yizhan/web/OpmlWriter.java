package org.yizhan.web;

import java.util.List;
import java.util.Map;
import org.yizhan.publish.FeedName;

/** OPML 2.0: a list of feeds to subscribe to at one go, in groups. */
final class OpmlWriter {

    /** One feed of the list. */
    record Outline(FeedName name, String title) {}

    private final Links links;

    OpmlWriter(Links links) {
        this.links = links;
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

    private void outline(XmlDocument opml, Outline outline) {
        opml.open("outline")
                .with("type", "rss")
                .with("text", outline.title())
                .with("title", outline.title())
                .with("xmlUrl", links.absolute(Links.path(outline.name(), FeedFormat.ATOM)))
                .close();
    }
}
