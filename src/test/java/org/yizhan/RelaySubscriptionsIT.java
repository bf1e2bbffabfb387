package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hub's subscriptions as the operator of the whole program sees and mends them. */
class RelaySubscriptionsIT {

    private static final String PATH = "/api/v1/ops/subscriptions";

    private static Relay relay;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private HttpServer callback;

    @BeforeAll
    static void start() throws Exception {
        relay = Relay.start(Map.of("YIZHAN_WEBSUB_ALLOW", "127.0.0.1:*"));
    }

    @AfterAll
    static void stop() throws Exception {
        relay.close();
    }

    @BeforeEach
    void open() throws IOException {
        callback = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callback.createContext("/", this::answer);
        callback.start();
    }

    @AfterEach
    void close() {
        callback.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("POST")) {
                told.add(new String(body, StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(status.get(), -1);
                return;
            }
            String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
            asked.add(query);
            byte[] challenge =
                    query.replaceFirst(".*hub.challenge=(\\w+).*", "$1").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, challenge.length);
            exchange.getResponseBody().write(challenge);
        }
    }

    /** Makes the source known and subscribes to its feed; the subscription's id. */
    private long subscribe(String source) throws Exception {
        relay.publish(Relay.article(source, "0", "第一条 " + source, "本站自即日起发布新闻，首条编号为零。" + source));
        String url = "http://127.0.0.1:" + callback.getAddress().getPort() + "/hook";
        String topic = relay.address(Relay.feedPath("source/" + source, "atom")).toString();
        String form = "hub.mode=subscribe&hub.topic=%s&hub.callback=%s&hub.secret=geheim"
                .formatted(Relay.encoded(topic), Relay.encoded(url));
        Answer answer =
                relay.post("/websub", "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        await().until(() -> !list(source).isEmpty());
        return list(source).get(0).path("id").asLong();
    }

    private JsonNode list(String source) throws Exception {
        return relay.operate("GET", PATH + "?topic=source/" + source + ".atom", "")
                .json()
                .path("subscriptions");
    }

    private JsonNode one(long id) throws Exception {
        return relay.operate("GET", PATH + "/" + id, "").json();
    }

    private String action(long id) throws Exception {
        return relay.operate("GET", "/api/v1/ops/audit?object=" + id, "")
                .json()
                .at("/audit/0/action")
                .asText();
    }

    @Test
    void listsWhoIsSubscribedAndSaysInHealthHowItGoes() throws Exception {
        long id = subscribe("dingyue-yi");
        relay.publish(Relay.article("dingyue-yi", "1", "图书馆夜间开放", "县图书馆自本周起每晚开放至十点，自习室另设热水。"));
        await().until(() -> one(id).path("deliveries").asInt() == 1);

        JsonNode subscription = one(id);

        assertThat(told).singleElement().asString().contains("图书馆夜间开放");
        assertThat(subscription.path("topic").asText()).isEqualTo("/feeds/source/dingyue-yi.atom");
        assertThat(subscription.path("host").asText()).isEqualTo("127.0.0.1");
        assertThat(subscription.path("signed").asBoolean()).isTrue();
        assertThat(subscription.path("leaseSeconds").asLong()).isBetween(863_000L, 864_000L);
        assertThat(subscription.path("streak").asInt(-1)).isZero();
        assertThat(subscription.toString()).doesNotContain("geheim", "/hook");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> relay.observe("GET", "/observe/health").text().contains("subscriptions, "));
        assertThat(relay.observe("GET", "/observe/health/ready").status()).isEqualTo(200);
    }

    @Test
    void aPingAsksTheCallbackAndChangesNothing() throws Exception {
        long id = subscribe("dingyue-ping");
        JsonNode before = one(id);
        asked.clear();

        JsonNode there = relay.operate("POST", PATH + "/" + id + "/ping", "").json();
        assertThat(there.path("answers").asBoolean()).isTrue();
        assertThat(asked).singleElement().asString().contains("hub.mode=subscribe", "source/dingyue-ping.atom");
        assertThat(one(id).path("leaseUntil")).isEqualTo(before.path("leaseUntil"));
        assertThat(action(id)).isEqualTo("ping-subscription");

        callback.stop(0);
        JsonNode gone = relay.operate("POST", PATH + "/" + id + "/ping", "").json();
        assertThat(gone.path("answers").asBoolean(true)).isFalse();
        assertThat(gone.path("why").asText()).isNotBlank().doesNotContain("/hook");
    }

    @Test
    void theScreenShowsThemAndEndsOneAfterItHasSaidWhatThatDoes() throws Exception {
        long id = subscribe("dingyue-ye");
        String list =
                relay.operate("GET", "/ops/subscribers?topic=dingyue-ye", "").text();
        assertThat(list)
                .contains("/ops/subscribers/" + id, "1–1 / 1", "127.0.0.1")
                .doesNotContain("/hook", "geheim");
        assertThat(relay.operate("GET", "/ops/subscribers?limit=x", "").status())
                .isEqualTo(400);
        assertThat(relay.operate("GET", "/ops/subscribers/" + id + "?lang=en", "")
                        .text())
                .contains("Verified, lease until", "Ask the callback");
        assertThat(relay.operate("GET", "/ops/subscribers/" + id + "/end", "").text())
                .contains("127.0.0.1", "source/dingyue-ye.atom", "不再推送");
        assertThat(list("dingyue-ye")).hasSize(1);

        assertThat(relay.operate("POST", "/ops/subscribers/" + id + "/end", "").status())
                .isEqualTo(303);
        assertThat(list("dingyue-ye")).isEmpty();
        assertThat(relay.operate("GET", "/ops/subscribers/" + id, "").status()).isEqualTo(404);
        assertThat(action(id)).isEqualTo("end-subscription");
    }

    @Test
    void resendsAtOnceWhatFailed() throws Exception {
        status.set(503);
        long id = subscribe("dingyue-er");
        relay.publish(Relay.article("dingyue-er", "1", "农贸市场改造完工", "城关农贸市场改造完工，摊位由六十个增至九十二个。"));
        await().until(() -> one(id).path("streak").asInt() == 1);
        assertThat(one(id).path("lastError").asText()).isEqualTo("HTTP 503");
        assertThat(list("dingyue-er").get(0).path("failingSince").asText()).isNotEmpty();
        assertThat(relay.operate("GET", "/ops/subscribers?topic=dingyue-er&lang=en", "")
                        .text())
                .contains("Last error", "HTTP 503");
        status.set(204);

        Answer answer = relay.operate("POST", PATH + "/" + id + "/retry", "");

        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> one(id).path("deliveries").asInt() == 1);
        assertThat(one(id).path("streak").asInt(-1)).isZero();
        assertThat(told).hasSize(2);
        assertThat(told.get(1)).contains("农贸市场改造完工");
        assertThat(action(id)).isEqualTo("retry-subscription");
    }

    @Test
    void suspendsResumesAndResendsAndWritesItDown() throws Exception {
        long id = subscribe("dingyue-wu");
        assertThat(relay.operate("POST", PATH + "/" + id + "/resend", "").status())
                .as("nothing was delivered yet")
                .isEqualTo(409);
        String page =
                relay.operate("GET", "/ops/subscribers/" + id + "/suspend", "").text();
        assertThat(page).contains("127.0.0.1", "source/dingyue-wu.atom", "租期照走");

        assertThat(relay.operate("POST", "/ops/subscribers/" + id + "/suspend", "")
                        .status())
                .isEqualTo(303);
        assertThat(action(id)).isEqualTo("suspend-subscription");
        assertThat(one(id).path("suspendedBy").asText()).isEqualTo("ops");
        assertThat(relay.operate("GET", "/ops/subscribers?suspended=true", "").text())
                .contains("/ops/subscribers/" + id, "已暂停");
        for (String deed : new String[] {"suspend", "retry", "resend"}) {
            assertThat(relay.operate("POST", PATH + "/" + id + "/" + deed, "").status())
                    .as(deed)
                    .isEqualTo(409);
        }
        relay.publish(Relay.article("dingyue-wu", "1", "水库除险加固", "西山水库除险加固完工，蓄水位恢复到设计高程。"));
        await().until(() -> one(id).has("nextAttemptAt"));
        assertThat(told).isEmpty();

        Answer going = relay.operate("POST", PATH + "/" + id + "/resume", "");

        assertThat(going.json().path("suspended").asBoolean(true)).isFalse();
        await().until(() -> one(id).path("deliveries").asInt() == 1);
        assertThat(told).singleElement().asString().contains("水库除险加固");
        assertThat(one(id).path("p95Millis").asLong(-1)).isNotNegative();
        assertThat(one(id).path("measured").asInt()).isEqualTo(1);
        assertThat(relay.operate("POST", PATH + "/" + id + "/resume", "").status())
                .isEqualTo(409);
        assertThat(relay.operate("POST", PATH + "/" + id + "/resend", "").status())
                .isEqualTo(202);
        await().until(() -> told.size() == 2);
        assertThat(told.get(1)).contains("水库除险加固");
        assertThat(action(id)).isEqualTo("resend-subscription");
    }

    @Test
    void endsASubscriptionAndTellsItsCallbackWhy() throws Exception {
        long id = subscribe("dingyue-san");

        Answer answer = relay.operate("DELETE", PATH + "/" + id, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(list("dingyue-san")).isEmpty();
        await().untilAsserted(() ->
                assertThat(asked).last().asString().contains("hub.mode=denied", "ended by the operator of the hub"));
        assertThat(action(id)).isEqualTo("end-subscription");
        relay.publish(Relay.article("dingyue-san", "1", "河堤加固开工", "东河河堤加固工程昨日开工，计划汛期前完成主体。"));
        long other = subscribe("dingyue-si");
        relay.publish(Relay.article("dingyue-si", "1", "桥梁检测结束", "全县四十座桥梁检测结束，两座限载通行待修。"));
        await().until(() -> one(other).path("deliveries").asInt() == 1);
        assertThat(told).singleElement().asString().contains("桥梁检测结束");
    }

    @Test
    void saysThatThereIsNoSuchSubscriptionAndAsksForALogin() throws Exception {
        assertThat(relay.operate("GET", PATH + "/999999", "").status()).isEqualTo(404);
        assertThat(relay.operate("POST", PATH + "/999999/retry", "").status()).isEqualTo(404);
        assertThat(relay.operate("DELETE", PATH + "/nonsense", "").status()).isEqualTo(404);
        assertThat(relay.operate("GET", PATH + "?limit=many", "").status()).isEqualTo(400);
        assertThat(relay.observe("GET", PATH).status()).isEqualTo(401);
    }
}
