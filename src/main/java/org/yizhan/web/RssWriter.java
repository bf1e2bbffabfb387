package org.yizhan.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Tag;
import org.yizhan.http.Times;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.provenance.Outlet;

/**
 * RSS 2.0 with the modules content, Dublin Core, Media RSS and Atom. RSS has no word for a withdrawal, so the
 * tombstones stand behind the entries as items that say so.
 */
final class RssWriter implements FeedWriter {

    private final Links links;

    RssWriter(Links links) {
        this.links = links;
    }

    @Override
    public byte[] document(FeedHead head, FeedContent content, List<byte[]> entries) {
        var rss = new XmlDocument("rss", Links.FEED_STYLE);
        rss.with("version", "2.0")
                .with("xmlns:content", "http://purl.org/rss/1.0/modules/content/")
                .with("xmlns:dc", "http://purl.org/dc/elements/1.1/")
                .with("xmlns:atom", AtomWriter.NAMESPACE)
                .with("xmlns:fh", ArchiveLinks.NAMESPACE)
                .with("xmlns:media", EntryModules.MEDIA)
                .with("xmlns:dcterms", EntryModules.TERMS);
        rss.open("channel");
        rss.element("title", head.title());
        rss.element("link", head.home());
        rss.element("description", head.description());
        rss.element("language", "zh-CN");
        if (content.updatedAt().isAfter(Instant.EPOCH)) {
            rss.element("lastBuildDate", Times.rfc822(content.updatedAt()));
        }
        rss.element("generator", "Yizhan");
        rss.element("docs", "https://www.rssboard.org/rss-specification");
        rss.open("atom:link")
                .with("rel", "self")
                .with("href", head.self())
                .with("type", "application/rss+xml")
                .close();
        head.hub()
                .ifPresent(hub -> rss.open("atom:link")
                        .with("rel", "hub")
                        .with("href", hub)
                        .close());
        AtomWriter.subtitle(rss, "atom:subtitle", head.description(), head.landing());
        AtomWriter.history(rss, "atom:link", head.archive(), FeedFormat.RSS.mediaType());
        List<byte[]> items = new ArrayList<>(entries);
        content.tombstones()
                .forEach(gone -> items.add(XmlDocument.fragment(part -> GoneItem.write(part, links, gone))));
        return rss.finish(items);
    }

    @Override
    public byte[] entry(EntryText text) {
        return XmlDocument.fragment(part -> item(part, text));
    }

    private void item(XmlDocument rss, EntryText text) {
        Entry entry = text.entry();
        Copy origin = entry.origin();
        rss.open("item");
        rss.element("title", EntryWords.title(entry));
        rss.element("link", links.absolute(Links.story(entry.storyId())));
        rss.open("guid")
                .with("isPermaLink", "false")
                .text(Links.storyName(entry.storyId()))
                .close();
        rss.element("pubDate", Times.rfc822(entry.publishedAt()));
        rss.element("atom:updated", Times.rfc3339(entry.updatedAt()));
        EntryWords.authors(entry).forEach(name -> rss.element("dc:creator", name));
        entry.tags().stream()
                .flatMap(RssWriter::categories)
                .distinct()
                .forEach(category -> rss.open("category")
                        .with("domain", category.domain())
                        .text(category.text())
                        .close());
        // <description> is HTML by custom, so the plain summary is escaped once more
        rss.element("description", Characters.html(entry.summary()));
        rss.element("content:encoded", text.content());
        Links.web(origin.url())
                .ifPresent(url -> rss.open("atom:link")
                        .with("rel", "via")
                        .with("href", url)
                        .close());
        Attached attached = text.attached();
        attached.files().stream().findFirst().ifPresent(file -> enclosure(rss, file));
        Optional<Outlet> unseen = entry.unseenOrigin();
        rss.open("source")
                .with("url", unseen.map(outlet -> address(outlet, origin)).orElseGet(() -> sourceAddress(origin)))
                .text(unseen.map(Outlet::name).orElseGet(() -> AtomWriter.sourceName(origin)))
                .close();
        EntryModules.write(rss, attached, text.issued());
        rss.close();
    }

    /** RSS has one word where Atom has a term and a label. */
    private record Category(String domain, String text) {}

    private static Stream<Category> categories(Tag tag) {
        return Stream.concat(
                Stream.of(new Category(Links.scheme(tag.scheme()), EntryWords.label(tag))),
                MediaTopic.of(tag).map(topic -> new Category(MediaTopic.SCHEME, topic.term())).stream());
    }

    /** The origin's own address; where it has none, our feed of its source. */
    private String sourceAddress(Copy origin) {
        return Links.web(origin.url())
                .orElseGet(() -> links.absolute(Links.path(FeedName.source(origin.source()), FeedFormat.RSS)));
    }

    /** The address printed as the original's; else our feed of that source, where it is one; else where we have it from. */
    private String address(Outlet unseen, Copy origin) {
        return origin.attribution()
                .originalUrl()
                .flatMap(Links::web)
                .or(() -> unseen.sourceId().map(id -> links.absolute(Links.path(FeedName.source(id), FeedFormat.RSS))))
                .orElseGet(() -> sourceAddress(origin));
    }

    /** RSS takes one, and wants a length; 0 is the customary way to say that it is not known. */
    private static void enclosure(XmlDocument rss, Attached.File file) {
        rss.open("enclosure")
                .with("url", file.url())
                .with("length", "0")
                .with("type", file.type())
                .close();
    }
}
