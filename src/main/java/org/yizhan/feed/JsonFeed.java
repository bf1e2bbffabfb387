package org.yizhan.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.nodes.Entities;
import org.yizhan.article.Unreadable;

/** Reads JSON Feed 1.0 and 1.1. Fields of another type than the specification's are read where they can be. Stateless. */
final class JsonFeed {

    private JsonFeed() {}

    static FeedDocument read(String text, String url, List<String> warnings) {
        JsonNode root = JsonDocument.read(text, warnings);
        if (!root.path("items").isArray()) {
            throw new Unreadable("no-feed", "this is JSON, but no JSON Feed: it has no items");
        }
        List<String> owners = authors(root);
        var times = new EntryTimes();
        List<FeedEntry> entries = elements(root.path("items"))
                .map(item -> entry(item, url, owners, times))
                .filter(JsonFeed::saysSomething)
                .toList();
        int silent = root.path("items").size() - entries.size();
        if (silent > 0) {
            warnings.add(silent + " items say nothing and were left out");
        }
        warnings.addAll(times.warnings());
        warnings.addAll(EntryFaults.of(entries));
        return new FeedDocument(
                ("json " + word(root, "version").replaceAll(".*/", "")).strip(),
                word(root, "title"),
                Address.resolve(word(root, "home_page_url"), url),
                Entities.escape(word(root, "description")),
                word(root, "language"),
                "",
                owners.stream().findFirst().orElse(""),
                "",
                Rhythm.NONE,
                elements(root.path("hubs"))
                        .map(hub -> word(hub, "url"))
                        .filter(hub -> !hub.isEmpty())
                        .findFirst(),
                Optional.of(Address.resolve(word(root, "feed_url"), url)).filter(self -> !self.isEmpty()),
                Keys.assign(entries),
                List.of(),
                warnings);
    }

    private static boolean saysSomething(FeedEntry entry) {
        return !(entry.id() + entry.link() + entry.title() + entry.body()).isBlank()
                || !entry.enclosures().isEmpty();
    }

    private static FeedEntry entry(JsonNode item, String url, List<String> owners, EntryTimes times) {
        String link = Stream.of("url", "external_url")
                .map(field -> word(item, field))
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElse(Address.isWeb(word(item, "id")) ? word(item, "id") : "");
        String absolute = Address.resolve(link, url);
        String base = absolute.isEmpty() ? url : absolute;
        Optional<Instant> updated = times.read(word(item, "date_modified"));
        List<String> authors = authors(item);
        return new FeedEntry(
                "",
                word(item, "id"),
                word(item, "title"),
                absolute,
                authors.isEmpty() ? owners : authors,
                times.read(word(item, "date_published")).or(() -> updated),
                updated,
                Entities.escape(word(item, "summary")),
                content(item, base),
                elements(item.path("tags"))
                        .map(JsonNode::asText)
                        .filter(tag -> !tag.isBlank())
                        .toList(),
                files(item, base),
                Optional.empty());
    }

    private static String content(JsonNode item, String base) {
        String html = word(item, "content_html");
        return html.isEmpty()
                ? Entities.escape(word(item, "content_text")).replace("\n", "<br>")
                : Address.resolveAll(html, base);
    }

    /** 1.1 has a list of authors, 1.0 a single one. */
    private static List<String> authors(JsonNode node) {
        return Stream.concat(elements(node.path("authors")), Stream.of(node.path("author")))
                .map(person -> person.isTextual()
                        ? person.asText()
                        : Stream.of("name", "url")
                                .map(field -> word(person, field))
                                .filter(name -> !name.isEmpty())
                                .findFirst()
                                .orElse(""))
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
    }

    /** A picture is a file of the entry too, unless it is attached anyway. */
    private static List<FeedEntry.Enclosure> files(JsonNode item, String base) {
        var files = new ArrayList<FeedEntry.Enclosure>();
        elements(item.path("attachments"))
                .filter(file -> !word(file, "url").isEmpty())
                .map(file -> new FeedEntry.Enclosure(
                        Address.resolve(word(file, "url"), base),
                        word(file, "mime_type"),
                        Math.max(0, file.path("size_in_bytes").asLong(0))))
                .forEach(files::add);
        String image = Address.resolve(word(item, "image"), base);
        if (!image.isEmpty() && files.stream().noneMatch(file -> file.url().equals(image))) {
            files.add(new FeedEntry.Enclosure(image, "image/*", 0));
        }
        return files;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
    }

    /** Observed: numbers for ids → as they are written. */
    private static String word(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }
}
