package org.yizhan.validity;

import static org.yizhan.validity.XmlTree.HISTORY;
import static org.yizhan.validity.XmlTree.MEDIA;
import static org.yizhan.validity.XmlTree.TERMS;
import static org.yizhan.validity.XmlTree.TOMBSTONES;
import static org.yizhan.validity.XmlTree.children;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Rules of what RSS and Atom share: Atom's links, RFC 5005, RFC 6721, Media RSS, Dublin Core terms. Stateless. */
final class ModuleRules {

    /** Registered with IANA, or by RFC 5005 or WebSub. */
    private static final Set<String> RELATIONS = Set.of(
            "self",
            "alternate",
            "via",
            "enclosure",
            "related",
            "hub",
            "current",
            "prev-archive",
            "next-archive",
            "first",
            "next");

    private static final String XHTML = "http://www.w3.org/1999/xhtml";

    private ModuleRules() {}

    static void links(List<Element> links, String where, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Element link : links) {
            String relation = link.hasAttribute("rel") ? link.getAttribute("rel") : "alternate";
            String type = link.getAttribute("type");
            findings.check(RELATIONS.contains(relation), where, "unknown link relation " + relation);
            findings.check(
                    Values.isWeb(link.getAttribute("href")),
                    where,
                    "link " + relation + " leads to " + link.getAttribute("href"));
            findings.check(type.isEmpty() || Values.isMime(type), where, "link type " + type);
            String key =
                    relation.equals("alternate") ? relation + " " + type : relation + " " + link.getAttribute("href");
            findings.check(seen.add(key), where, "a second link " + key);
        }
    }

    /** @param address where the document was found */
    static void self(List<Element> links, String address, String where, Findings findings) {
        List<String> self = links.stream()
                .filter(link -> link.getAttribute("rel").equals("self"))
                .map(link -> link.getAttribute("href"))
                .toList();
        findings.check(self.equals(List.of(address)), where, "self is " + self + " at " + address);
    }

    /** RFC 5005 §4: an archive document says so and names the subscription document. */
    static void history(Element head, List<Element> links, String where, Findings findings) {
        List<String> relations =
                links.stream().map(link -> link.getAttribute("rel")).toList();
        boolean archive = !children(head, HISTORY, "archive").isEmpty();
        findings.check(
                archive == relations.contains("current"),
                where,
                "an archive document without current, or not one with it");
        findings.check(archive || !relations.contains("next-archive"), where, "next-archive outside the archive");
        boolean paged = relations.contains("first") || relations.contains("next");
        findings.check(
                !paged
                        || relations.stream()
                                .noneMatch(relation -> relation.endsWith("-archive") || relation.equals("current")),
                where,
                "a page of two kinds of history");
        XmlTree.atMostOne(head, HISTORY, "archive", where, findings);
    }

    /** An Atom text construct (RFC 4287 §3.1): text or one XHTML {@code div} that neither runs nor looks like anything. */
    static void text(Element text, String where, Findings findings) {
        String type = text.getAttribute("type");
        List<Element> parts = children(text);
        boolean xhtml = type.equals("xhtml");
        findings.check(xhtml || type.isEmpty() || type.equals("text"), where, "text of type " + type);
        findings.check(xhtml || parts.isEmpty(), where, "text holds elements");
        findings.check(
                !xhtml
                        || parts.size() == 1
                                && XmlTree.name(parts.getFirst()).equals(XmlTree.name(XHTML, "div"))
                                && words(text).isBlank(),
                where,
                "xhtml is not one div");
        parts.forEach(part -> inline(part, where, findings));
    }

    /** What stands in an element beside its children. */
    private static String words(Element element) {
        var words = new StringBuilder();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            words.append(child instanceof Element ? "" : child.getNodeValue());
        }
        return words.toString();
    }

    private static void inline(Element element, String where, Findings findings) {
        boolean link = XmlTree.name(element).equals(XmlTree.name(XHTML, "a"));
        findings.check(
                link || XmlTree.name(element).equals(XmlTree.name(XHTML, "div")),
                where,
                "text has " + XmlTree.name(element));
        findings.check(
                !link || Values.isWeb(element.getAttribute("href")),
                where,
                "text links to " + element.getAttribute("href"));
        for (int at = 0; at < element.getAttributes().getLength(); at++) {
            String name = element.getAttributes().item(at).getNodeName();
            findings.check(name.startsWith("xmlns") || link && name.equals("href"), where, "text has " + name);
        }
        children(element).forEach(child -> inline(child, where, findings));
    }

    static void tombstones(Element head, String entryName, Findings findings) {
        boolean entries = false;
        for (Element child : children(head)) {
            entries |= child.getLocalName().equals(entryName);
            if (XmlTree.name(child).equals(XmlTree.name(TOMBSTONES, "deleted-entry"))) {
                findings.check(!entries, "deleted-entry", "stands behind an entry");
                findings.check(
                        Values.isId(child.getAttribute("ref")), "deleted-entry", "ref " + child.getAttribute("ref"));
                findings.check(
                        Values.isRfc3339(child.getAttribute("when")),
                        "deleted-entry",
                        "when " + child.getAttribute("when"));
            }
        }
    }

    static void media(Element entry, String where, Findings findings) {
        for (Element content : children(entry, MEDIA, "content")) {
            String type = content.getAttribute("type");
            findings.check(
                    Values.isWeb(content.getAttribute("url")), where, "media url " + content.getAttribute("url"));
            findings.check(type.isEmpty() || Values.isMime(type), where, "media type " + type);
            findings.check(content.getAttribute("medium").equals("image"), where, "media medium");
            size(content, where, findings);
        }
        for (Element thumbnail : children(entry, MEDIA, "thumbnail")) {
            findings.check(
                    Values.isWeb(thumbnail.getAttribute("url")), where, "thumbnail " + thumbnail.getAttribute("url"));
            size(thumbnail, where, findings);
        }
    }

    private static void size(Element media, String where, Findings findings) {
        for (String name : List.of("width", "height")) {
            findings.check(
                    !media.hasAttribute(name) || Values.isNumber(media.getAttribute(name)),
                    where,
                    "media " + name + " " + media.getAttribute(name));
        }
    }

    static void terms(Element entry, String where, Findings findings) {
        XmlTree.atMostOne(entry, TERMS, "identifier", where, findings);
        children(entry, TERMS, "issued")
                .forEach(issued -> findings.check(
                        Values.isDay(issued.getTextContent()), where, "issued " + issued.getTextContent()));
    }
}
