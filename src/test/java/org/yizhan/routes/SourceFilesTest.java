package org.yizhan.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.article.Channel;
import org.yizhan.ingest.poll.ChannelFaults;

/** Source files that come, change, break and go while a real Camel context runs. */
class SourceFilesTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String TEMPLATE = """
            - routeTemplate:
                id: poll-feed
                parameters:
                  - name: channel
                  - name: source
                  - name: url
                  - name: name
                    defaultValue: ""
                from:
                  uri: "direct:channel-{{channel}}"
                  steps:
                    - setBody:
                        constant: "{{url}}"
            - route:
                id: ingest
                from:
                  uri: direct:received
                  steps:
                    - log: received
            """;

    @TempDir
    private Path folder;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, String> urls = new ConcurrentHashMap<>();
    private SourceFiles files;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("sources"));
        camel.start();
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromBytes(
                        "file:1-ingest.camel.yaml", TEMPLATE.getBytes(StandardCharsets.UTF_8)));
        write("a", source("a-news", "https://a.example/1"));
        files = SourceFiles.watch(
                RouteFiles.in(folder.toString()),
                camel,
                new ChannelFaults(code -> true),
                (sources, channels) -> declared(channels));
    }

    @AfterEach
    void stop() {
        files.close();
        camel.stop();
    }

    private void declared(List<Channel> channels) {
        var now = new TreeMap<String, String>();
        channels.forEach(
                channel -> now.put(channel.id(), channel.parameter("url").orElse("")));
        urls.keySet().retainAll(now.keySet());
        urls.putAll(now);
    }

    private static String source(String id, String url) {
        return """
                - templatedRoute:
                    routeTemplateRef: poll-feed
                    routeId: %s
                    parameters:
                      - { name: source, value: %s }
                      - { name: url, value: "%s" }
                """.formatted(id, id, url);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("sources/" + name + ".camel.yaml"), text);
    }

    private String ask(String channel) {
        try (var template = camel.createProducerTemplate()) {
            return template.requestBody("direct:channel-" + channel, "", String.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void startsWithWhatIsThere() {
        assertThat(urls).containsExactly(Map.entry("a-news", "https://a.example/1"));
        assertThat(ask("a-news")).isEqualTo("https://a.example/1");
    }

    @Test
    void takesANewFileWithoutTouchingTheOthers() throws IOException {
        var other = camel.getRoute("a-news");
        write("b", source("b-news", "https://b.example/1"));
        await().atMost(SOON).untilAsserted(() -> assertThat(urls).containsKey("b-news"));
        assertThat(ask("b-news")).isEqualTo("https://b.example/1");
        assertThat(camel.getRoute("a-news")).isSameAs(other);
    }

    @Test
    void takesAChange() throws IOException {
        write("a", source("a-news", "https://a.example/2"));
        await().atMost(SOON).untilAsserted(() -> assertThat(urls).containsEntry("a-news", "https://a.example/2"));
        assertThat(ask("a-news")).isEqualTo("https://a.example/2");
    }

    @Test
    void keepsWhatRanBeforeAFileBroke() throws IOException {
        write("a", source("a-news", "https://a.example/2").replace("poll-feed", "poll-fed"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(files.refused())
                        .containsEntry("a.camel.yaml", "line 2: there is no template poll-fed; there are poll-feed"));
        assertThat(ask("a-news")).isEqualTo("https://a.example/1");
        write("a", source("a-news", "https://a.example/3"));
        await().atMost(SOON).untilAsserted(() -> assertThat(files.refused()).isEmpty());
        assertThat(ask("a-news")).isEqualTo("https://a.example/3");
    }

    @Test
    void takesWhatIsGoneOut() throws IOException {
        Files.delete(folder.resolve("sources/a.camel.yaml"));
        await().atMost(SOON).untilAsserted(() -> assertThat(urls).isEmpty());
        assertThat(camel.getRoute("a-news")).isNull();
    }

    @Test
    void refusesTheIdOfAnotherFileUntilThatIsFree() throws IOException {
        write("b", source("a-news", "https://b.example/1"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(files.refused())
                        .containsEntry("b.camel.yaml", "line 1: the route id a-news is taken; choose another"));
        Files.delete(folder.resolve("sources/a.camel.yaml"));
        await().atMost(SOON).untilAsserted(() -> assertThat(urls).containsEntry("a-news", "https://b.example/1"));
        assertThat(files.refused()).isEmpty();
    }

    @Test
    void goesOnToTheOthersWhereAFileCannotBeRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("sources/0.camel.yaml"), folder.resolve("nowhere"));
        Files.createDirectories(folder.resolve("sources/1.camel.yaml"));
        write("b", source("b-news", "https://b.example/1"));
        await().atMost(SOON).untilAsserted(() -> assertThat(urls).containsKey("b-news"));
        assertThat(files.refused().get("0.camel.yaml")).startsWith("the file can't be read");
        assertThat(files.refused().get("1.camel.yaml")).startsWith("the file can't be read");
        Files.delete(folder.resolve("sources/0.camel.yaml"));
        write("0", source("c-news", "https://c.example/1"));
        await().atMost(SOON).untilAsserted(() -> assertThat(urls).containsKey("c-news"));
    }

    @Test
    void refusesTheIdOfAStage() throws IOException {
        write("b", source("ingest", "https://b.example/1"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(files.refused().get("b.camel.yaml"))
                        .isEqualTo("line 1: the route id ingest is taken; choose another"));
        assertThat(camel.getRoute("ingest")).isNotNull();
    }

    @Test
    void takesAWholeRouteAndItsChanges() throws IOException {
        String whole = """
                - route:
                    id: odd-site
                    from:
                      uri: direct:channel-odd-site
                      steps:
                        - setBody:
                            constant: "one"
                """;
        write("odd", whole);
        await().atMost(SOON).until(() -> camel.getRoute("odd-site") != null);
        assertThat(ask("odd-site")).isEqualTo("one");
        write("odd", whole.replace("one", "two"));
        await().atMost(SOON).untilAsserted(() -> assertThat(ask("odd-site")).isEqualTo("two"));
    }
}
