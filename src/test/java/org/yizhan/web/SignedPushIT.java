package org.yizhan.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Cases;
import org.yizhan.RawRequest;
import org.yizhan.Row;
import org.yizhan.SetClock;
import org.yizhan.article.Message;
import org.yizhan.ingest.Allowance;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.PushLog;
import org.yizhan.ingest.SigningKey;
import org.yizhan.ingest.SourceRegistry;
import org.yizhan.ingest.WebhookLog;

/** Pushes that are signed instead of carrying their key, and how many of them are let in; at the real edge with a real database. */
class SignedPushIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SIGNING = "c2lnbmluZy1rZXktb2YtdGhlLXRlc3RzLWZvci1ldmVy";
    private static final String BODY = "{\"id\":\"1\",\"title\":\"题\",\"text\":\"文\"}";
    private static final Instant BEGIN = Instant.parse("2026-11-24T03:00:00Z");

    private static EmbeddedPostgres server;
    private static DataSource database;

    private final List<Message> sent = new CopyOnWriteArrayList<>();
    private final SetClock clock = new SetClock(BEGIN);
    private final HttpClient client = HttpClient.newHttpClient();
    private Desk desk;
    private volatile boolean refusing;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
        database = server.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void open() {
        desk = new Desk(SIGNING, new Allowance.Terms(10, 500, 2_000, false));
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** One instance of the program's edge. */
    private final class Desk implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final ApiKeys keys;
        private final PushLog log = new PushLog(database, clock);
        private final Allowance allowance;
        private final HttpEdge edge;

        Desk(String signing, Allowance.Terms terms) {
            keys = new ApiKeys(database, new SecureRandom(), clock, SigningKey.of(signing));
            keys.refresh();
            allowance = new Allowance(terms, clock);
            var door = new PushApi.Door(
                    keys, new WebhookLog(database, clock), allowance, log, 10_000_000, () -> true, Proxies.NONE);
            var push = new PushApi(vertx, door, new Intake(new SourceRegistry(database), clock), this::send);
            edge = new HttpEdge(vertx, "127.0.0.1", 0, List.of(push::mount));
        }

        private void send(List<Message> messages) throws Sender.Unavailable {
            try {
                gate.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (refusing) {
                throw new Sender.Unavailable("no broker answers", new IOException("refused"));
            }
            sent.addAll(messages);
        }

        Reply push(String query, byte[] body, Map<String, String> headers) throws Exception {
            return read(client.send(request(query, body, headers), BodyHandlers.ofString()));
        }

        HttpRequest request(String query, byte[] body, Map<String, String> headers) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + edge.port() + "/api/v1/articles" + query))
                    .POST(BodyPublishers.ofByteArray(body))
                    .header("Content-Type", "application/json");
            headers.forEach(request::header);
            return request.build();
        }

        @Override
        public void close() {
            edge.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private record Reply(int status, String text, HttpResponse<String> http) {
        JsonNode json() throws IOException {
            return JSON.readTree(text);
        }
    }

    private static Reply read(HttpResponse<String> answer) {
        return new Reply(answer.statusCode(), answer.body(), answer);
    }

    private ApiKeys.Made key(String source) {
        return desk.keys.make(Optional.of(source));
    }

    private static byte[] hmac(byte[] secret, byte[] content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return mac.doFinal(content);
    }

    /** What a Standard Webhooks sender adds. */
    private Map<String, String> signed(String secret, String id, long shift, String body)
            throws GeneralSecurityException {
        long seconds = clock.instant().getEpochSecond() + shift;
        byte[] bytes = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        String signature =
                Base64.getEncoder().encodeToString(hmac(bytes, (id + "." + seconds + "." + body).getBytes(UTF_8)));
        return new TreeMap<>(Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(seconds),
                "webhook-signature",
                "v1a,b3RoZXI= v1," + signature));
    }

    private Reply push(ApiKeys.Made key, Map<String, String> headers) throws Exception {
        return desk.push("?key=" + key.id(), BODY.getBytes(UTF_8), headers);
    }

    @Test
    @Row("S5")
    void aSignedPushIsTakenWithAndWithoutTheKeysId() throws Exception {
        var key = key("qianming");
        Reply named = push(key, signed(key.signingSecret(), "msg_1", 0, BODY));
        assertThat(named.status()).as(named.text()).isEqualTo(202);
        assertThat(named.json().path("accepted").path(0).path("id").asText()).isEqualTo("1");
        Reply unnamed = desk.push("", BODY.getBytes(UTF_8), signed(key.signingSecret(), "msg_2", 0, BODY));
        assertThat(unnamed.status()).as(unnamed.text()).isEqualTo(202);
        assertThat(sent).hasSize(2);
    }

    @Test
    @Row("S5")
    void gitHubsSignatureIsTaken() throws Exception {
        var key = key("github-zhan");
        String digest = HexFormat.of().formatHex(hmac(key.signingSecret().getBytes(UTF_8), BODY.getBytes(UTF_8)));
        assertThat(push(key, Map.of("X-Hub-Signature-256", "sha256=" + digest)).status())
                .isEqualTo(202);
        String forged = (digest.startsWith("0") ? "1" : "0") + digest.substring(1);
        Reply other = push(key, Map.of("X-Hub-Signature-256", "sha256=" + forged));
        assertThat(other.status()).isEqualTo(401);
        assertThat(push(key, Map.of("X-Hub-Signature-256", "sha1=00")).status()).isEqualTo(400);
        assertThat(sent).hasSize(1);
    }

    @Test
    @Row("S1")
    void whatProvesNothingIs401WithOneBody(Cases cases) throws Exception {
        var key = key("jia");
        var other = key("yi");
        var good = signed(key.signingSecret(), "msg_3", 0, BODY);
        String signature = good.get("webhook-signature").substring("v1a,b3RoZXI= v1,".length());
        List<Reply> replies = new ArrayList<>();
        for (String wrong : List.of(
                "",
                "v1,",
                "v1," + signature.substring(0, 20),
                "v1,not base64",
                "v2," + signature,
                "v1a," + signature,
                signature,
                "v1," + signature.toLowerCase(Locale.ROOT))) {
            var headers = new TreeMap<>(good);
            headers.put("webhook-signature", wrong);
            replies.add(push(key, headers));
        }
        replies.add(push(other, good));
        replies.add(push(key, signed(other.signingSecret(), "msg_4", 0, BODY)));
        replies.add(push(key, signed(key.signingSecret(), "msg_5", 0, BODY.replace(":", ": "))));
        replies.add(push(key, signed(key.signingSecret(), "msg_6", -301, BODY)));
        replies.add(push(key, signed(key.signingSecret(), "msg_6", 301, BODY)));
        replies.add(desk.push("?key=nobody", BODY.getBytes(UTF_8), good));
        replies.add(desk.push("", BODY.getBytes(UTF_8), Map.of()));
        replies.add(desk.push("", BODY.getBytes(UTF_8), Map.of("Authorization", "Bearer " + key.signingSecret())));
        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.text()).isEqualTo(replies.getFirst().text());
        });
        cases.held(replies.size());
        assertThat(sent).isEmpty();
        assertThat(push(key, good).status()).isEqualTo(202);
    }

    /** Who has a key gains nothing by a signature, and whoever took his key from a log can't make one. */
    @Test
    @Row("S1")
    void aSignatureBesideAKeyMustBeRightAsWell(Cases cases) throws Exception {
        var key = key("liangyang");
        var other = key("bieren");
        var good = signed(key.signingSecret(), "msg_both", 0, BODY);
        assertThat(desk.push("", BODY.getBytes(UTF_8), beside(key, good)).status())
                .isEqualTo(202);
        Reply again =
                desk.push("", BODY.getBytes(UTF_8), beside(key, signed(key.signingSecret(), "msg_both", 0, BODY)));
        assertThat(again.status()).isEqualTo(202);
        assertThat(sent)
                .as("a message that comes again is taken once, with a key too")
                .hasSize(1);

        for (var wrong : List.of(
                signed(other.signingSecret(), "msg_b1", 0, BODY),
                signed(key.signingSecret(), "msg_b2", 0, BODY.replace("文", "丈")),
                signed(key.signingSecret(), "msg_b3", -301, BODY),
                signed(key.signingSecret(), "msg_b4", 301, BODY),
                Map.of("X-Hub-Signature-256", "sha256=" + "0".repeat(64)))) {
            Reply reply = desk.push("?key=" + other.id(), BODY.getBytes(UTF_8), beside(key, wrong));
            assertThat(reply.status()).as("%s", wrong).isEqualTo(401);
            assertThat(reply.json().path("detail").asText()).contains("the key is right, but the signature");
            assertThat(reply.http().headers().firstValue("WWW-Authenticate")).isPresent();
            cases.held();
        }
        assertThat(sent).hasSize(1);
    }

    @Test
    @Row("S1")
    void besideAWrongKeyNobodyIsToldOfHisSignature() throws Exception {
        var key = key("cuo");
        var headers = signed(key.signingSecret(), "msg_wrong_key", 0, BODY);
        headers.put("Authorization", "Bearer " + key.key() + "x");
        Reply wrong = push(key, headers);
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text())
                .isEqualTo(desk.push("", BODY.getBytes(UTF_8), Map.of()).text());
        assertThat(sent).isEmpty();
    }

    @Test
    @Row("S2")
    void aHalfSignatureBesideAKeyIs400() throws Exception {
        var key = key("ban");
        Reply reply = desk.push("", BODY.getBytes(UTF_8), beside(key, Map.of("webhook-id", "msg_half")));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("webhook-timestamp");
        assertThat(sent).isEmpty();
    }

    @Test
    @Row("S4")
    void besideAKeyAnySecretOfItsRotationIsRight(Cases cases) throws Exception {
        var old = key("huan");
        var fresh = desk.keys
                .rotate(old.id(), clock.instant().plus(Duration.ofHours(24)))
                .orElseThrow();
        for (var bearer : List.of(old, fresh)) {
            for (var signer : List.of(old, fresh)) {
                String id = "msg_" + bearer.id() + signer.id();
                assertThat(desk.push(
                                        "",
                                        BODY.getBytes(UTF_8),
                                        beside(bearer, signed(signer.signingSecret(), id, 0, BODY)))
                                .status())
                        .isEqualTo(202);
                cases.held();
            }
        }
    }

    /** A page and a withdrawal want the key; a signature beside it is not passed over either. */
    @Test
    @Row("S1")
    void aWrongSignatureTurnsPagesAndWithdrawalsAwayToo() throws Exception {
        var key = key("ye");
        var right = beside(key, signed(key.signingSecret(), "msg_w1", 0, ""));
        var wrong = beside(key, signed(key.signingSecret(), "msg_w2", 0, "else"));
        assertThat(ask("DELETE", "/api/v1/articles/ye/1", wrong).status()).isEqualTo(401);
        assertThat(sent).isEmpty();
        assertThat(ask("DELETE", "/api/v1/articles/ye/1", right).status()).isEqualTo(202);
        assertThat(ask("DELETE", "/api/v1/articles/ye/2", beside(key, Map.of())).status())
                .isEqualTo(202);
        assertThat(sent).hasSize(2);
        assertThat(ask("POST", "/api/v1/pages?paper=x&date=2026-11-23&page=1", wrong)
                        .status())
                .isEqualTo(401);
    }

    /** A signature says nothing of the address, an id that was taken does. */
    @Test
    @Row("S3")
    void anIdIsGoodForOneWithdrawalOrOnePageAndIsAnsweredTheSameAgain() throws Exception {
        var key = key("yici");
        var withdrawal = beside(key, signed(key.signingSecret(), "msg_o1", 0, ""));
        Reply first = ask("DELETE", "/api/v1/articles/yici/1", withdrawal);
        assertThat(first.status()).isEqualTo(202);
        assertThat(ask("DELETE", "/api/v1/articles/yici/1", withdrawal).text()).isEqualTo(first.text());
        for (String other : List.of("/api/v1/articles/yici/2", "/api/v1/articles/yici/1?reason=else")) {
            Reply refused = ask("DELETE", other, withdrawal);
            assertThat(refused.status()).as(other).isEqualTo(422);
            assertThat(refused.text()).contains("webhook-id");
        }
        assertThat(sent).hasSize(1);

        var page = beside(key, signed(key.signingSecret(), "msg_o2", 0, BODY));
        page.put("Content-Type", "text/plain; charset=utf-8");
        for (int times = 0; times < 2; times++) {
            assertThat(ask("POST", "/api/v1/pages?paper=yici&date=2026-11-23&page=1", page, BODY)
                            .status())
                    .isEqualTo(202);
        }
        assertThat(ask("POST", "/api/v1/pages?paper=yici&date=2026-11-23&page=2", page, BODY)
                        .status())
                .isEqualTo(422);
        assertThat(push(key, signed(key.signingSecret(), "msg_o2", 0, BODY)).status())
                .as("articles of the same bytes")
                .isEqualTo(422);
        assertThat(sent).hasSize(2);
    }

    @Test
    @Row("S3")
    void whatWasTakenOfARevokedKeyIsKnownOfThoseBehindIt() throws Exception {
        var old = key("zuofei");
        Instant end = clock.instant().plus(Duration.ofHours(24));
        var next = desk.keys.rotate(old.id(), end).orElseThrow();
        var last = desk.keys.rotate(next.id(), end).orElseThrow();
        Reply first = push(old, signed(old.signingSecret(), "msg_z1", 0, BODY));
        assertThat(first.status()).isEqualTo(202);
        desk.keys.revoke(next.id());
        desk.keys.revoke(old.id());

        Reply again = push(last, signed(last.signingSecret(), "msg_z1", 0, BODY));
        assertThat(again.text()).isEqualTo(first.text());
        String changed = BODY.replace("文", "另一文");
        var other = signed(last.signingSecret(), "msg_z1", 0, changed);
        assertThat(desk.push("", changed.getBytes(UTF_8), beside(last, other)).status())
                .isEqualTo(422);
        assertThat(push(old, signed(last.signingSecret(), "msg_z2", 0, BODY)).status())
                .as("at the address with the first key's id")
                .isEqualTo(202);
        assertThat(push(last, signed(old.signingSecret(), "msg_z3", 0, BODY)).status())
                .isEqualTo(401);
        assertThat(sent).hasSize(2);
    }

    @Test
    @Row("S3")
    void keysThatWereRotatedBeforeAreGivenTheirFirst() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database rotated");
        }
        var rotated = server.getDatabase("postgres", "rotated");
        var flyway = Flyway.configure().dataSource(rotated).locations("classpath:db/migration");
        flyway.target("50").load().migrate();
        try (var connection = rotated.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into api_key (id, hash, replaced_by, revoked_at) values ('a', 'a', 'b', now()),"
                    + " ('b', 'b', 'c', now()), ('c', 'c', null, null), ('d', 'd', null, null)");
            flyway.target("latest").load().migrate();
            try (var rows = statement.executeQuery(
                    "select string_agg(id || coalesce(root, ''), ' ' order by id)" + " from api_key")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("a ba ca d");
            }
        }
    }

    @Test
    @Row("S5")
    void ofTwoSignaturesBothMustBeRight() throws Exception {
        var key = key("liangge");
        byte[] secret = key.signingSecret().getBytes(UTF_8);
        String digest = "sha256=" + HexFormat.of().formatHex(hmac(secret, BODY.getBytes(UTF_8)));
        var wrongHub = signed(key.signingSecret(), "msg_t1", 0, BODY);
        wrongHub.put("X-Hub-Signature-256", "sha256=" + "0".repeat(64));
        var wrongWebhook = signed(key.signingSecret(), "msg_t2", 0, BODY + " ");
        wrongWebhook.put("X-Hub-Signature-256", digest);
        for (var wrong : List.of(wrongHub, wrongWebhook)) {
            assertThat(push(key, wrong).status()).isEqualTo(401);
            assertThat(desk.push("", BODY.getBytes(UTF_8), beside(key, wrong)).status())
                    .isEqualTo(401);
        }
        assertThat(sent).isEmpty();
        var right = signed(key.signingSecret(), "msg_t3", 0, BODY);
        right.put("X-Hub-Signature-256", digest);
        assertThat(push(key, right).status()).isEqualTo(202);
        assertThat(push(key, right).status()).isEqualTo(202);
        assertThat(sent).hasSize(1);
    }

    /** As both lines right, so that it is the second that is refused; several signatures go into one line. */
    @ParameterizedTest
    @Row("S5")
    @ValueSource(
            strings = {"webhook-id", "webhook-timestamp", "webhook-signature", "X-Hub-Signature-256", "Authorization"})
    void aHeaderThatIsNoListStandsThereOnce(String name) throws Exception {
        var key = key("liang-hang");
        byte[] body = BODY.getBytes(UTF_8);
        String digest = HexFormat.of().formatHex(hmac(key.signingSecret().getBytes(UTF_8), body));
        var headers = beside(key, signed(key.signingSecret(), "msg_l1", 0, BODY));
        headers.put("X-Hub-Signature-256", "sha256=" + digest);
        var once = desk.request("", body, headers);
        HttpRequest twice = HttpRequest.newBuilder(once, (header, value) -> true)
                .header(name, once.headers().firstValue(name).orElseThrow())
                .build();

        Reply refused = read(client.send(twice, BodyHandlers.ofString()));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).containsIgnoringCase("the header " + name + " stands there twice; send it once");
        assertThat(sent).isEmpty();
        assertThat(read(client.send(once, BodyHandlers.ofString())).status()).isEqualTo(202);
        assertThat(sent).hasSize(1);
    }

    private static Map<String, String> beside(ApiKeys.Made key, Map<String, String> signature) {
        var both = new TreeMap<>(signature);
        both.put("Authorization", "Bearer " + key.key());
        return both;
    }

    private Reply ask(String method, String path, Map<String, String> headers) throws Exception {
        return ask(method, path, headers, "");
    }

    private Reply ask(String method, String path, Map<String, String> headers, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + desk.edge.port() + path))
                .method(method, BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return read(client.send(request.build(), BodyHandlers.ofString()));
    }

    @ParameterizedTest
    @Row("S2")
    @ValueSource(longs = {-299, 299})
    void aClockMayBeFiveMinutesOff(long shift) throws Exception {
        var key = key("zhong");
        assertThat(push(key, signed(key.signingSecret(), "msg_clock" + shift, shift, BODY))
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @Row("S2")
    @CsvSource(
            delimiter = '|',
            value = {
                "webhook-timestamp |                      | webhook-timestamp",
                "webhook-timestamp | -1                   | webhook-timestamp",
                "webhook-timestamp | 1e9                  | webhook-timestamp",
                "webhook-timestamp | 99999999999999999999 | webhook-timestamp",
                "webhook-id        |                      | webhook-id",
                "webhook-id        | a.b                  | webhook-id",
                "webhook-signature |                      | webhook-signature"
            })
    void headersThatCantBeReadAre400AndSayWhich(String header, String value, String named) throws Exception {
        var key = key("ge");
        var headers = signed(key.signingSecret(), "msg_7", 0, BODY);
        if (value == null) {
            headers.remove(header);
        } else {
            headers.put(header, value);
        }
        Reply reply = push(key, headers);
        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.text()).contains(named);
    }

    /** Of the second that it is, so that only the digits are wrong; no client of ours sends such a header. */
    @ParameterizedTest
    @Row("S2")
    @ValueSource(strings = {"٠", "۰", "०", "０"})
    void aTimeInOtherDigitsIs400(String zero) throws Exception {
        var key = key("shuzi");
        var headers = signed(key.signingSecret(), "msg_digits", 0, BODY);
        headers.computeIfPresent(
                "webhook-timestamp",
                (name, seconds) -> seconds.chars()
                        .mapToObj(digit -> Character.toString(zero.charAt(0) + digit - '0'))
                        .collect(Collectors.joining()));
        String head = headers.entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining(
                        "", "POST /api/v1/articles?key=" + key.id() + " HTTP/1.1\r\nHost: localhost\r\n", ""));
        String request = head + "Connection: close\r\nContent-Type: application/json\r\nContent-Length: "
                + BODY.getBytes(UTF_8).length + "\r\n\r\n" + BODY;
        var answered = RawRequest.send(desk.edge.port(), new String(request.getBytes(UTF_8), ISO_8859_1));
        assertThat(answered.status()).as(answered.body()).isEqualTo(400);
        assertThat(answered.detail()).contains("webhook-timestamp must be the seconds since 1970");
        assertThat(sent).isEmpty();
    }

    @Test
    @Row("S3")
    void aMessageThatComesAgainGetsTheFirstAnswerFromAnyInstance() throws Exception {
        var key = key("chongfu");
        var headers = signed(key.signingSecret(), "msg_8", 0, BODY);
        Reply first = push(key, headers);
        clock.pass(Duration.ofMinutes(1));
        Reply second = push(key, signed(key.signingSecret(), "msg_8", 0, BODY));
        assertThat(second.text()).isEqualTo(first.text());
        try (var other = new Desk(SIGNING, new Allowance.Terms(0, 500, 0, false))) {
            assertThat(other.push("?key=" + key.id(), BODY.getBytes(UTF_8), headers)
                            .text())
                    .isEqualTo(first.text());
        }
        assertThat(sent).hasSize(1);

        String changed = BODY.replace("文", "另一文");
        Reply another = desk.push(
                "?key=" + key.id(), changed.getBytes(UTF_8), signed(key.signingSecret(), "msg_8", 0, changed));
        assertThat(another.status()).isEqualTo(422);
        assertThat(another.text()).contains("webhook-id");
        assertThat(sent).hasSize(1);
    }

    @Test
    @Row("S3")
    void ofTwoAtOnceOneIsTaken() throws Exception {
        var key = key("tongshi");
        var headers = signed(key.signingSecret(), "msg_9", 0, BODY);
        gate = new CountDownLatch(1);
        var one = client.sendAsync(
                desk.request("?key=" + key.id(), BODY.getBytes(UTF_8), headers), BodyHandlers.ofString());
        var two = client.sendAsync(
                desk.request("?key=" + key.id(), BODY.getBytes(UTF_8), headers), BodyHandlers.ofString());
        var early =
                read((HttpResponse<String>) CompletableFuture.anyOf(one, two).get(20, TimeUnit.SECONDS));
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.http().headers().firstValue("Retry-After")).contains("5");
        gate.countDown();
        assertThat(List.of(one.get().statusCode(), two.get().statusCode())).containsExactlyInAnyOrder(202, 409);
        assertThat(push(key, headers).status()).isEqualTo(202);
        assertThat(sent).hasSize(1);
    }

    @Test
    @Row("S3")
    void whatCouldNotBeStoredMayComeAgain() throws Exception {
        var key = key("zailai");
        var headers = signed(key.signingSecret(), "msg_10", 0, BODY);
        refusing = true;
        assertThat(push(key, headers).status()).isEqualTo(503);
        refusing = false;
        assertThat(push(key, headers).status()).isEqualTo(202);
        assertThat(sent).hasSize(1);
    }

    @Test
    @Row("S3")
    void aClaimOfADeadInstanceIsTakenUpAfterAMinute() throws Exception {
        var key = key("siqu");
        assertThat(new WebhookLog(database, clock).begin(key.id(), "msg_11", BODY.getBytes(UTF_8)))
                .isEmpty();
        assertThat(push(key, signed(key.signingSecret(), "msg_11", 0, BODY)).status())
                .isEqualTo(409);
        clock.pass(Duration.ofSeconds(61));
        assertThat(push(key, signed(key.signingSecret(), "msg_11", 0, BODY)).status())
                .isEqualTo(202);
    }

    @Test
    @Row("S3")
    void messagesAreRememberedForAWeek() throws Exception {
        var key = key("zhou");
        push(key, signed(key.signingSecret(), "msg_12", 0, BODY));
        var log = new WebhookLog(database, clock);
        clock.pass(WebhookLog.KEPT.minusSeconds(1));
        log.drop(clock.instant().minus(WebhookLog.KEPT));
        assertThat(log.begin(key.id(), "msg_12", BODY.getBytes(UTF_8))).isPresent();
        clock.pass(Duration.ofSeconds(2));
        assertThat(log.drop(clock.instant().minus(WebhookLog.KEPT))).isPositive();
        assertThat(log.begin(key.id(), "msg_12", BODY.getBytes(UTF_8))).isEmpty();
    }

    @Test
    @Row("S4")
    void bothSecretsSignWhileAKeyIsRotatedAndTheOldOneDiesAtItsDate() throws Exception {
        var old = key("lunhuan");
        var fresh = desk.keys
                .rotate(old.id(), clock.instant().plus(Duration.ofHours(24)))
                .orElseThrow();
        assertThat(push(old, signed(old.signingSecret(), "msg_13", 0, BODY)).status())
                .isEqualTo(202);
        assertThat(push(old, signed(fresh.signingSecret(), "msg_14", 0, BODY)).status())
                .isEqualTo(202);
        assertThat(push(old, signed(fresh.signingSecret(), "msg_13", 0, BODY)).text())
                .as("the message is known, whichever secret signs it")
                .isEqualTo(push(old, signed(old.signingSecret(), "msg_13", 0, BODY))
                        .text());
        assertThat(sent).hasSize(2);
        clock.pass(Duration.ofHours(24));
        assertThat(push(old, signed(old.signingSecret(), "msg_15", 0, BODY)).status())
                .isEqualTo(401);
        assertThat(push(old, signed(fresh.signingSecret(), "msg_16", 0, BODY)).status())
                .isEqualTo(202);
        desk.keys.revoke(fresh.id());
        assertThat(push(old, signed(fresh.signingSecret(), "msg_17", 0, BODY)).status())
                .isEqualTo(401);
    }

    /** Whoever reads the database can't push: neither a key nor its signing secret is in it. */
    @Test
    @Row("S4")
    void keysAreRandomAndStoredAsTheirHashesOnly() throws Exception {
        var one = key("sui-ji");
        var other = key("sui-ji");
        for (var made : List.of(one, other)) {
            assertThat(made.key()).matches("yzk_[A-Za-z0-9_-]{43}");
            assertThat(Base64.getDecoder().decode(made.signingSecret().substring("whsec_".length())))
                    .hasSize(32);
        }
        assertThat(one.key()).isNotEqualTo(other.key());
        assertThat(one.signingSecret()).isNotEqualTo(other.signingSecret());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(one.key().getBytes(UTF_8));
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select hash, row_to_json(api_key)::text from api_key")) {
            List<byte[]> hashes = new ArrayList<>();
            while (rows.next()) {
                hashes.add(rows.getBytes(1));
                assertThat(rows.getString(2))
                        .doesNotContain(
                                one.key(), one.signingSecret(), one.key().substring(4, 20));
            }
            assertThat(hashes).anySatisfy(kept -> assertThat(kept).isEqualTo(hash));
        }
    }

    @Test
    @Row("S4")
    void anInstanceWithAnotherSigningKeySaysSo() throws Exception {
        var key = key("lingyi");
        try (var other =
                new Desk("YW5vdGhlci1zaWduaW5nLWtleS10aGFuLXRoZS1vdGhlcnM=", new Allowance.Terms(0, 500, 0, false))) {
            Reply reply = other.push(
                    "?key=" + key.id(), BODY.getBytes(UTF_8), signed(key.signingSecret(), "msg_18", 0, BODY));
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.text()).contains("yizhan.signing.key");
        }
    }

    @Test
    @Row("S6")
    void aKeyPushesAtItsRateAndNoFaster() throws Exception {
        var key = key("kuai");
        var bearer = Map.of("Authorization", "Bearer " + key.key());
        byte[] many = articles(400);
        assertThat(desk.push("", many, bearer).status()).isEqualTo(202);
        Reply tooMuch = desk.push("", many, bearer);
        assertThat(tooMuch.status()).isEqualTo(429);
        assertThat(tooMuch.http().headers().firstValue("Retry-After")).contains("30");
        assertThat(tooMuch.text()).contains("10 articles a second");
        clock.pass(Duration.ofSeconds(29));
        assertThat(desk.push("", many, bearer).status()).isEqualTo(429);
        clock.pass(Duration.ofSeconds(1));
        assertThat(desk.push("", many, bearer).status()).isEqualTo(202);
        assertThat(sent).hasSize(800);
        assertThat(desk.push(
                                "",
                                BODY.getBytes(UTF_8),
                                Map.of("Authorization", "Bearer " + key("man").key()))
                        .status())
                .as("another key has its own")
                .isEqualTo(202);
    }

    @Test
    @Row("S6")
    void aKeyPushesItsArticlesOfTheDayAndNoMore() throws Exception {
        var key = key("duo");
        var bearer = Map.of("Authorization", "Bearer " + key.key());
        for (int i = 0; i < 4; i++) {
            assertThat(desk.push("", articles(500), bearer).status()).isEqualTo(202);
            clock.pass(Duration.ofSeconds(50));
        }
        desk.log.flush();
        try (var other = new Desk(SIGNING, new Allowance.Terms(10, 500, 2_000, false))) {
            other.allowance.seen(other.log.accepted(other.allowance.dayBegins()));
            Reply spent = other.push("", BODY.getBytes(UTF_8), bearer);
            assertThat(spent.status()).isEqualTo(429);
            assertThat(Long.parseLong(
                            spent.http().headers().firstValue("Retry-After").orElseThrow()))
                    .as("until midnight in Shanghai")
                    .isEqualTo(Duration.between(clock.instant(), Instant.parse("2026-11-24T16:00:00Z"))
                            .toSeconds());
        }
        assertThat(desk.push("", BODY.getBytes(UTF_8), bearer).status()).isEqualTo(429);
        clock.pass(Duration.ofHours(13));
        assertThat(desk.push("", BODY.getBytes(UTF_8), bearer).status()).isEqualTo(202);
    }

    @Test
    @Row("S6")
    void aKeyForAnySourceIsNotBound() throws Exception {
        var bearer = Map.of(
                "Authorization", "Bearer " + desk.keys.make(Optional.empty()).key());
        for (int i = 0; i < 5; i++) {
            assertThat(desk.push("", ofSource("any"), bearer).status()).isEqualTo(202);
        }
    }

    /** A head that announces ten megabytes costs those who are known nothing, and what one address sends is bounded. */
    @Test
    @Row("S6")
    void whoHasProvedNothingKeepsNobodyOut() throws Exception {
        ApiKeys.Made key = key("menge");
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int n = 0; n < 10; n++) {
                strangers.add(stranger());
            }
            assertThat(desk.push(
                                    "?key=" + key.id(),
                                    BODY.getBytes(UTF_8),
                                    signed(key.signingSecret(), "msg_crowd", 0, BODY))
                            .status())
                    .isEqualTo(202);
            List<String> answers = new ArrayList<>();
            for (Socket stranger : strangers.subList(0, 4)) {
                stranger.setSoTimeout(500);
                answers.add(sends(stranger, 9_000_000));
            }
            assertThat(answers)
                    .filteredOn(answer -> answer.startsWith("HTTP/1.1 503"))
                    .isNotEmpty();
            assertThat(answers.subList(0, 2)).containsOnly("");
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    private Socket stranger() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), desk.edge.port());
        String head =
                "POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\nwebhook-id: msg_x\r\n"
                        + "webhook-timestamp: " + clock.instant().getEpochSecond() + "\r\nwebhook-signature: v1,"
                        + "A".repeat(43) + "=\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(UTF_8));
        return socket;
    }

    /** What is answered meanwhile; empty where nothing is. */
    private static String sends(Socket socket, int bytes) throws IOException {
        try {
            socket.getOutputStream().write(new byte[bytes]);
        } catch (SocketException cut) {
            return "HTTP/1.1 503, cut";
        }
        try {
            byte[] answer = socket.getInputStream().readNBytes(12);
            return new String(answer, UTF_8);
        } catch (SocketTimeoutException silence) {
            return "";
        } catch (SocketException cut) {
            return "HTTP/1.1 503, cut";
        }
    }

    @Test
    @Row("S6")
    void whatWasNotStoredCostsNothing() throws Exception {
        var key = key("shibai");
        var bearer = Map.of("Authorization", "Bearer " + key.key());
        refusing = true;
        for (int i = 0; i < 5; i++) {
            assertThat(desk.push("", articles(500), bearer).status()).isEqualTo(503);
        }
        refusing = false;
        assertThat(desk.push("", articles(500), bearer).status()).isEqualTo(202);
    }

    private static byte[] ofSource(String source) {
        return new String(articles(500), UTF_8)
                .replace("{", "{\"source\":\"" + source + "\",")
                .getBytes(UTF_8);
    }

    private static byte[] articles(int many) {
        var articles = JSON.createArrayNode();
        for (int i = 0; i < many; i++) {
            articles.addObject()
                    .put("id", Integer.toString(i))
                    .put("title", "题")
                    .put("text", "文");
        }
        return articles.toString().getBytes(UTF_8);
    }
}
