package org.yizhan.web;

import java.util.List;
import java.util.Optional;
import org.yizhan.article.Tag;
import org.yizhan.http.Times;
import org.yizhan.publish.Copy;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Tombstone;
import org.yizhan.publish.provenance.Outlet;

/** Atom 1.0 (RFC 4287), with tombstones (RFC 6721) ahead of the entries. */
final class AtomWriter implements FeedWriter {

    static final String NAMESPACE = "http://www.w3.org/2005/Atom";
    static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";

    private final Links links;

    AtomWriter(Links links) {
        this.links = links;
    }

    @Override
    public byte[] document(FeedHead head, FeedContent content, List<byte[]> entries) {
        var feed = new XmlDocument("feed", Links.FEED_STYLE);
        feed.with("xmlns", NAMESPACE)
                .with("xmlns:at", TOMBSTONES)
                .with("xmlns:fh", ArchiveLinks.NAMESPACE)
                .with("xmlns:media", EntryModules.MEDIA)
                .with("xmlns:dcterms", EntryModules.TERMS)
                .with("xml:lang", "zh-CN");
        feed.element("id", head.id());
        feed.element("title", head.title());
        subtitle(feed, "subtitle", head.description(), head.landing());
        feed.element("updated", Times.rfc3339(content.updatedAt()));
        feed.open("author").element("name", "驿站 Yizhan").close();
        link(feed, "self", head.self(), FeedFormat.ATOM.mediaType());
        link(feed, "alternate", head.home(), "text/html");
        head.hub()
                .ifPresent(hub ->
                        feed.open("link").with("rel", "hub").with("href", hub).close());
        history(feed, "link", head.archive(), FeedFormat.ATOM.mediaType());
        feed.element("generator", "Yizhan");
        content.tombstones().forEach(tombstone -> tombstone(feed.text("\n"), tombstone));
        return feed.finish(entries);
    }

    /**
     * What the feed is, with a link for those who open it in a browser, which follows none but XHTML's there (RFC 4287
     * §3.1.1.3).
     *
     * @param element the name of Atom's {@code subtitle} in this document
     * @param landing the address of the page for people
     */
    static void subtitle(XmlDocument feed, String element, String description, String landing) {
        feed.open(element).with("type", "xhtml").open("div").with("xmlns", "http://www.w3.org/1999/xhtml");
        feed.text(description + " ").open("a").with("href", landing);
        feed.text("关于这个订阅源 About this feed").close().close().close();
    }

    /**
     * The links of RFC 5005, and its mark on documents of an archive.
     *
     * @param element the name of Atom's {@code link} in this document
     */
    static void history(XmlDocument feed, String element, ArchiveLinks archive, String mediaType) {
        if (archive.isArchive()) {
            feed.open("fh:archive").close();
        }
        archive.current().ifPresent(address -> link(feed, element, "current", address, mediaType));
        archive.previous().ifPresent(address -> link(feed, element, "prev-archive", address, mediaType));
        archive.next().ifPresent(address -> link(feed, element, "next-archive", address, mediaType));
        archive.first().ifPresent(address -> link(feed, element, "first", address, mediaType));
        archive.older().ifPresent(address -> link(feed, element, "next", address, mediaType));
    }

    /** A {@code deleted-entry} of RFC 6721 §3. */
    private void tombstone(XmlDocument feed, Tombstone tombstone) {
        feed.open("at:deleted-entry")
                .with("ref", Links.storyName(tombstone.storyId()))
                .with("when", Times.rfc3339(tombstone.at()));
        String reason = GoneWords.comment(tombstone, links);
        if (!reason.isEmpty()) {
            feed.element("at:comment", reason);
        }
        feed.close();
    }

    @Override
    public byte[] entry(EntryText text) {
        return XmlDocument.fragment(part -> entry(part, text));
    }

    private void entry(XmlDocument feed, EntryText text) {
        Entry entry = text.entry();
        feed.open("entry");
        feed.element("id", Links.storyName(entry.storyId()));
        feed.element("title", EntryWords.title(entry));
        feed.element("published", Times.rfc3339(entry.publishedAt()));
        feed.element("updated", Times.rfc3339(entry.updatedAt()));
        EntryWords.authors(entry).forEach(name -> author(feed, name));
        link(feed, "alternate", links.absolute(Links.story(entry.storyId())), "text/html");
        Links.web(entry.origin().url())
                .ifPresent(url ->
                        feed.open("link").with("rel", "via").with("href", url).close());
        Attached attached = text.attached();
        attached.documents().forEach(file -> enclosure(feed, file.url(), Optional.of(file.type()), file.title()));
        attached.pictures().forEach(picture -> enclosure(feed, picture.url(), picture.type(), picture.caption()));
        for (Tag tag : entry.tags()) {
            feed.open("category")
                    .with("term", tag.id())
                    .with("scheme", Links.scheme(tag.scheme()))
                    .with("label", EntryWords.label(tag))
                    .close();
        }
        // several topics may have one term
        entry.tags().stream()
                .flatMap(tag -> MediaTopic.of(tag).stream())
                .distinct()
                .forEach(topic -> feed.open("category")
                        .with("term", topic.term())
                        .with("scheme", MediaTopic.SCHEME)
                        .with("label", topic.label())
                        .close());
        if (!entry.summary().isBlank()) {
            feed.element("summary", entry.summary());
        }
        feed.open("content").with("type", "html").text(text.content()).close();
        Optional<Outlet> unseen = entry.unseenOrigin();
        if (unseen.isPresent()) {
            unseen(feed, unseen.get(), entry.origin());
        } else {
            source(feed, entry.origin());
        }
        EntryModules.write(feed, attached, text.issued());
        feed.close();
    }

    /** Where the entry was first published, as the feed it would have come from (RFC 4287 §4.2.11). */
    private void source(XmlDocument feed, Copy origin) {
        feed.open("source");
        feed.element("id", Links.sourceName(origin.source()));
        feed.element("title", sourceName(origin));
        feed.element("updated", Times.rfc3339(origin.publishedAt()));
        link(
                feed,
                "self",
                links.absolute(Links.path(FeedName.source(origin.source()), FeedFormat.ATOM)),
                FeedFormat.ATOM.mediaType());
        link(feed, "alternate", links.absolute(Links.source(origin.source())), "text/html");
        feed.close();
    }

    /** An outlet of which we have no article: its name; addresses only where it is a source of ours. */
    private void unseen(XmlDocument feed, Outlet outlet, Copy origin) {
        feed.open("source");
        feed.element("id", outlet.sourceId().map(Links::sourceName).orElseGet(() -> Links.outletName(outlet.name())));
        feed.element("title", outlet.name());
        feed.element("updated", Times.rfc3339(origin.publishedAt()));
        outlet.sourceId().ifPresent(id -> link(feed, "alternate", links.absolute(Links.source(id)), "text/html"));
        feed.close();
    }

    private static void author(XmlDocument feed, String name) {
        feed.open("author").element("name", name).close();
    }

    private static void enclosure(XmlDocument feed, String url, Optional<String> type, String title) {
        feed.open("link").with("rel", "enclosure").with("href", url);
        type.ifPresent(known -> feed.with("type", known));
        if (!title.isBlank()) {
            feed.with("title", title);
        }
        feed.close();
    }

    private static void link(XmlDocument feed, String relation, String address, String mediaType) {
        link(feed, "link", relation, address, mediaType);
    }

    private static void link(XmlDocument feed, String element, String relation, String address, String mediaType) {
        feed.open(element)
                .with("rel", relation)
                .with("href", address)
                .with("type", mediaType.replace("; charset=utf-8", ""))
                .close();
    }

    /** The source's name; its id where it has none. */
    static String sourceName(Copy origin) {
        return origin.sourceName().isBlank() ? origin.source() : origin.sourceName();
    }
}
