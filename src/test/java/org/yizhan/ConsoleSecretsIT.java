package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.Paths.Rule;
import org.yizhan.ops.Role;

/** Canaries: secrets of every kind, which must turn up in nothing that the running program logs or answers. */
class ConsoleSecretsIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Optional<Role> ADMIN = Optional.of(Role.ADMIN);
    private static final String MAILBOX = "you-zhan-mail";
    private static final String LIST = "kanarien-liste-list";

    private static final String HOSTILE =
            "x\r\n2026-01-01T00:00:00Z ERROR forged\u001b[31m\u202e\u2028\u0000=cmd|'/c calc'!A1";

    @TempDir
    static Path secrets;

    private static final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private static HttpServer subscriber;
    private static Console console;

    @BeforeAll
    static void start() throws Exception {
        subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        root().addAppender(logged);
        logged.start();
        Path file = Files.writeString(secrets.resolve("mail"), "canary-mail-password-in-a-file\n");
        var settings = new HashMap<>(Map.of(
                "YIZHAN_API_KEY", "canary-push-key-in-settings",
                "YIZHAN_WEBSUB_ALLOW", "127.0.0.1:*",
                "YIZHAN_ALERTS_WEBHOOK", "http://127.0.0.1:1/canary-address-of-a-hook",
                "YIZHAN_ALERTS_WEBHOOK_ALLOW", "127.0.0.1:*",
                "YIZHAN_ALERTS_WEBHOOK_SECRET", "whsec_Y2FuYXJ5LXdlYmhvb2stc2VjcmV0LW9mLXRoZS1jYW5hcnk=",
                "YIZHAN_ALERTS_MAIL_PASSWORD_FILE", file.toString()));
        for (var account : List.of("DATABASE", "DATABASE_OWNER", "DATABASE_READER", "KAFKA", "INGEST_KAFKA")) {
            settings.put("YIZHAN_" + account + "_PASSWORD", "canary-password-of-" + account);
        }
        settings.put("YIZHAN_ROUTES", routes().toString());
        subscriber.createContext("/", ConsoleSecretsIT::confirm);
        subscriber.start();
        console = Console.start(settings);
    }

    /** The stages, and a mailbox whose password stands in its file. */
    private static Path routes() throws IOException {
        Path sources = Files.createDirectories(secrets.resolve("routes/sources"));
        try (Stream<Path> stages = Files.list(Path.of("camel-routes"))) {
            for (Path file : stages.filter(Files::isRegularFile).toList()) {
                Files.copy(file, sources.resolveSibling(file.getFileName()));
            }
        }
        Files.writeString(sources.resolve("mailbox.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: mail
                    routeId: %s
                    parameters:
                      - { name: source, value: you-zhan }
                      - { name: name, value: 邮站 }
                      - { name: host, value: 127.0.0.1 }
                      - { name: port, value: "1" }
                      - { name: user, value: leser }
                      - { name: password, value: canary-password-of-a-mailbox }
                      - { name: from, value: "@k.example" }
                """.formatted(MAILBOX));
        Files.writeString(sources.resolve("list.camel.yaml"), """
                - templatedRoute:
                    routeTemplateRef: poll-json
                    routeId: %s
                    parameters:
                      - { name: source, value: kanarien-liste }
                      - { name: name, value: 列表 }
                      - { name: url, value: "http://leser:canary-of-user-info@127.0.0.1:1/?token=canary-of-a-query" }
                      - { name: list, value: data.list }
                      - { name: link, value: url }
                      - { name: title, value: title }
                      - { name: form, value: "user=a&password=canary-of-a-form" }
                """.formatted(LIST));
        return sources.getParent();
    }

    private static void confirm(HttpExchange asked) throws IOException {
        String query = String.valueOf(asked.getRequestURI().getQuery());
        byte[] challenge =
                query.replaceFirst(".*hub\\.challenge=([^&]*).*", "$1").getBytes(StandardCharsets.UTF_8);
        try (asked) {
            asked.getRequestBody().readAllBytes();
            asked.sendResponseHeaders(200, challenge.length);
            asked.getResponseBody().write(challenge);
        }
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        subscriber.stop(0);
        root().detachAppender(logged);
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Uses every secret, rightly and wrongly; those that the program made up. */
    private static List<String> use() throws Exception {
        push("canary-push-key-in-settings");
        push("canary-push-key-that-is-wrong");
        misplace();
        bury();
        var account =
                console.send("POST", "/api/v1/ops/accounts", ADMIN, "{\"name\":\"generated\",\"role\":\"viewer\"}");
        var key = console.send("POST", "/api/v1/ops/keys", ADMIN, "{\"source\":\"kanarien-zhan\"}");
        var token = console.send("POST", "/api/v1/ops/feed-tokens", ADMIN, "{\"name\":\"leser\"}");
        for (var login : List.of(
                List.of("ops", "canary-guess-of-password"),
                List.of("canary-typed-as-name", "canary-guess-of-password"),
                List.of(HOSTILE, HOSTILE))) {
            console.send(
                    "POST",
                    "/ops/login",
                    Optional.empty(),
                    "name=%s&password=%s".formatted(encoded(login.get(0)), encoded(login.get(1))),
                    "Content-Type",
                    FORM);
            console.send(
                    "GET",
                    "/api/v1/ops/status",
                    Optional.empty(),
                    "",
                    "Authorization",
                    Console.basic(login.get(0), login.get(1)));
        }
        subscribe();
        return Stream.of(
                        JSON.readTree(account.body()).path("password").asText(),
                        JSON.readTree(key.body()).path("key").asText(),
                        JSON.readTree(token.body()).path("token").asText())
                .filter(made -> !made.isEmpty())
                .toList();
    }

    private static void push(String key) throws Exception {
        console.read(
                "POST",
                "/api/v1/articles",
                JSON.writeValueAsString(Map.of(
                        "source",
                        "kanarien-zhan",
                        "id",
                        "1",
                        "title",
                        "=1+1",
                        "text",
                        "正文",
                        "url",
                        "https://k.example/1")),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + key);
    }

    /** Where secrets do not belong, and the server answers with an error. */
    private static void misplace() throws Exception {
        for (String path : List.of(
                "/api/v1/articles?key=canary-key-in-an-address",
                "/api/v1/pages?paper=x&api_key=canary-key-in-an-address",
                "/api/v1/preview/article",
                "/websub")) {
            console.read("POST", path, "{\"text\": not json", "Authorization", "Bearer canary-push-key-in-settings");
            console.read(
                    "POST", path, "{", "Authorization", "Basic canary-push-key-as-basic", "webhook-id", "canary-id");
        }
    }

    /** A record that no stage can read, put down by a client that sends its password along. */
    private static void bury() throws Exception {
        String brokers = logged.list.stream()
                .filter(event -> event.getMessage().equals("embedded Kafka is up"))
                .flatMap(event -> event.getKeyValuePairs().stream())
                .map(pair -> pair.value.toString())
                .findFirst()
                .orElseThrow();
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers), new StringSerializer(), new StringSerializer())) {
            var record = new ProducerRecord<>("articles.received", "kanarien-zhan", "no envelope");
            record.headers()
                    .add("Authorization", "Bearer canary-in-a-header-of-kafka".getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(console.send("GET", "/api/v1/ops/dead-letters", ADMIN, "")
                                .body())
                        .contains("unreadable-envelope"));
    }

    private static void subscribe() throws Exception {
        console.read(
                "POST",
                "/websub",
                "hub.mode=subscribe&hub.topic=%s&hub.callback=%s&hub.secret=canary-secret-of-a-subscriber"
                        .formatted(
                                encoded("http://127.0.0.1:" + console.port() + "/feeds/all.atom"),
                                encoded("http://127.0.0.1:"
                                        + subscriber.getAddress().getPort() + "/free")),
                "Content-Type",
                FORM);
    }

    /** What the pages of one thing are asked for, by how their paths end; each is there. */
    private static Map<String, String> things() throws Exception {
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(List.of(
                                listed("/api/v1/ops/subscriptions").isEmpty(),
                                exported().path("storyId").asText().isEmpty()))
                        .containsOnly(false));
        String subscription = first("/api/v1/ops/subscriptions");
        return Map.ofEntries(
                Map.entry("/sources/:id", MAILBOX),
                Map.entry("/routes/:id", MAILBOX),
                Map.entry("/kafka/topics/:id", "articles.received"),
                Map.entry("/kafka/groups/:id", "normalize"),
                Map.entry("/stories/:id", exported().path("storyId").asText()),
                Map.entry("/trace/:id", exported().path("articleId").asText()),
                Map.entry("/publishers/:id", first("/api/v1/ops/publishers")),
                Map.entry("/subscriptions/:id", subscription),
                Map.entry("/subscribers/:id", subscription),
                Map.entry("/dead-letters/:id", first("/api/v1/ops/dead-letters")),
                Map.entry("/accounts/:name", "generated"));
    }

    private static JsonNode exported() throws Exception {
        return JSON.readTree(
                console.read("GET", "/api/v1/export/articles.ndjson", "").body());
    }

    /** The rows of a list, which stand under whatever name. */
    private static JsonNode listed(String path) throws Exception {
        var body = JSON.readTree(console.send("GET", path, ADMIN, "").body());
        return body.valueStream().filter(JsonNode::isArray).findFirst().orElseThrow();
    }

    private static String first(String path) throws Exception {
        return listed(path).path(0).path("id").asText();
    }

    private static String about(String path, Map<String, String> things) {
        return things.entrySet().stream()
                .filter(thing -> path.endsWith(thing.getKey()))
                .map(thing -> path.substring(0, path.lastIndexOf(':')) + thing.getValue())
                .findFirst()
                .orElse(path);
    }

    /** Everything that can be asked for with GET, by every name we know. */
    private static String answers() throws Exception {
        var answers = new StringBuilder();
        assertThat(console.rules())
                .extracting(Rule::path)
                .contains(
                        "/observe/metrics",
                        "/api/v1/ops/settings",
                        "/ops/settings",
                        "/api/v1/ops/dead-letters.ndjson",
                        "/ops/sources.opml",
                        "/api/v1/ops/audit.ndjson",
                        "/api/v1/ops/backups");
        var things = things();
        for (Rule rule : console.rules()) {
            if (rule.method().equals("GET") && !rule.path().endsWith("/events")) {
                String path = about(rule.path(), things);
                var answered = console.send("GET", path, ADMIN, "");
                if (!path.equals(rule.path())) {
                    assertThat(answered.statusCode()).as(path).isEqualTo(200);
                }
                answers.append(answered.body()).append(answered.headers().map());
            }
        }
        for (var page : List.of("/ops", "/api/v1/ops")) {
            var list = console.send("GET", page + "/sources/" + LIST, Optional.of(Role.VIEWER), "");
            assertThat(list.body()).contains("token=***", "password=***");
            answers.append(list.body());
            String look = page + "/kafka/topics/articles.received?key=kanarien-zhan";
            answers.append(console.send("GET", look, ADMIN, "").body());
        }
        for (var path : List.of(
                "/",
                "/feeds/all.atom",
                "/feeds/all.rss",
                "/feeds/all.json",
                "/feeds.opml",
                "/sources",
                "/about",
                "/api/v1/stories",
                "/api/v1/export/articles.ndjson")) {
            answers.append(console.read("GET", path, "").body());
        }
        return answers.toString();
    }

    private static String log() throws Exception {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(ConsoleSecretsIT.class.getResource("/logback.xml"));
        var appender =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("CONSOLE");
        return new ArrayList<>(logged.list)
                .stream()
                        .map(event -> new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8))
                        .collect(Collectors.joining());
    }

    @Test
    @Row({"S4", "S21"})
    void tellsNoSecretInLogsPagesAnswersFeedsOrMetrics(Cases cases) throws Exception {
        List<String> made = use();
        assertThat(made).as("an account's password, a key, a token").hasSize(3);
        String answers = answers();
        String log = log();

        assertThat(answers)
                .contains("kanarien-zhan", "generated", "unreadable-envelope", "yizhan_ingest_received_total")
                .as("the record with the header, and the mailbox")
                .contains("no envelope", MAILBOX, "leser")
                .doesNotContain("canary-", "Y2FuYXJ5");
        assertThat(log).contains("a login failed").doesNotContain("canary-");
        made.forEach(secret -> {
            assertThat(answers).doesNotContain(secret);
            assertThat(log).doesNotContain(secret);
            cases.held();
        });
    }

    @Test
    @Row("S21")
    void writesNoLineInTheLogThatAStrangerMadeUp(Cases cases) throws Exception {
        var article = Map.of("source", HOSTILE, "id", HOSTILE, "title", HOSTILE, "text", HOSTILE, "url", HOSTILE);
        console.read(
                "POST",
                "/api/v1/articles",
                JSON.writeValueAsString(article),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer canary-push-key-in-settings");
        console.read(
                "POST",
                "/websub",
                "hub.mode=subscribe&hub.topic=%s&hub.callback=%s".formatted(encoded(HOSTILE), encoded(HOSTILE)),
                "Content-Type",
                FORM);
        String name = encoded(HOSTILE);
        for (Rule rule : console.rules()) {
            if (!rule.path().contains("password") && !rule.path().endsWith("/events")) {
                String path = rule.path().replaceAll(":[A-Za-z]+", name);
                String query = "?q=%s&reason=%s&source=%s&object=%s&channel=%s".formatted(name, name, name, name, name);
                var body = rule.method().equals("POST") || rule.method().equals("DELETE")
                        ? JSON.writeValueAsString(Map.of("reason", HOSTILE, "source", HOSTILE, "name", HOSTILE))
                        : "";
                var answered = console.send(rule.method(), path + query, ADMIN, body);
                assertThat(answered.statusCode())
                        .as("%s %s %s", rule.method(), rule.path(), answered.body())
                        .isNotEqualTo(500);
                cases.held();
            }
        }
        String log = log();

        assertThat(log).doesNotContain("\u001b", "\u202e", "\u2028", "\u0000");
        assertThat(log.lines()).noneMatch(line -> line.startsWith("2026-01-01T00:00:00Z"));
    }
}
