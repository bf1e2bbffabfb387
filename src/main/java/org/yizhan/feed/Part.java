package org.yizhan.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * An element of a feed under its {@link Vocabulary} name, with the base address and language it inherits. Elements that
 * hold text have no parts, whatever markup stands in them. Immutable as long as nobody changes the document.
 *
 * @param base what {@code xml:base} says, resolved; empty where nobody says anything
 */
record Part(String name, Element element, String base, String lang, List<Part> parts) {

    private static final int DEEPEST = 16;
    private static final Set<String> TEXTS = Set.of(
            "title",
            "description",
            "content:encoded",
            "encoded",
            "copyright",
            "xhtml:body",
            "xhtml:div",
            "atom:title",
            "atom:subtitle",
            "atom:tagline",
            "atom:rights",
            "atom:copyright",
            "atom:summary",
            "atom:content",
            "atom:info");
    /** Leaves that an unclosed tag turns into parents of what follows them. */
    private static final Set<String> LEAVES =
            Set.of("title", "link", "guid", "pubdate", "comments", "language", "category", "ttl", "lastbuilddate");

    private static final Set<String> SIBLINGS = Set.of(
            "link",
            "guid",
            "pubdate",
            "description",
            "category",
            "author",
            "item",
            "content:encoded",
            "dc:creator",
            "dc:date");

    /** What the parts of one document share. */
    private record Document(String url, String namespace, boolean isAtom) {}

    /**
     * The whole document below its outermost element.
     *
     * @param url what relative bases hang on, may be empty
     */
    static Part of(Element root, String url) {
        boolean isAtom = root.tag().localName().equalsIgnoreCase("feed")
                || root.tag().localName().equalsIgnoreCase("entry");
        return of(root, new Document(url, root.tag().namespace(), isAtom), "", "", 0);
    }

    private static Part of(Element element, Document document, String outerBase, String outerLang, int depth) {
        String base = base(element, document, outerBase);
        String lang = element.hasAttr("xml:lang") ? element.attr("xml:lang").strip() : outerLang;
        String name = name(element, document);
        var parts = new ArrayList<Part>();
        if (depth < DEEPEST && (!TEXTS.contains(name) || isOpen(element, name))) {
            for (Element child : element.children()) {
                parts.add(of(child, document, base, lang, depth + 1));
            }
        }
        return new Part(name, element, base, lang, depth < DEEPEST ? freed(parts) : parts);
    }

    private static String base(Element element, Document document, String outer) {
        String own = element.attr("xml:base").strip();
        return own.isEmpty() ? outer : Address.resolve(own, outer.isEmpty() ? document.url() : outer);
    }

    /**
     * Observed: RSS in Atom's or nobody's namespace, Atom in none → plain names are what the outermost element is.
     * A prefix that nobody declared, for which the parser hands on the default namespace → what it usually stands for.
     */
    private static String name(Element element, Document document) {
        String local = element.tag().localName();
        String namespace = element.tag().namespace();
        String prefix = element.tag().prefix();
        if (!namespace.equals(document.namespace)) {
            return Vocabulary.name(namespace, prefix, local);
        }
        if (Vocabulary.isKnown(prefix) && !prefix.isEmpty()) {
            return Vocabulary.written(prefix, local);
        }
        return Vocabulary.written(document.isAtom ? "atom" : "", local);
    }

    /** Observed: {@code <title>x<link>y</item>} → the parts of an unclosed leaf are its siblings. */
    private static List<Part> freed(List<Part> parts) {
        if (parts.stream().noneMatch(Part::isUnclosed)) {
            return List.copyOf(parts);
        }
        return parts.stream()
                .flatMap(part ->
                        part.isUnclosed() ? Stream.concat(Stream.of(part), part.parts.stream()) : Stream.of(part))
                .toList();
    }

    private static boolean isOpen(Element element, String name) {
        return LEAVES.contains(name)
                && element.children().stream()
                        .anyMatch(child -> SIBLINGS.contains(child.tagName().toLowerCase(Locale.ROOT)));
    }

    /** Whether what should follow this leaf stands in it. */
    boolean isUnclosed() {
        return isOpen(element, name);
    }

    /** The parts called {@code wanted}, in document order. */
    Stream<Part> all(String wanted) {
        return parts.stream().filter(part -> part.name.equals(wanted));
    }

    /** The first part called {@code wanted}. */
    Optional<Part> first(String wanted) {
        return all(wanted).findFirst();
    }

    /** The parts called by any of {@code wanted}: all of the first name, then all of the second, … */
    Stream<Part> byPreference(List<String> wanted) {
        return wanted.stream().flatMap(this::all);
    }

    /** The character data, markup of any kind left out, outer white space taken off. */
    String text() {
        return isUnclosed()
                ? element.wholeOwnText().strip()
                : element.wholeText().strip();
    }

    /** An attribute whose name is written in lower case or not; empty where there is none. */
    String attribute(String key) {
        return element.attributes().getIgnoreCase(key).strip();
    }
}
