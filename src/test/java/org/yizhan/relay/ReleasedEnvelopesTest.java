package org.yizhan.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yizhan.article.Article;
import org.yizhan.article.Envelope;
import org.yizhan.article.Grouped;
import org.yizhan.article.Message;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;

/**
 * Envelopes as they lie in Kafka, one file a kind and schema version, and some as earlier writers of a version put them
 * down. They are never changed: a new version adds a folder of its number, and today's reader takes them all.
 */
class ReleasedEnvelopesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Path FOLDER = Path.of("src/test/resources/org/yizhan/relay/envelopes");

    /** What each file of version 1 says. */
    private static Map<String, Message> released() {
        List<Message> now = WireTest.messages().toList();
        var released = new LinkedHashMap<String, Message>();
        List<String> names = List.of(
                "received",
                "withdrawal",
                "article",
                "grouped",
                "moved",
                "mending-split",
                "mending-undo",
                "erasure",
                "tagged",
                "tagged-with-evidence",
                "dead-letter",
                "feeds-changed",
                "feeds-changed-with-chronicle");
        for (int place = 0; place < names.size(); place++) {
            released.put(names.get(place), now.get(place));
        }
        var article = (Article) released.get("article");
        var grouped = (Grouped) released.get("grouped");
        var tagged = (Tagged) released.get("tagged-with-evidence");
        released.put("article-before-notices", beforeNotices(article));
        released.put("grouped-before-decisions", new Grouped(article, beforeDecisions(grouped.verdict())));
        released.put(
                "tagged-before-evidence",
                new Tagged(
                        article,
                        tagged.verdict(),
                        tagged.tags().stream()
                                .map(tag -> new Tag(tag.scheme(), tag.id(), tag.label(), tag.evidence()))
                                .toList()));
        return released;
    }

    private static Article beforeNotices(Article now) {
        return new Article(
                now.key(),
                now.source(),
                now.externalId(),
                now.url(),
                now.title(),
                now.kicker(),
                now.subtitle(),
                now.column(),
                now.html(),
                now.paragraphs(),
                now.publishedAt(),
                now.receivedAt(),
                now.attribution(),
                now.images(),
                now.print(),
                now.contentHash(),
                now.warnings(),
                Optional.empty());
    }

    private static Verdict beforeDecisions(Verdict now) {
        return new Verdict(
                now.storyId(),
                now.relation(),
                now.matched(),
                now.similarity(),
                now.containment(),
                now.rule(),
                now.reasons(),
                0);
    }

    static Stream<String> names() {
        return released().keySet().stream();
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve("1").resolve(name + ".json"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void todaysReaderTakesWhatWasWrittenThen(String name) throws IOException {
        Envelope read = Wire.read(Topic.TAGGED, file(name));

        assertThat(read)
                .isEqualTo(new Envelope("trace-1", WireTest.HOPS, released().get(name)));
    }

    /** An instance of the version before may read it during an upgrade. */
    @ParameterizedTest
    @MethodSource("names")
    void todaysWriterLeavesOutNothingThatAReaderOfThenLooksFor(String name) throws IOException {
        JsonNode then = JSON.readTree(file(name)).path("message");
        JsonNode now = JSON.readTree(Wire.write(
                        Topic.TAGGED,
                        new Envelope("t", WireTest.HOPS, released().get(name))))
                .path("message");

        assertThat(fields(now)).containsAll(fields(then));
    }

    private static List<String> fields(JsonNode node) {
        var found = new java.util.ArrayList<String>();
        node.properties().forEach(field -> {
            found.add(field.getKey() + "=" + (field.getValue().isContainerNode() ? "" : field.getValue()));
            fields(field.getValue()).forEach(inner -> found.add(field.getKey() + "." + inner));
        });
        node.elements().forEachRemaining(element -> found.addAll(fields(element)));
        return found;
    }

    @Test
    void everyVersionHasAFileForEachKindOfMessage() throws IOException {
        try (Stream<Path> versions = Files.list(FOLDER)) {
            assertThat(versions.map(folder -> folder.getFileName().toString()))
                    .as("a folder for each version up to the one that is written")
                    .containsExactlyInAnyOrderElementsOf(java.util.stream.IntStream.rangeClosed(1, Wire.SCHEMA)
                            .mapToObj(Integer::toString)
                            .toList());
        }
        try (Stream<Path> files = Files.list(FOLDER.resolve("1"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(released().keySet());
        }
        assertThat(released().values().stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(Message.class.getPermittedSubclasses()));
    }
}
