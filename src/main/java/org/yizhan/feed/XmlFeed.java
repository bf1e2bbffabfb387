package org.yizhan.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;

/**
 * Reads RSS of any version and Atom from the repaired tree. Each field has a list of names it may stand under, dearest
 * first, so that Dublin Core, iTunes and Atom elements fill what the format's own leave out. ROME reads the rest
 * ({@link Structure}): of all words and times it gets too many wrong.
 */
final class XmlFeed {

    private static final List<String> ENTRIES = List.of("item", "atom:entry", "entry", "atom:item");
    private static final List<String> TITLES = List.of("title", "atom:title", "dc:title");
    private static final List<String> DESCRIPTIONS = List.of(
            "description",
            "atom:subtitle",
            "atom:tagline",
            "dc:description",
            "itunes:summary",
            "itunes:subtitle",
            "media:description",
            "abstract");
    private static final List<String> RIGHTS = List.of(
            "copyright", "dc:rights", "atom:rights", "atom:copyright", "dcterms:rights", "media:copyright", "rights");
    private static final List<String> LANGUAGES =
            List.of("language", "dc:language", "atom:language", "dcterms:language");
    private static final List<String> IDS = List.of("atom:id", "guid", "dc:identifier", "id");
    private static final List<String> AUTHORS = List.of(
            "managingeditor",
            "atom:author",
            "author",
            "dc:creator",
            "dc:author",
            "itunes:author",
            "webmaster",
            "itunes:owner",
            "dc:publisher");

    private final String url;
    private final Part root;
    private final Part channel;
    private final List<String> warnings;

    private XmlFeed(Part root, String url, List<String> warnings) {
        this.root = root;
        this.url = url;
        this.channel = root.first("channel").orElse(root);
        this.warnings = warnings;
    }

    /** Reads the tree below the feed's outermost element. */
    static FeedDocument read(Element root, String url, List<String> warnings) {
        return new XmlFeed(Part.of(root, url), url, warnings).document();
    }

    private FeedDocument document() {
        List<Part> parts = entries();
        Structure structure = Structure.of(channel, parts);
        var times = new EntryTimes();
        var entries = new ArrayList<FeedEntry>();
        List<String> owners = Persons.read(channel, List.of("atom:author"));
        for (int i = 0; i < parts.size(); i++) {
            entries.add(new XmlEntry(parts.get(i), url, owners, times)
                    .read(structure.files().get(i), structure.sources().get(i)));
        }
        List<Deletion> deletions = deletions(entries, times);
        warnings.addAll(times.warnings());
        warnings.addAll(EntryFaults.of(entries));
        return new FeedDocument(
                format(),
                words(TITLES).line(),
                XmlLinks.alternate(channel).map(this::absolute).orElse(""),
                first(DESCRIPTIONS).map(this::markup).orElse(""),
                first(LANGUAGES).map(Part::text).orElse(channel.lang()),
                id(),
                Persons.read(channel, AUTHORS).stream().findFirst().orElse(""),
                first(RIGHTS)
                        .map(part -> Address.resolveAll(Construct.of(part).words(), part.base()))
                        .orElse(""),
                structure.rhythm(),
                XmlLinks.related(channel, "hub").map(this::absolute),
                XmlLinks.related(channel, "self").map(this::absolute),
                Keys.assign(entries),
                deletions,
                warnings);
    }

    /** Observed: an entry that came back while its tombstone is still there → it stands. */
    private List<Deletion> deletions(List<FeedEntry> entries, EntryTimes times) {
        Set<String> standing = entries.stream().map(FeedEntry::id).collect(Collectors.toSet());
        return channel.all("at:deleted-entry")
                .filter(part -> !part.attribute("ref").isEmpty() && !standing.contains(part.attribute("ref")))
                .limit(FeedReader.MOST_ENTRIES)
                .map(part -> new Deletion(
                        Keys.line(part.attribute("ref")),
                        times.read(part.attribute("when")),
                        part.first("at:comment").map(Part::text).orElse(""),
                        XmlLinks.alternate(part).map(this::absolute).orElse("")))
                .toList();
    }

    /** RSS 1.0 has its items beside the channel; observed: RSS 2.0 with items beside it too. */
    private List<Part> entries() {
        if (root.name().equals("atom:entry")) {
            return List.of(root);
        }
        Stream<Part> inside = channel.parts().stream();
        Stream<Part> beside = channel == root ? Stream.empty() : root.parts().stream();
        Stream<Part> listed = channel.all("items").flatMap(items -> items.all("item"));
        return Stream.of(inside, beside, listed)
                .flatMap(parts -> parts)
                .filter(part -> ENTRIES.contains(part.name()))
                .toList();
    }

    private String format() {
        String name = root.element().tag().localName().toLowerCase(Locale.ROOT);
        return (name + ' ' + root.attribute("version")).strip();
    }

    private String id() {
        return first(IDS)
                .map(id -> Address.resolve(id.text(), id.base()))
                .or(() -> Optional.of(channel.attribute("rdf:about")))
                .orElse("");
    }

    private String absolute(String address) {
        return Address.resolve(address, url);
    }

    private String markup(Part part) {
        return Address.resolveAll(Construct.of(part).markup(), part.base().isEmpty() ? url : part.base());
    }

    private Construct words(List<String> names) {
        return first(names).map(Construct::of).orElse(Construct.NONE);
    }

    private Optional<Part> first(List<String> names) {
        return channel.byPreference(names)
                .filter(part -> !part.text().isEmpty())
                .findFirst();
    }
}
