package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.KeyTable;
import org.yizhan.ingest.PushLog;
import org.yizhan.ingest.SigningKey;
import org.yizhan.ops.console.PublisherScreens;
import org.yizhan.ops.console.Screens;

/** Those who push, as operators see them and their keys. */
class PublishersIT {

    private static final String PATH = "/api/v1/ops/publishers";
    private static final String PASSWORD = "ein-langes-wort";
    private static final SigningKey SIGNING = SigningKey.of("c2lnbmluZy1rZXktb2YtdGhlLXRlc3RzLWZvci1ldmVy");
    private static final Ticking clock = new Ticking();
    private static final Vertx vertx = Vertx.vertx();
    private static final HttpClient client = HttpClient.newHttpClient();

    private static EmbeddedPostgres server;
    private static ApiKeys keys;
    private static PushLog pushes;
    private static Readiness readiness;
    private static ManagementEdge edge;

    private static final class Ticking extends Clock {
        private volatile Instant now = Instant.parse("2026-11-24T03:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = Letters.database();
        var database = server.getPostgresDatabase();
        var random = new SecureRandom();
        keys = new ApiKeys(database, random, clock, SIGNING);
        pushes = new PushLog(database, clock);
        var audit = new Audit(database, clock);
        var passwords = new Passwords(random);
        var accounts = new Accounts(database, PASSWORD, passwords, clock);
        var book = new AccountBook(database, accounts, passwords, audit, clock);
        book.make("ops", "viewer", Role.VIEWER, PASSWORD);
        book.make("ops", "operator", Role.OPERATOR, PASSWORD);
        var screens = new Screens(clock);
        var publishers = new Publishers(keys, new KeyTable(database), pushes, audit, clock);
        readiness = new Readiness(List.of());
        List<Consumer<Paths>> parts = List.of(
                screens::mount,
                new PublishersApi(publishers)::mount,
                new PublisherScreens(screens, publishers, "https://news.example.cn")::mount,
                new AuditApi(audit)::mount);
        edge = new ManagementEdge(
                        vertx,
                        new ManagementEdge.Settings("127.0.0.1", 0),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        readiness,
                        new Entry(accounts, book, audit, knock -> {}, random, clock),
                        parts)
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        edge.close();
        readiness.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        server.close();
    }

    private static HttpResponse<String> ask(String account, String method, String path, String body)
            throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((account + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Authorization", "Basic " + login);
        if (!body.isEmpty()) {
            request.header(
                    "Content-Type", body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded");
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(String account, String method, String path, String body)
            throws IOException, InterruptedException {
        return Answer.JSON.readTree(ask(account, method, path, body).body());
    }

    @Test
    void aRotatedKeyGoesOnUntilItsEndAndNotBeyond() throws Exception {
        ApiKeys.Made old = keys.make(Optional.of("cac"));

        JsonNode next = json("ops", "POST", PATH + "/" + old.id() + "/rotate", "{\"overlap\":\"24h\"}");

        assertThat(next.path("source").asText()).isEqualTo("cac");
        assertThat(keys.verify(next.path("key").asText()).orElseThrow().source())
                .contains("cac");
        assertThat(keys.verify(old.key())).isPresent();
        assertThat(ask("ops", "GET", "/ops/publishers/" + old.id(), "").body())
                .contains("轮换中")
                .doesNotContain("有效");
        assertThat(ask("ops", "POST", PATH + "/" + old.id() + "/rotate", "{\"overlap\":\"24h\"}")
                        .statusCode())
                .as("two keys that replace one would let one be forgotten")
                .isEqualTo(409);
        clock.now = clock.now.plus(Duration.ofHours(24));
        assertThat(keys.verify(old.key())).as("without a refresh, too").isEmpty();
        assertThat(keys.verify(next.path("key").asText())).isPresent();
        JsonNode shown = json("viewer", "GET", PATH + "/" + old.id(), "");
        assertThat(shown.path("live").asBoolean(true)).isFalse();
        assertThat(shown.path("replacedBy").asText()).isEqualTo(next.path("id").asText());
        assertThat(ask("viewer", "GET", PATH, "").body())
                .doesNotContain(old.key(), next.path("key").asText());
        assertThat(json("viewer", "GET", "/api/v1/ops/audit?object=" + old.id(), "")
                        .at("/audit/0/action")
                        .asText())
                .isEqualTo("rotate-key");
    }

    /** Each start admits the key that is configured. */
    @Test
    void aConfiguredKeyThatHasEndedStaysSoAfterARestart() throws Exception {
        assertThat(keys.admit("chosen-key-1")).isTrue();
        assertThat(restarted().admit("chosen-key-1")).as("live").isTrue();
        String revoked = keyId("chosen-key-1");
        assertThat(ask("ops", "DELETE", PATH + "/" + revoked, "").statusCode()).isEqualTo(204);
        keys.admit("chosen-key-2");
        String rotated = keyId("chosen-key-2");
        JsonNode next = json("ops", "POST", PATH + "/" + rotated + "/rotate", "{\"overlap\":\"0h\"}");

        for (String ended : List.of("chosen-key-1", "chosen-key-2")) {
            var after = restarted();
            assertThat(after.admit(ended)).isFalse();
            assertThat(after.verify(ended)).isEmpty();
        }
        assertThat(json("viewer", "GET", PATH + "/" + revoked, "").path("live").asBoolean(true))
                .isFalse();
        assertThat(json("viewer", "GET", PATH + "/" + rotated, "")
                        .path("replacedBy")
                        .asText())
                .isEqualTo(next.path("id").asText())
                .isNotEmpty();
    }

    private static ApiKeys restarted() {
        return new ApiKeys(server.getPostgresDatabase(), new SecureRandom(), clock, SIGNING);
    }

    private static String keyId(String key) {
        return keys.verify(key).orElseThrow().keyId();
    }

    @Test
    void onlyAnAdminRotatesAndRevokes() throws Exception {
        ApiKeys.Made key = keys.make(Optional.empty());
        for (String account : List.of("viewer", "operator")) {
            assertThat(ask(account, "POST", PATH + "/" + key.id() + "/rotate", "{\"overlap\":\"24h\"}")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(ask(account, "DELETE", PATH + "/" + key.id(), "").statusCode())
                    .isEqualTo(403);
            assertThat(ask(account, "POST", "/ops/publishers/" + key.id() + "/rotate", "overlap=24h")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(ask(account, "GET", "/ops/publishers/" + key.id(), "").body())
                    .doesNotContain("/rotate", "/end");
        }
        assertThat(keys.verify(key.key())).isPresent();
        for (String overlap : List.of("", "91d", "-1h", "soon")) {
            assertThat(ask("ops", "POST", PATH + "/" + key.id() + "/rotate", "{\"overlap\":\"" + overlap + "\"}")
                            .statusCode())
                    .isEqualTo(422);
        }
        assertThat(ask("ops", "GET", "/ops/publishers/" + key.id() + "/end", "").body())
                .contains("立即得到 401");
        assertThat(ask("ops", "POST", "/ops/publishers/" + key.id() + "/revoke", "")
                        .statusCode())
                .isEqualTo(303);
        assertThat(keys.verify(key.key())).isEmpty();
        assertThat(ask("ops", "DELETE", PATH + "/" + key.id(), "").statusCode()).isEqualTo(409);
        assertThat(ask("ops", "DELETE", PATH + "/nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void countsWhatWasAnsweredAndKeepsTheLastFiftyRequests() throws Exception {
        ApiKeys.Made key = keys.make(Optional.of("min"));
        var taken = new Intake.Taken(
                List.of(new Intake.Accepted("1", UUID.randomUUID())),
                List.of(
                        new Intake.Rejected("2", "title is missing or blank"),
                        new Intake.Rejected("", "item 3: title is missing or blank"),
                        new Intake.Rejected("4", "<script>alert(1)</script>")),
                List.of());
        for (int i = 0; i < 70; i++) {
            pushes.taken(key.id(), "POST /api/v1/articles", 100 + i, 202, taken);
        }
        pushes.flush();
        pushes.refused(key.id(), "POST /api/v1/articles", 3, 400, "the body is no readable JSON\u001b[31m");
        pushes.refused("", "POST /api/v1/articles", 3, 401, "");
        pushes.flush();
        pushes.flush();

        JsonNode shown = json("viewer", "GET", PATH + "/" + key.id(), "");
        assertThat(shown.path("last24Hours").toString())
                .isEqualTo("{\"title\":140,\"accepted\":70,\"other\":70,\"unreadable\":1}");
        assertThat(shown.path("requests")).hasSize(PushLog.KEPT);
        assertThat(shown.at("/requests/0/status").asInt()).isEqualTo(400);
        assertThat(shown.at("/requests/1/bytes").asInt()).isEqualTo(169);
        assertThat(shown.path("lastUsedAt").asText()).isEqualTo(clock.now.toString());
        assertThat(json("viewer", "GET", PATH, "").path("strangers").asInt()).isEqualTo(1);
        assertThat(ask("viewer", "GET", "/ops/publishers/" + key.id(), "").body())
                .contains("curl", "https://news.example.cn/api/v1/articles")
                .doesNotContain("<script>", "\u001b");
    }

    @Test
    void whatIsWrongWithAKeyOrASignatureIsSaid() throws Exception {
        ApiKeys.Made key = keys.make(Optional.of("zj"));
        assertThat(checked("Authorization: Bearer " + key.key(), "", ""))
                .contains("true:the key " + key.id() + " is valid for zj");
        assertThat(checked("Authorization: Bearer " + key.key().substring(3), "", ""))
                .contains("false:this is no key of ours");
        assertThat(checked("Authorization: Bearer " + key.key().substring(0, 40), "", ""))
                .first()
                .asString()
                .contains("40 characters");
        assertThat(checked("Authorization: Basic eA==", "", ""))
                .first()
                .asString()
                .contains("Bearer KEY");
        keys.revoke(key.id());
        assertThat(checked("Authorization: Bearer " + key.key(), "", ""))
                .first()
                .asString()
                .contains("revoked");

        byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
        String whsec = "whsec_" + Base64.getEncoder().encodeToString(secret);
        String time = String.valueOf(clock.now.getEpochSecond());
        String signature = Base64.getEncoder().encodeToString(mac(secret, "m1." + time + ".{}"));
        String headers = "webhook-id: m1\nwebhook-timestamp: " + time + "\nwebhook-signature: v1," + signature;
        assertThat(checked(headers, "{}", whsec))
                .containsExactly("true:the timestamp is within five minutes", "true:the signature matches");
        assertThat(checked(headers, "{}\r\n", whsec))
                .last()
                .asString()
                .startsWith("true:the signature matches, without");
        assertThat(checked(headers, "{ }", whsec)).last().asString().contains("does not match");
        assertThat(checked(headers.replace(time, "1"), "{}", whsec))
                .first()
                .asString()
                .contains("off by");
        assertThat(checked(headers, "{}", "secret")).last().asString().contains("whsec_");

        String hub = "X-Hub-Signature: sha256=" + HexFormat.of().formatHex(mac(secret, "feed"));
        assertThat(checked(hub, "feed", new String(secret, StandardCharsets.UTF_8)))
                .containsExactly("true:the signature matches");
        assertThat(checked(hub.replace("sha256", "md5"), "feed", "x"))
                .first()
                .asString()
                .startsWith("false:");
        assertThat(checked("Accept: */*", "", "")).first().asString().startsWith("false:there is no header");

        assertThat(ask("viewer", "POST", PATH + "/check", "{}").statusCode()).isEqualTo(403);
        String page = ask(
                        "operator",
                        "POST",
                        "/ops/publishers/check",
                        "headers=" + URLEncoder.encode("Authorization: Bearer " + key.key(), StandardCharsets.UTF_8)
                                + "&secret=geheim")
                .body();
        assertThat(page).contains("已作废").doesNotContain(key.key(), "geheim");
        assertThat(json("ops", "GET", "/api/v1/ops/audit?action=check-signature", "")
                        .toString())
                .contains("operator")
                .doesNotContain(key.key(), whsec);
    }

    private static byte[] mac(byte[] secret, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> checked(String headers, String body, String secret)
            throws IOException, InterruptedException, SQLException {
        String shown = Answer.object()
                .put("headers", headers)
                .put("body", body)
                .put("secret", secret)
                .toString();
        JsonNode answer = json("operator", "POST", PATH + "/check", shown);
        return answer.path("findings").findParents("detail").stream()
                .map(finding -> finding.path("good").asText() + ":"
                        + finding.path("detail").asText())
                .toList();
    }
}
