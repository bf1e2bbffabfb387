package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The whole program as a process of its own, on embedded servers, in a folder that was empty, with its samples; used over
 * HTTP as source sites, readers and the operator use it. All test classes share one, which stops after the last.
 */
final class Relay implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final ChildInstance program;
    private final Broker broker;
    private final String operator;
    private final Numbers atStart;
    private final HttpClient client = HttpClient.newHttpClient();

    private Relay(Path folder, ChildInstance program, Broker broker, String operator)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.program = program;
        this.broker = broker;
        this.operator = operator;
        settle();
        this.atStart = Numbers.of(this);
    }

    /** Gives the shared one to whoever has a parameter of its type. */
    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Relay.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Relay.class, type -> started(), Relay.class);
        }

        private static Relay started() {
            try {
                return start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the program started", e);
            }
        }
    }

    private static Relay start() throws IOException, InterruptedException {
        return start(Map.of("YIZHAN_SAMPLES", "true"));
    }

    /** One of its own, for those who need other settings; to be closed. */
    static Relay start(Map<String, String> own) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("yizhan-relay");
        Path log = folder.resolve("yizhan.log");
        var settings = new HashMap<>(ChildInstance.settings(folder.resolve("data")));
        settings.putAll(own);
        ChildInstance program = ChildInstance.launch(folder, log, settings);
        program.awaitReady();
        String login = "ops:" + settings.get("YIZHAN_OPS_PASSWORD");
        String operator = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return new Relay(folder, program, Broker.of(log), operator);
    }

    /** Where readers find it. */
    URI base() {
        return program.base();
    }

    /** What was counted when the samples were through. */
    Numbers atStart() {
        return atStart;
    }

    Broker broker() {
        return broker;
    }

    /** An article as it is pushed, to be changed at will. */
    static Map<String, Object> article(String source, String id, String title, String text) {
        var article = new LinkedHashMap<String, Object>();
        article.put("source", source);
        article.put("id", id);
        article.put("url", "https://" + source + ".example/" + id + ".html");
        article.put("title", title);
        article.put("text", text);
        article.put("publishedAt", "2026-11-23T10:00:00+08:00");
        return article;
    }

    /** Pushes one article or a list of them; fails where it isn't taken. */
    Answer push(Object articles) throws IOException, InterruptedException {
        Answer answer = post("/api/v1/articles", "application/json", JSON.writeValueAsBytes(articles));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer;
    }

    /** Pushes one article and waits until it is through; its id. */
    String publish(Map<String, Object> article) throws IOException, InterruptedException {
        Answer answer = push(article);
        assertThat(answer.json().path("accepted")).as(answer.toString()).hasSize(1);
        settle();
        return answer.articleId();
    }

    /** Pushes something good and sees it published: nothing hangs, nothing is lost. */
    void assertGoesOn() throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        var article = article("jiankang-zhan", id, "好稿", "好稿 " + id);
        // older than the others: it does not push them out of the newest ones
        article.put("publishedAt", "2026-11-01T10:00:00+08:00");
        assertThat(row(publish(article)).path("status").asText()).isEqualTo("published");
    }

    /** Posts with a key that may push for any source. */
    Answer post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return post(path, type, body, program.apiKey());
    }

    Answer post(String path, String type, byte[] body, String key) throws IOException, InterruptedException {
        return send(request(program.base(), path)
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Pushes with further headers, all of this value. */
    Answer pushWith(String path, Object body, List<String> headers, String value)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(program.base(), path);
        headers.forEach(name -> request.header(name, value));
        return send(request.header("Authorization", "Bearer " + program.apiKey())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    Answer post(String path, Object body, String key) throws IOException, InterruptedException {
        return post(path, "application/json", JSON.writeValueAsBytes(body), key);
    }

    /** Delivers a feed as a hub does. */
    Answer deliver(String callback, String signature, byte[] body) throws IOException, InterruptedException {
        return send(request(program.base(), callback)
                .header("Content-Type", "application/atom+xml")
                .header("X-Hub-Signature", signature)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    Answer delete(String path) throws IOException, InterruptedException {
        return send(request(program.base(), path)
                .header("Authorization", "Bearer " + program.apiKey())
                .DELETE());
    }

    /** @param headers names and values in turn */
    Answer get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(program.base(), path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Where something is, for those who use a client of their own. */
    URI address(String path) {
        return program.base().resolve(path);
    }

    Answer head(String path) throws IOException, InterruptedException {
        return send(request(program.base(), path).HEAD());
    }

    /** Where operators find their pages. */
    URI console(String path) {
        return program.management().resolve(path);
    }

    /** Asks the management port without a login. */
    Answer observe(String method, String path) throws IOException, InterruptedException {
        return send(request(program.management(), path).method(method, BodyPublishers.noBody()));
    }

    /** Asks the management port as the operator. */
    Answer operate(String method, String path, String body) throws IOException, InterruptedException {
        return send(request(program.management(), path)
                .header("Authorization", operator)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Answer.of(client.send(request.build(), BodyHandlers.ofByteArray()));
    }

    /** Waits until every stage has handled all there is; what was pushed before can be read then. */
    void settle() {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(broker::isQuiet);
    }

    /** The export's lines, oldest change first. */
    List<JsonNode> export() throws IOException, InterruptedException {
        Answer answer = get("/api/v1/export/articles.ndjson");
        assertThat(answer.status()).isEqualTo(200);
        try (var lines = JSON.readerFor(JsonNode.class).<JsonNode>readValues(answer.body())) {
            return lines.readAll();
        }
    }

    /** The article's line of the export; fails where it has none. */
    JsonNode row(String articleId) throws IOException, InterruptedException {
        return export().stream()
                .filter(row -> row.path("articleId").asText().equals(articleId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the export lacks " + articleId));
    }

    /** The feed's entries; fails where it can't be read. */
    List<FeedItem> feed(String name, String format) throws Exception {
        Answer answer = get(feedPath(name, format));
        assertThat(answer.status()).as(name + " " + answer).isEqualTo(200);
        return FeedItem.read(format, answer.body());
    }

    /** @param name as in {@code region/620702}; a search with its query behind a question mark */
    static String feedPath(String name, String format) {
        int query = name.indexOf('?');
        return "/feeds/" + (query < 0 ? name : name.substring(0, query)) + "." + format
                + (query < 0 ? "" : name.substring(query));
    }

    /** A path's segment or a query's value. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        client.close();
        broker.close();
        program.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
