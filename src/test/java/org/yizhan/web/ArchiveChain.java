package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/** A feed with its archive as a reader meets it who goes from the subscription document to the end. */
record ArchiveChain(List<Part> parts) {

    private static final JsonMapper JSON = new JsonMapper();

    /** RSS tells of what is gone with items, too. */
    private static final String STANDING = "item:not(:has(title:matchesOwn(^【已(撤稿|合并|移出|移除)】)))";

    /** One document. */
    record Part(
            String path,
            int bytes,
            boolean archive,
            Optional<String> current,
            Optional<String> previous,
            Optional<String> next,
            List<String> ids) {}

    /** Follows the links; fails where one leads back or nowhere. */
    static ArchiveChain of(Site site, String feed, FeedFormat format) {
        return of(Site.BASE, format, "/feeds/" + feed + "." + format.suffix(), path -> {
            var answer = site.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        });
    }

    /** @param read the document at a path below {@code base} */
    static ArchiveChain of(String base, FeedFormat format, String first, Function<String, String> read) {
        var parts = new ArrayList<Part>();
        Optional<String> path = Optional.of(first);
        while (path.isPresent()) {
            String at = path.get();
            assertThat(parts).extracting(Part::path).as("the chain leads back").doesNotContain(at);
            parts.add(part(base, at, format, read.apply(at)));
            path = parts.getLast().previous();
        }
        return new ArchiveChain(parts);
    }

    private static Part part(String base, String path, FeedFormat format, String body) {
        Part part = format == FeedFormat.JSON ? json(path, body) : xml(path, body);
        return new Part(
                path,
                part.bytes(),
                part.archive(),
                part.current().map(address -> below(base, address)),
                part.previous().map(address -> below(base, address)),
                part.next().map(address -> below(base, address)),
                part.ids());
    }

    private static String below(String base, String address) {
        assertThat(address).startsWith(base + "/feeds/");
        return address.substring(base.length());
    }

    private static Part xml(String path, String body) {
        Document document = Jsoup.parse(body, "", Parser.xmlParser());
        boolean atom = !document.select("feed").isEmpty();
        String head = atom ? "feed > link" : "channel > atom|link";
        return new Part(
                path,
                bytes(body),
                !document.getElementsByTag("fh:archive").isEmpty(),
                link(document, head, "current"),
                link(document, head, "prev-archive"),
                link(document, head, "next-archive"),
                document.select(atom ? "entry > id" : STANDING + " > guid").eachText());
    }

    private static Optional<String> link(Document document, String head, String relation) {
        List<String> links = document.select(head + "[rel=" + relation + "]").eachAttr("href");
        assertThat(links).as(relation).hasSizeLessThan(2);
        return links.stream().findFirst();
    }

    private static Part json(String path, String body) {
        try {
            JsonNode feed = JSON.readTree(body);
            boolean archive = feed.at("/_yizhan/archive").asBoolean();
            return new Part(
                    path,
                    bytes(body),
                    archive,
                    text(feed, "/feed_url").filter(address -> archive),
                    text(feed, "/next_url"),
                    text(feed, "/_yizhan/newer_url"),
                    feed.path("items").findValuesAsText("id").stream()
                            .filter(id -> id.startsWith("tag:"))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> text(JsonNode feed, String pointer) {
        return Optional.of(feed.at(pointer).asText()).filter(text -> !text.isEmpty());
    }

    private static int bytes(String body) {
        return body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    List<Part> pages() {
        return parts.subList(1, parts.size());
    }

    List<String> paths() {
        return parts.stream().map(Part::path).toList();
    }

    /** The ids in the order in which they are met for the first time. */
    List<String> ids() {
        return parts.stream().flatMap(part -> part.ids().stream()).distinct().toList();
    }

    /** How often the pages hold entries that another page holds too. */
    long repeated() {
        List<String> all = pages().stream().flatMap(page -> page.ids().stream()).toList();
        return all.size() - all.stream().distinct().count();
    }

    /** Fails unless the links say one and the same order in both directions. */
    void assertLinked() {
        assertThat(parts.getFirst().archive()).isFalse();
        assertThat(parts.getFirst().next()).isEmpty();
        for (int i = 0; i < pages().size(); i++) {
            Part page = pages().get(i);
            assertThat(page.archive()).as(page.path()).isTrue();
            assertThat(page.current()).as(page.path()).contains(parts.getFirst().path());
            assertThat(page.next())
                    .as(page.path())
                    .isEqualTo(
                            i == 0
                                    ? Optional.empty()
                                    : Optional.of(pages().get(i - 1).path()));
        }
    }

    /** The same documents of another format. */
    List<String> pathsAs(FeedFormat format) {
        return Stream.of(parts)
                .flatMap(List::stream)
                .map(part -> part.path().substring(0, part.path().lastIndexOf('.')) + "." + format.suffix())
                .toList();
    }
}
