package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yizhan.relay.Topic;

/** Holds the route files to the canonical form in which they read as titled prose. */
class CamelRoutesTest {

    private static final Path ROUTES = Path.of("camel-routes");
    private static final List<String> WORDS =
            List.of("dead-letter", "ingest", "normalize", "deduplicate", "tag", "publish", "deliver");

    @Test
    void isOneFileAStageInFlowOrder() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
            List<String> wanted = new ArrayList<>();
            WORDS.forEach(word -> wanted.add(wanted.size() + "-" + word + ".camel.yaml"));
            assertThat(names).containsExactlyElementsOf(wanted);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyRouteHasAnIdADescriptionAndNamedSteps() throws IOException {
        return files(ROUTES, 1).stream()
                .flatMap(CamelRoutesTest::routes)
                .map(route -> DynamicTest.dynamicTest(String.valueOf(route.get("id")), () -> {
                    assertThat(route).containsKeys("id", "description", "from");
                    Map<?, ?> from = (Map<?, ?>) route.get("from");
                    List<?> steps = (List<?>) from.get("steps");
                    assertThat(steps).as("steps").isNotEmpty().hasSizeLessThanOrEqualTo(8);
                    assertThat(String.valueOf(from.get("uri")))
                            .as("parameters stand in a map")
                            .doesNotContain("?");
                    for (Object step : steps) {
                        ((Map<?, ?>) step).forEach(CamelRoutesTest::assertNamed);
                    }
                }));
    }

    @Test
    void noTwoRoutesShareAnId() throws IOException {
        List<String> ids = files(ROUTES, 2).stream()
                .flatMap(CamelRoutesTest::routes)
                .map(route -> String.valueOf(route.getOrDefault("id", route.get("routeId"))))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    @Row("S8")
    void everyKafkaAddressIsAKnownTopic() throws IOException {
        var topics = new HashSet<String>();
        for (Path file : files(ROUTES, 1)) {
            Files.readString(file)
                    .lines()
                    .filter(line -> line.contains("uri: kafka:"))
                    .forEach(line -> topics.add(
                            line.substring(line.indexOf("kafka:") + 6).strip()));
        }
        assertThat(topics)
                .containsExactlyInAnyOrderElementsOf(
                        Topic.ALL.stream().map(Topic::topicName).toList());
    }

    @Test
    void everySourceIsAFileOfTemplatedRoutes() throws IOException {
        for (Path file : files(ROUTES.resolve("sources"), 1)) {
            assertThat(routes(file).toList())
                    .isNotEmpty()
                    .allSatisfy(
                            route -> assertThat(route).containsOnlyKeys("routeTemplateRef", "routeId", "parameters"));
        }
    }

    private static void assertNamed(Object kind, Object node) {
        if (kind.equals("to") || kind.equals("process")) {
            assertThat(((Map<?, ?>) node).containsKey("id"))
                    .as(kind + " " + node)
                    .isTrue();
        }
    }

    private static List<Path> files(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> routes(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            var list = (List<Map<String, Map<String, Object>>>)
                    new Load(LoadSettings.builder().build()).loadFromReader(reader);
            return list.stream().flatMap(element -> element.values().stream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
