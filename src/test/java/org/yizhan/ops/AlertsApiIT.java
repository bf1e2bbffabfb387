package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;
import org.yizhan.ops.alert.AlertDesk;
import org.yizhan.ops.alert.Alerts;
import org.yizhan.ops.alert.AlertsApi;
import org.yizhan.ops.alert.FeedTokens;
import org.yizhan.ops.alert.IncidentFeed;
import org.yizhan.ops.alert.Messenger;
import org.yizhan.ops.console.AlertScreens;
import org.yizhan.ops.console.Screens;

/** Alerts as operators and readers of the feed reach them. */
class AlertsApiIT {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC);
    private static final String PASSWORD = "ein-langes-wort";
    private static final String HOSTILE = "<script>alert(1)</script>\u001b[31m\u202e";

    private static final List<Trouble> troubles = new ArrayList<>();
    private static final HttpClient client = HttpClient.newHttpClient();
    private static final Vertx vertx = Vertx.vertx();
    private static EmbeddedPostgres server;
    private static ManagementEdge edge;
    private static Readiness readiness;
    private static Alerts alerts;

    /** Knows of one route, one check and one file. */
    private static final class Named implements Rule {
        @Override
        public Look look() {
            return Look.of(List.copyOf(troubles));
        }

        @Override
        public Map<Kind, Set<String>> subjects() {
            return Map.of(
                    Kind.ROUTE, Set.of("poll"),
                    Kind.DEPENDENCY, Set.of("search"),
                    Kind.SOURCE_FILE, Set.of("cac.camel.yaml"));
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = Letters.database();
        DataSource database = server.getPostgresDatabase();
        var random = new SecureRandom();
        var audit = new Audit(database, CLOCK);
        var passwords = new Passwords(random);
        var accounts = new Accounts(database, PASSWORD, passwords, CLOCK);
        var book = new AccountBook(database, accounts, passwords, audit, CLOCK);
        book.make("ops", "viewer", Role.VIEWER, PASSWORD);
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var metrics = new Metrics(registry, "test");
        var messenger = new Messenger(database, List.of(), "http://console", metrics, CLOCK);
        alerts = new Alerts(
                database,
                () -> Look.of(List.copyOf(troubles)),
                new Alerts.Place("here", "http://console"),
                messenger,
                CLOCK,
                UUID::randomUUID);
        var desk = new AlertDesk(database, alerts, new Named(), audit, CLOCK);
        var tokens = new FeedTokens(database, audit, random, CLOCK);
        var screens = new Screens(CLOCK);
        readiness = new Readiness(List.of());
        List<Consumer<Paths>> parts = List.of(
                screens::mount,
                new AlertsApi(desk, tokens, CLOCK)::mount,
                new IncidentFeed(desk, tokens, "http://console", CLOCK)::mount,
                new AlertScreens(screens, desk, tokens, CLOCK)::mount);
        edge = new ManagementEdge(
                        vertx,
                        new ManagementEdge.Settings("127.0.0.1", 0),
                        registry,
                        readiness,
                        new Entry(accounts, book, audit, metrics::knocked, random, CLOCK),
                        parts)
                .start();
        troubles.add(new Trouble(
                Kind.DEAD_LETTERS, Severity.WARNING, "tag", "tag 有 3 条死信待处理" + HOSTILE, "3 dead letters" + HOSTILE));
        alerts.look();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        edge.close();
        readiness.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        server.close();
    }

    private static HttpResponse<String> ask(String account, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path))
                .method(method, BodyPublishers.ofString(body));
        if (!account.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((account + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String account, String path) throws IOException, InterruptedException {
        return ask(account, "GET", path, "");
    }

    private static JsonNode open() throws IOException, InterruptedException {
        return Answer.JSON.readTree(get("viewer", "/api/v1/ops/alerts").body()).path("open");
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Test
    void theFeedOpensWithItsTokenAndNothingElseDoes() throws Exception {
        assertThat(get("", "/ops/incidents.atom").statusCode()).isEqualTo(401);
        assertThat(get("", "/ops/incidents.atom?token=").statusCode()).isEqualTo(401);
        HttpResponse<String> wrong = get("", "/ops/incidents.atom?token=yzf_wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("an administrator makes one at /ops/alerts");
        assertThat(get("viewer", "/ops/incidents.atom").statusCode()).isEqualTo(200);
        assertThat(ask("viewer", "POST", "/api/v1/ops/feed-tokens", "{\"name\":\"me\"}")
                        .statusCode())
                .isEqualTo(403);

        JsonNode made = Answer.JSON.readTree(ask("ops", "POST", "/api/v1/ops/feed-tokens", "{\"name\":\"reader of 李\"}")
                .body());
        String token = made.path("token").asText();
        HttpResponse<String> feed = get("", made.path("feed").asText());
        assertThat(feed.statusCode()).isEqualTo(200);
        assertThat(feed.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/atom+xml");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(feed.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagNameNS("http://www.w3.org/2005/Atom", "entry")
                        .getLength())
                .isEqualTo(1);
        assertThat(feed.body()).contains("http://console/ops/help#dead-letters").doesNotContain("\u001b", "<script");

        assertThat(get("", "/ops/alerts?token=" + token).statusCode()).isEqualTo(401);
        assertThat(get("", "/api/v1/ops/alerts?token=" + token).statusCode()).isEqualTo(401);
        assertThat(get("", "/ops/x/../incidents.atom/../alerts?token=" + token).statusCode())
                .isEqualTo(401);
        assertThat(ask("", "POST", "/ops/incidents.atom?token=" + token, "").statusCode())
                .isEqualTo(401);
        assertThat(get("viewer", "/api/v1/ops/feed-tokens").body())
                .doesNotContain(token)
                .contains("reader of 李");

        assertThat(ask(
                                "ops",
                                "DELETE",
                                "/api/v1/ops/feed-tokens/" + made.path("id").asText(),
                                "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("", "/ops/incidents.atom?token=" + token).statusCode()).isEqualTo(401);
    }

    @Test
    void aSilenceNeedsAnEndAReasonAndAnOperator() throws Exception {
        String good = "{\"kind\":\"dead-letters\",\"subject\":\"tag\",\"until\":\"4h\",\"reason\":\"known\"}";
        String path = "/api/v1/ops/alerts/silences";
        assertThat(ask("viewer", "POST", path, good).statusCode()).isEqualTo(403);
        for (String wrong : List.of(
                good.replace("known", ""),
                good.replace("known", "two\\nlines"),
                good.replace("4h", "31d"),
                good.replace("4h", "2020-01-01T00:00:00Z"),
                good.replace("4h", "soon"),
                good.replace("dead-letters", "weather"))) {
            assertThat(ask("ops", "POST", path, wrong).statusCode()).as(wrong).isEqualTo(422);
        }
        for (var wrong : Map.of(
                        good.replace("\"tag\"", "\"tga\""),
                        "there is no stage 'tga'; one of ingest, normalize",
                        good.replace("dead-letters", "source-gone"),
                        "there is no channel 'tag'; GET /api/v1/ops/sources lists them",
                        good.replace("dead-letters", "database"),
                        "alerts of this kind are about 'postgresql' and nothing else")
                .entrySet()) {
            HttpResponse<String> refused = ask("ops", "POST", path, wrong.getKey());
            assertThat(refused.statusCode()).as(wrong.getKey()).isEqualTo(422);
            assertThat(Answer.JSON.readTree(refused.body()).path("detail").asText())
                    .startsWith(wrong.getValue());
        }
        assertThat(ask("ops", "POST", path, good).statusCode()).isEqualTo(201);
        assertThat(open().path(0).path("silence").path("operator").asText()).isEqualTo("ops");
        assertThat(get("viewer", "/ops/alerts").body()).contains("已静默", "known");
        assertThat(ask("ops", "DELETE", path + "?kind=dead-letters&subject=tag", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(open().path(0).has("silence")).isFalse();
    }

    @Test
    void nobodySilencesWhatThereIsNot() throws Exception {
        String path = "/api/v1/ops/alerts/silences";
        String wish = "{\"kind\":\"%s\",\"subject\":\"%s\",\"until\":\"4h\",\"reason\":\"planned\"}";
        for (String wrong : List.of(
                "route polll",
                "dependency serach",
                "source-file cac.yaml",
                "sources bla",
                "source-host nohost",
                "dictionary topics.txt",
                "unknown weather")) {
            String[] words = wrong.split(" ", -1);
            HttpResponse<String> refused = ask("ops", "POST", path, wish.formatted(words[0], words[1]));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(422);
        }
        assertThat(Answer.JSON
                        .readTree(ask("ops", "POST", path, wish.formatted("route", "polll"))
                                .body())
                        .path("detail")
                        .asText())
                .isEqualTo("there is no route 'polll'; GET /api/v1/ops/routes lists them");
        for (String right :
                List.of("route poll", "dependency search", "source-file cac.camel.yaml", "sources sources")) {
            String[] words = right.split(" ", -1);
            assertThat(ask("ops", "POST", path, wish.formatted(words[0], words[1]))
                            .statusCode())
                    .as(right)
                    .isEqualTo(201);
            ask("ops", "DELETE", path + "?kind=" + words[0] + "&subject=" + words[1], "");
        }
    }

    @Test
    void theScreenShowsWhatIsOpenAndLetsNothingThrough() throws Exception {
        String id = open().path(0).path("id").asText();
        String page = get("ops", "/ops/alerts").body();
        assertThat(page)
                .contains("tag 有 3 条死信待处理", "/ops/help#dead-letters", "/ops/alerts/" + id + "/silence")
                .doesNotContain("<script>alert", "\u001b", "\u202e");
        assertThat(get("viewer", "/ops/alerts").body()).doesNotContain("/silence\"");
        assertThat(get("ops", "/ops/alerts?lang=en").body()).contains("3 dead letters");
        assertThat(get("ops", "/ops/alerts/" + id + "/silence").body()).contains("不再通知任何人");
        assertThat(get("ops", "/ops/alerts/" + UUID.randomUUID() + "/silence").statusCode())
                .isEqualTo(404);

        String wish = form(Map.of("until", "1h", "reason", "looking"));
        String type = "application/x-www-form-urlencoded";
        assertThat(ask("ops", "POST", "/ops/alerts/" + id + "/silence", wish, "Content-Type", type)
                        .statusCode())
                .isEqualTo(303);
        String speak = form(Map.of("kind", "dead-letters", "subject", "tag"));
        assertThat(ask("ops", "POST", "/ops/alerts/speak", speak, "Content-Type", type)
                        .statusCode())
                .isEqualTo(303);
        assertThat(open().path(0).has("silence")).isFalse();
    }

    @Test
    void everyKindHasItsParagraphInBothLanguages() throws Exception {
        String chinese = get("viewer", "/ops/help").body();
        String english = get("viewer", "/ops/help?lang=en").body();
        for (Kind kind : Kind.values()) {
            String section = "<section id=\"" + kind.word() + "\">";
            assertThat(chinese).contains(section);
            assertThat(english).contains(section);
            assertThat(paragraph(chinese, section))
                    .containsPattern("\\p{IsHan}{4}")
                    .hasSizeGreaterThan(30);
            assertThat(paragraph(english, section))
                    .doesNotContainPattern("\\p{IsHan}")
                    .hasSizeGreaterThan(60);
        }
    }

    /** Whoever meets a word on a screen finds it explained, in both languages. */
    @Test
    void theGlossaryExplainsTheWordsOfTheScreens() throws Exception {
        for (String word : List.of(
                "source",
                "channel",
                "poll",
                "article",
                "revision",
                "attribution",
                "story",
                "origin",
                "relation",
                "provenance",
                "tag",
                "feed",
                "withdrawal",
                "correction",
                "stage",
                "route",
                "exchange",
                "topic",
                "consumer group",
                "offset",
                "retention",
                "lag",
                "dead letter",
                "replay",
                "hub",
                "callback",
                "lease",
                "suspension",
                "streak",
                "push key",
                "alert",
                "silence",
                "audit")) {
            assertThat(get("viewer", "/ops/help").body())
                    .containsPattern("<dt>\\p{IsHan}+ " + word + "</dt><dd>[^<]*\\p{IsHan}{4}");
            assertThat(get("viewer", "/ops/help?lang=en").body())
                    .containsPattern("<dt>" + word + " \\p{IsHan}+</dt><dd>[^<\\p{IsHan}]{20}");
        }
    }

    private static String paragraph(String page, String section) {
        String rest = page.substring(page.indexOf(section));
        return rest.substring(rest.indexOf("<p>") + 3, rest.indexOf("</p>"));
    }
}
