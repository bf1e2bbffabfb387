package org.yizhan.validity;

import static org.yizhan.validity.XmlTree.ATOM;
import static org.yizhan.validity.XmlTree.CONTENT;
import static org.yizhan.validity.XmlTree.DC;
import static org.yizhan.validity.XmlTree.children;
import static org.yizhan.validity.XmlTree.text;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** The rules of RSS 2.0 (RSS Advisory Board, 2.0.11) and its Best Practices Profile. Stateless. */
final class RssRules {

    private static final Set<String> CHANNEL = XmlTree.names(
            "",
            "title",
            "link",
            "description",
            "language",
            "lastBuildDate",
            "pubDate",
            "generator",
            "docs",
            "ttl",
            "image",
            "item");
    private static final Set<String> ITEM = XmlTree.names(
            "",
            "title",
            "link",
            "guid",
            "pubDate",
            "category",
            "description",
            "enclosure",
            "source",
            "comments",
            "author");

    static {
        CHANNEL.addAll(XmlTree.names(ATOM, "link", "subtitle"));
        CHANNEL.addAll(XmlTree.names(XmlTree.HISTORY, "archive"));
        CHANNEL.addAll(XmlTree.names(XmlTree.TOMBSTONES, "deleted-entry"));
        ITEM.addAll(XmlTree.names(ATOM, "link", "updated"));
        ITEM.addAll(XmlTree.names(CONTENT, "encoded"));
        ITEM.addAll(XmlTree.names(DC, "creator"));
        ITEM.addAll(XmlTree.names(XmlTree.MEDIA, "content", "thumbnail"));
        ITEM.addAll(XmlTree.names(XmlTree.TERMS, "identifier", "issued"));
    }

    private final Findings findings;
    private final Set<String> guids = new HashSet<>();
    private OffsetDateTime newest = OffsetDateTime.MAX;

    RssRules(Findings findings) {
        this.findings = findings;
    }

    void check(Element rss, String address) {
        findings.check(XmlTree.name(rss).equals("rss"), "document", "its root is " + XmlTree.name(rss));
        findings.check(rss.getAttribute("version").equals("2.0"), "rss", "version " + rss.getAttribute("version"));
        List<Element> channels = children(rss, "", "channel");
        findings.check(channels.size() == 1 && children(rss).size() == 1, "rss", "holds more or less than a channel");
        channels.stream().limit(1).forEach(channel -> channel(channel, address));
    }

    private void channel(Element channel, String address) {
        for (String name : List.of("title", "link", "description")) {
            XmlTree.one(channel, "", name, "channel", findings);
        }
        for (String name : List.of("language", "lastBuildDate", "generator", "docs")) {
            XmlTree.atMostOne(channel, "", name, "channel", findings);
        }
        XmlTree.known(channel, CHANNEL, "channel", findings);
        findings.check(Values.isWeb(text(channel, "", "link")), "channel", "link " + text(channel, "", "link"));
        findings.check(
                Values.isLanguage(text(channel, "", "language")),
                "channel",
                "language " + text(channel, "", "language"));
        children(channel, "", "lastBuildDate")
                .forEach(date -> findings.check(
                        Values.isRfc822(date.getTextContent()), "channel", "lastBuildDate " + date.getTextContent()));
        findings.check(
                !children(channel, "", "lastBuildDate").isEmpty()
                        || children(channel, "", "item").isEmpty(),
                "channel",
                "has items, and no lastBuildDate");
        XmlTree.atMostOne(channel, ATOM, "subtitle", "channel", findings);
        children(channel, ATOM, "subtitle").forEach(text -> ModuleRules.text(text, "channel", findings));
        findings.check(
                children(channel, "", "description").stream()
                        .allMatch(description -> children(description).isEmpty()),
                "channel",
                "description holds elements, not text");
        List<Element> links = children(channel, ATOM, "link");
        ModuleRules.links(links, "channel", findings);
        ModuleRules.self(links, address, "channel", findings);
        ModuleRules.history(channel, links, "channel", findings);
        ModuleRules.tombstones(channel, "item", findings);
        children(channel, "", "item").forEach(this::item);
    }

    private void item(Element item) {
        String where = "item " + text(item, "", "guid");
        for (String name : List.of("title", "link", "guid", "pubDate", "description", "enclosure", "source")) {
            XmlTree.atMostOne(item, "", name, where, findings);
        }
        XmlTree.known(item, ITEM, where, findings);
        XmlTree.one(item, "", "title", where, findings);
        XmlTree.one(item, "", "guid", where, findings);
        children(item, "", "guid").forEach(guid -> guid(guid, where));
        findings.check(Values.isWeb(text(item, "", "link")) || isErased(item), where, "link " + text(item, "", "link"));
        date(item, where);
        children(item, ATOM, "updated")
                .forEach(updated -> findings.check(
                        Values.isRfc3339(updated.getTextContent()), where, "updated " + updated.getTextContent()));
        children(item, DC, "creator")
                .forEach(creator -> findings.check(!creator.getTextContent().isBlank(), where, "an empty creator"));
        children(item, "", "enclosure").forEach(enclosure -> enclosure(enclosure, where));
        children(item, "", "source")
                .forEach(source -> findings.check(
                        Values.isWeb(source.getAttribute("url")), where, "source url " + source.getAttribute("url")));
        categories(children(item, "", "category"), where);
        content(item, where);
        ModuleRules.links(children(item, ATOM, "link"), where, findings);
        ModuleRules.media(item, where, findings);
        ModuleRules.terms(item, where, findings);
    }

    /** What only says that a story is gone stands behind the others. */
    private static boolean isGone(Element item) {
        return text(item, "", "title").matches("【已(撤稿|合并|移出|移除)】.*");
    }

    /** Of what was erased there is nothing to open. */
    private static boolean isErased(Element item) {
        return text(item, "", "title").equals("【已移除】")
                && children(item, "", "link").isEmpty();
    }

    private void guid(Element guid, String where) {
        findings.check(guids.add(guid.getTextContent()), where, "guid twice");
        boolean permanent = !guid.getAttribute("isPermaLink").equals("false");
        findings.check(
                !permanent || Values.isWeb(guid.getTextContent()), where, "guid is no permalink, but said to be one");
    }

    private void date(Element item, String where) {
        String text = text(item, "", "pubDate");
        findings.check(Values.isRfc822(text), where, "pubDate " + text);
        if (Values.isRfc822(text) && !isGone(item)) {
            OffsetDateTime date = Values.rfc822(text);
            findings.check(!date.isAfter(newest), where, "newer than the one before it");
            newest = date;
        }
    }

    private void enclosure(Element enclosure, String where) {
        findings.check(
                Values.isWeb(enclosure.getAttribute("url")), where, "enclosure url " + enclosure.getAttribute("url"));
        findings.check(Values.isNumber(enclosure.getAttribute("length")), where, "enclosure length");
        findings.check(
                Values.isMime(enclosure.getAttribute("type")),
                where,
                "enclosure type " + enclosure.getAttribute("type"));
    }

    private void categories(List<Element> categories, String where) {
        Set<String> seen = new HashSet<>();
        for (Element category : categories) {
            String key = category.getAttribute("domain") + " " + category.getTextContent();
            findings.check(!category.getTextContent().isBlank(), where, "an empty category");
            findings.check(Values.isId(category.getAttribute("domain")), where, "category domain " + key);
            findings.check(seen.add(key), where, "category twice: " + key);
        }
    }

    private void content(Element item, String where) {
        XmlTree.atMostOne(item, CONTENT, "encoded", where, findings);
        children(item, CONTENT, "encoded").forEach(encoded -> {
            findings.check(children(encoded).isEmpty(), where, "content:encoded holds elements, not text");
            HtmlRules.check(encoded.getTextContent(), where, findings);
        });
        HtmlRules.check(text(item, "", "description"), where, findings);
    }
}
