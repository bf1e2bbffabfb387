package org.yizhan.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one RSS item or Atom entry. */
final class XmlEntry {

    private static final List<String> TITLES =
            List.of("title", "atom:title", "dc:title", "media:title", "itunes:title");
    private static final List<String> SUMMARIES = List.of(
            "description",
            "summary",
            "atom:summary",
            "dc:description",
            "dcterms:abstract",
            "itunes:summary",
            "itunes:subtitle",
            "media:description",
            "abstract");
    private static final List<String> CONTENTS = List.of(
            "content:encoded", "xhtml:body", "xhtml:div", "atom:content", "encoded", "fullitem", "content", "body");
    private static final List<String> AUTHORS = List.of(
            "author", "atom:author", "dc:creator", "dc:author", "itunes:author", "media:credit", "dc:contributor");
    private static final List<String> PUBLISHED = List.of(
            "pubdate",
            "atom:published",
            "atom:issued",
            "dcterms:issued",
            "dc:date",
            "dcterms:created",
            "atom:created",
            "dcterms:date",
            "published",
            "date");
    private static final List<String> UPDATED =
            List.of("atom:updated", "atom:modified", "dcterms:modified", "dc:date", "updated", "lastbuilddate");

    private final Part entry;
    private final String url;
    private final List<String> owners;
    private final EntryTimes times;

    /**
     * @param url the document's address
     * @param owners the feed's own authors, who are those of an entry that names none (RFC 4287 §4.2.1)
     */
    XmlEntry(Part entry, String url, List<String> owners, EntryTimes times) {
        this.entry = entry;
        this.url = url;
        this.owners = owners;
        this.times = times;
    }

    FeedEntry read(List<FeedEntry.Enclosure> files, Optional<FeedEntry.Origin> source) {
        String link = link();
        Optional<Instant> updated = time(UPDATED);
        return new FeedEntry(
                "",
                id(),
                words(TITLES).map(Construct::line).orElse(""),
                link,
                authors(),
                time(PUBLISHED).or(() -> updated),
                updated,
                markup(SUMMARIES, link),
                markup(CONTENTS, link),
                categories(),
                files.stream()
                        .map(file ->
                                new FeedEntry.Enclosure(Address.resolve(file.url(), url), file.type(), file.length()))
                        .toList(),
                source.map(origin -> new FeedEntry.Origin(origin.title(), Address.resolve(origin.url(), url))));
    }

    private String id() {
        return first(List.of("guid", "atom:id"))
                .map(this::identifier)
                .or(() -> Optional.of(entry.attribute("rdf:about")).filter(about -> !about.isEmpty()))
                .or(() -> first(List.of("dc:identifier", "id")).map(Part::text))
                .orElse("");
    }

    /** RFC 4287 wants ids absolute; observed: relative ones under an {@code xml:base}. */
    private String identifier(Part id) {
        String words = Construct.of(id).words();
        return id.name().equals("atom:id") ? Address.resolve(words, id.base()) : words;
    }

    private String link() {
        return XmlLinks.alternate(entry)
                .or(this::permalink)
                .or(() -> entry.first("atom:content")
                        .map(content -> Address.resolve(content.attribute("src"), content.base())))
                .filter(link -> !link.isEmpty())
                .or(() -> XmlLinks.related(entry, "via"))
                .or(() -> entry.first("feedburner:origlink").map(Part::text))
                .map(link -> Address.resolve(link, url))
                .orElse("");
    }

    /** RSS 2.0: a guid is a permalink unless it says it is none. */
    private Optional<String> permalink() {
        return entry.first("guid")
                .filter(guid -> !guid.attribute("isPermaLink").equalsIgnoreCase("false"))
                .map(Part::text)
                .filter(Address::isWeb);
    }

    private List<String> authors() {
        List<String> own = Persons.read(entry, AUTHORS);
        if (!own.isEmpty()) {
            return own;
        }
        List<String> sources = entry.all("atom:source")
                .flatMap(source -> Persons.read(source, List.of("atom:author")).stream())
                .toList();
        return sources.isEmpty() ? owners : sources;
    }

    /** Keywords are categories only where no category is. */
    private List<String> categories() {
        boolean keywords = entry.first("category").isEmpty();
        return entry.parts().stream()
                .flatMap(part -> switch (part.name()) {
                    case "category", "dc:subject" ->
                        Stream.of(Construct.of(part).words());
                    case "atom:category" ->
                        Stream.of(Stream.of("label", "term")
                                .map(part::attribute)
                                .filter(word -> !word.isEmpty())
                                .findFirst()
                                .orElse(part.text()));
                    case "itunes:keywords", "media:keywords" ->
                        keywords ? Stream.of(part.text().split(",", -1)) : Stream.empty();
                    default -> Stream.empty();
                })
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    private Optional<Instant> time(List<String> names) {
        return entry.byPreference(names)
                .flatMap(part -> times.read(part.text()).stream())
                .findFirst();
    }

    private String markup(List<String> names, String link) {
        Optional<Part> part = first(names);
        String base = part.map(Part::base).filter(own -> !own.isEmpty()).orElse(link.isEmpty() ? url : link);
        return part.map(Construct::of)
                .map(words -> Address.resolveAll(words.markup(), base))
                .orElse("");
    }

    private Optional<Construct> words(List<String> names) {
        return first(names).map(Construct::of);
    }

    private Optional<Part> first(List<String> names) {
        return entry.byPreference(names)
                .filter(part -> !part.text().isEmpty() || part.element().childrenSize() > 0)
                .findFirst();
    }
}
