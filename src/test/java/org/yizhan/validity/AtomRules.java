package org.yizhan.validity;

import static org.yizhan.validity.XmlTree.ATOM;
import static org.yizhan.validity.XmlTree.children;
import static org.yizhan.validity.XmlTree.text;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;

/** The rules of RFC 4287. Stateless but for the entries of one document. */
final class AtomRules {

    private static final Set<String> FEED = XmlTree.names(
            ATOM, "id", "title", "subtitle", "updated", "author", "link", "generator", "category", "rights", "entry");
    private static final Set<String> ENTRY = XmlTree.names(
            ATOM,
            "id",
            "title",
            "published",
            "updated",
            "author",
            "contributor",
            "link",
            "category",
            "summary",
            "content",
            "source",
            "rights");
    private static final Set<String> SOURCE = XmlTree.names(ATOM, "id", "title", "updated", "link", "author");

    static {
        FEED.addAll(XmlTree.names(XmlTree.HISTORY, "archive"));
        FEED.addAll(XmlTree.names(XmlTree.TOMBSTONES, "deleted-entry"));
        ENTRY.addAll(XmlTree.names(XmlTree.MEDIA, "content", "thumbnail"));
        ENTRY.addAll(XmlTree.names(XmlTree.TERMS, "identifier", "issued"));
    }

    private final Findings findings;
    private final Set<String> ids = new HashSet<>();
    private OffsetDateTime newest = OffsetDateTime.MAX;

    AtomRules(Findings findings) {
        this.findings = findings;
    }

    void check(Element feed, String address) {
        findings.check(
                XmlTree.name(feed).equals(XmlTree.name(ATOM, "feed")), "document", "its root is " + XmlTree.name(feed));
        XmlTree.known(feed, FEED, "feed", findings);
        common(feed, "feed");
        XmlTree.atMostOne(feed, ATOM, "subtitle", "feed", findings);
        children(feed, ATOM, "subtitle").forEach(text -> ModuleRules.text(text, "feed", findings));
        XmlTree.atMostOne(feed, ATOM, "generator", "feed", findings);
        String language = feed.getAttributeNS("http://www.w3.org/XML/1998/namespace", "lang");
        findings.check(Values.isLanguage(language), "feed", "xml:lang " + language);
        List<Element> entries = children(feed, ATOM, "entry");
        boolean authored = !children(feed, ATOM, "author").isEmpty();
        findings.check(
                authored
                        || entries.stream()
                                .noneMatch(
                                        entry -> children(entry, ATOM, "author").isEmpty()),
                "feed",
                "neither it nor each entry has an author");
        List<Element> links = children(feed, ATOM, "link");
        ModuleRules.self(links, address, "feed", findings);
        ModuleRules.history(feed, links, "feed", findings);
        ModuleRules.tombstones(feed, "entry", findings);
        entries.forEach(this::entry);
    }

    /** What feeds and entries have alike. */
    private void common(Element element, String where) {
        for (String name : List.of("id", "title", "updated")) {
            XmlTree.one(element, ATOM, name, where, findings);
        }
        findings.check(Values.isId(text(element, ATOM, "id")), where, "id " + text(element, ATOM, "id"));
        date(element, "updated", where);
        children(element, ATOM, "author")
                .forEach(author -> XmlTree.one(author, ATOM, "name", where + " author", findings));
        ModuleRules.links(children(element, ATOM, "link"), where, findings);
    }

    private void date(Element element, String name, String where) {
        children(element, ATOM, name)
                .forEach(date -> findings.check(
                        Values.isRfc3339(date.getTextContent()), where, name + " " + date.getTextContent()));
    }

    private void entry(Element entry) {
        String where = "entry " + text(entry, ATOM, "id");
        XmlTree.known(entry, ENTRY, where, findings);
        common(entry, where);
        findings.check(ids.add(text(entry, ATOM, "id")), where, "id twice");
        for (String name : List.of("published", "summary", "content", "source", "rights")) {
            XmlTree.atMostOne(entry, ATOM, name, where, findings);
        }
        date(entry, "published", where);
        order(text(entry, ATOM, "published"), where);
        boolean alternate = children(entry, ATOM, "link").stream()
                .anyMatch(link -> link.getAttribute("rel").equals("alternate"));
        findings.check(
                alternate || !children(entry, ATOM, "content").isEmpty(),
                where,
                "has neither content nor an alternate");
        children(entry, ATOM, "category").forEach(category -> category(category, where));
        categories(children(entry, ATOM, "category"), where);
        children(entry, ATOM, "content").forEach(content -> content(content, where));
        children(entry, ATOM, "source").forEach(source -> source(source, where + " source"));
        ModuleRules.media(entry, where, findings);
        ModuleRules.terms(entry, where, findings);
    }

    private void order(String published, String where) {
        if (Values.isRfc3339(published)) {
            OffsetDateTime date = OffsetDateTime.parse(published);
            findings.check(!date.isAfter(newest), where, "newer than the one before it");
            newest = date;
        }
    }

    private void category(Element category, String where) {
        findings.check(!category.getAttribute("term").isBlank(), where, "category without a term");
        findings.check(
                Values.isId(category.getAttribute("scheme")),
                where,
                "category scheme " + category.getAttribute("scheme"));
    }

    private void categories(List<Element> categories, String where) {
        Set<String> seen = new HashSet<>();
        categories.stream()
                .map(category -> category.getAttribute("scheme") + " " + category.getAttribute("term"))
                .forEach(key -> findings.check(seen.add(key), where, "category twice: " + key));
    }

    private void content(Element content, String where) {
        findings.check(
                content.getAttribute("type").equals("html"), where, "content type " + content.getAttribute("type"));
        findings.check(children(content).isEmpty(), where, "html content holds elements, not text");
        HtmlRules.check(content.getTextContent(), where, findings);
    }

    private void source(Element source, String where) {
        XmlTree.known(source, SOURCE, where, findings);
        common(source, where);
    }
}
