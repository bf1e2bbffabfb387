package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Cases;
import org.yizhan.Row;
import org.yizhan.article.Message;
import org.yizhan.deliver.Subscription;

/** The hub as subscribers meet it, over HTTP, on a real store: what W3C WebSub and the suite of websub.rocks ask for. */
class HubIT {

    private static final String ATOM = "/feeds/region/620702.atom";

    @RegisterExtension
    static final HubSite site = new HubSite();

    private final CountDownLatch held = new CountDownLatch(1);

    @RegisterExtension
    final Subscriber subscriber = new Subscriber();

    private void awaitDeliveries(String path, int count) {
        await().untilAsserted(() -> assertThat(subscriber.deliveries(path)).hasSizeGreaterThanOrEqualTo(count));
    }

    private void held(HttpExchange exchange) throws IOException {
        try {
            held.await(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Subscriber.status(404).answer(exchange, new byte[0]);
    }

    /** Waits until everything that was due is through. */
    private void awaitQuiet() {
        await().until(() -> site.number("""
                select count(*) from subscription where lease_until > to_timestamp(%d) and attempt = 0
                  and (claimed_until is not null or due_at is not null)
                """.formatted(site.now.get().getEpochSecond()))
                        + site.number("select (select last from change_number) - (select seq from hub_progress)")
                == 0);
    }

    @Test
    void aTypicalSubscriberIsAskedAndTold() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"));
        MultiMap question = subscriber.questions("/a").getFirst();
        assertThat(question.get("hub.mode")).isEqualTo("subscribe");
        assertThat(question.get("hub.topic")).isEqualTo(HubSite.topic(ATOM));
        assertThat(question.get("hub.challenge")).matches("[0-9a-f]{64}");
        assertThat(question.get("hub.lease_seconds")).isEqualTo("864000");
        assertThat(subscriber.deliveries("/a")).isEmpty();
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/a", 1);
        var delivery = subscriber.deliveries("/a").getFirst();
        assertThat(delivery.text()).isEqualTo(site.get(ATOM).body()).contains("议事亭开门");
        assertThat(delivery.headers()).doesNotContainKey("x-hub-signature");
    }

    @ParameterizedTest
    @CsvSource({
        "/feeds/region/620702.atom, application/atom+xml; charset=utf-8",
        "/feeds/source/cac.rss, application/rss+xml; charset=utf-8",
        "/feeds/all.json, application/feed+json; charset=utf-8"
    })
    void aPayloadIsTheTopicInItsOwnTypeWithLinks(String topic, String type) {
        site.subscribe(topic, subscriber.url("/a"));
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/a", 1);
        var delivery = subscriber.deliveries("/a").getFirst();
        assertThat(delivery.header("content-type")).isEqualTo(type);
        assertThat(delivery.header("link"))
                .isEqualTo(
                        "<%s/websub>; rel=\"hub\", <%s%s>; rel=\"self\"".formatted(HubSite.BASE, HubSite.BASE, topic));
        assertThat(delivery.text()).isEqualTo(site.get(topic).body());
    }

    @Test
    void aSecretSignsTheBytesThatAreSent() throws Exception {
        site.subscribe(ATOM, subscriber.url("/a"), "hub.secret", "密语 of mine");
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/a", 1);
        var delivery = subscriber.deliveries("/a").getFirst();
        assertThat(delivery.header("x-hub-signature")).isEqualTo(signature("密语 of mine", delivery.body()));
    }

    private static String signature(String secret, byte[] body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    @Test
    void parametersThatNobodyKnowsAreIgnored() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"), "hub.flavour", "vanilla", "extra", "1");
        assertThat(site.subscriptions()).hasSize(1);
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/a", 1);
    }

    @Test
    @Row("S18")
    void aRenewalTakesThePlaceOfTheSubscriptionAndChangesItOnlyOnceConfirmed() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"), "hub.secret", "old", "hub.lease_seconds", "3600");
        subscriber.asked("/a", Subscriber.body(200, "no"));
        site.subscribe(ATOM, subscriber.url("/a"), "hub.secret", "new", "hub.lease_seconds", "7200");
        assertThat(site.subscriptions())
                .singleElement()
                .satisfies(still -> assertThat(still.leaseUntil()).isEqualTo(HubSite.START.plusSeconds(3600)));
        assertThat(site.number("select count(*) from subscription where secret = 'old'"))
                .isOne();
        subscriber.asked("/a", Subscriber.echo());
        site.subscribe(ATOM, subscriber.url("/a"), "hub.secret", "new", "hub.lease_seconds", "7200");
        assertThat(site.subscriptions())
                .singleElement()
                .satisfies(renewed -> assertThat(renewed.leaseUntil()).isEqualTo(HubSite.START.plusSeconds(7200)));
        assertThat(site.number("select count(*) from subscription where secret = 'new'"))
                .isOne();
    }

    @Test
    void whoRenewsIsToldOnceAndWithTheNewSecret() throws Exception {
        site.subscribe(ATOM, subscriber.url("/a"), "hub.secret", "old", "hub.lease_seconds", "3600");
        site.subscribe(ATOM, subscriber.url("/a"), "hub.secret", "new", "hub.lease_seconds", "3600");
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/a", 1);
        awaitQuiet();
        assertThat(subscriber.deliveries("/a"))
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.header("x-hub-signature")).isEqualTo(signature("new", delivery.body())));
    }

    /** Who subscribed later knows more, and is told the same of what both have still to learn. */
    @Test
    void whoeverHasToLearnTheSameGetsTheSameBytes() {
        site.publish(site.article("0", "旧闻一条", "从前的事。"));
        site.subscribe(ATOM, subscriber.url("/early"));
        site.publish(site.withdrawal("unknown"));
        site.subscribe(ATOM, subscriber.url("/late"));
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/early", 1);
        awaitDeliveries("/late", 1);
        assertThat(subscriber.deliveries("/late").getFirst().text())
                .isEqualTo(subscriber.deliveries("/early").getFirst().text())
                .isEqualTo(site.get(ATOM).body());
    }

    @Test
    void whoUnsubscribesIsAskedAndToldNoMore() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"));
        site.subscribe("/feeds/all.atom", subscriber.url("/b"));
        subscriber.asked("/a", Subscriber.status(404));
        unsubscribe();
        assertThat(site.subscriptions()).hasSize(2);
        subscriber.asked("/a", Subscriber.echo());
        unsubscribe();
        assertThat(subscriber.questions("/a").getLast().get("hub.mode")).isEqualTo("unsubscribe");
        assertThat(site.subscriptions()).hasSize(1);
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/b", 1);
        awaitQuiet();
        assertThat(subscriber.deliveries("/a")).isEmpty();
    }

    private void unsubscribe() {
        assertThat(site.send(
                                "hub.mode", "unsubscribe",
                                "hub.topic", HubSite.topic(ATOM),
                                "hub.callback", subscriber.url("/a"))
                        .statusCode())
                .isEqualTo(202);
        site.settled();
    }

    @Test
    @Row("S18")
    void whoDoesNotRepeatTheChallengeGetsNothing(Cases cases) throws SQLException {
        subscriber
                .asked("/wrong", Subscriber.body(200, "something else"))
                .asked(
                        "/more",
                        (exchange, body) -> Subscriber.body(
                                        200, Subscriber.query(exchange).get("hub.challenge") + "x")
                                .answer(exchange, body))
                .asked(
                        "/error",
                        (exchange, body) -> Subscriber.body(
                                        500, Subscriber.query(exchange).get("hub.challenge"))
                                .answer(exchange, body))
                .asked("/moved", (exchange, body) -> {
                    exchange.getResponseHeaders().set("Location", subscriber.url("/good"));
                    exchange.sendResponseHeaders(302, -1);
                });
        for (String path : List.of("/wrong", "/more", "/error", "/moved")) {
            site.subscribe(ATOM, subscriber.url(path));
            assertThat(site.subscriptions()).as(path).isEmpty();
            cases.held();
        }
        assertThat(subscriber.questions("/good")).isEmpty();
        assertThat(subscriber.questions("/wrong")).hasSize(1);
    }

    @Test
    @Row("S18")
    void challengesAreNeverTheSame() {
        for (int time = 0; time < 3; time++) {
            site.subscribe(ATOM, subscriber.url("/a"));
        }
        assertThat(subscriber.questions("/a").stream().map(asked -> asked.get("hub.challenge")))
                .hasSize(3)
                .doesNotHaveDuplicates()
                .as("at least 128 bits, written with 64 characters")
                .allSatisfy(challenge -> assertThat(challenge).hasSizeGreaterThanOrEqualTo(22));
    }

    @ParameterizedTest
    @Row("S18")
    @CsvSource({", 864000", "1, 300", "3600, 3600", "99999999, 2592000", "99999999999999999999, 2592000"})
    void aLeaseIsWithinOurBounds(String wished, String granted) {
        String[] more = wished == null ? new String[0] : new String[] {"hub.lease_seconds", wished};
        site.subscribe(ATOM, subscriber.url("/a"), more);
        assertThat(subscriber.questions("/a").getFirst().get("hub.lease_seconds"))
                .isEqualTo(granted);
    }

    @Test
    @Row("S18")
    void afterTheLeaseNothingIsDelivered() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"), "hub.lease_seconds", "3600");
        site.subscribe("/feeds/all.atom", subscriber.url("/b"));
        site.pass(Duration.ofHours(2));
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/b", 1);
        awaitQuiet();
        assertThat(subscriber.deliveries("/a")).isEmpty();
    }

    @Test
    void theHubIsNotReadAndSaysHowItIsAsked() {
        HttpResponse<String> answer = site.get("/websub");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().allValues("Allow")).containsExactly("POST");
    }

    @Test
    void afterTheLeaseItIsListedNoLonger() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"), "hub.lease_seconds", "3600");
        site.subscribe("/feeds/all.atom", subscriber.url("/b"));
        site.pass(Duration.ofHours(2));
        assertThat(site.subscriptions()).extracting(Subscription::callback).containsExactly(subscriber.url("/b"));
    }

    @ParameterizedTest
    @Row("S18")
    @CsvSource(
            delimiter = '|',
            value = {
                "hub.mode=&hub.topic=T&hub.callback=C | 400 | hub.mode must be",
                "hub.mode=tell&hub.topic=T&hub.callback=C | 400 | hub.mode must be",
                "hub.mode=subscribe&hub.topic=T | 400 | hub.callback is missing",
                "hub.mode=subscribe&hub.callback=C | 400 | hub.topic is missing",
                "hub.mode=subscribe&hub.topic=T&hub.callback=ftp://a/b | 400 | no absolute http",
                "hub.mode=subscribe&hub.topic=T&hub.callback=http://u:p@example.com/ | 400 | without user",
                "hub.mode=subscribe&hub.topic=https://elsewhere.example/feeds/all.atom&hub.callback=C | 404 | no feed of ours",
                "hub.mode=subscribe&hub.topic=B/stories/x&hub.callback=C | 404 | no feed of ours",
                "hub.mode=subscribe&hub.topic=B/feeds/all.xml&hub.callback=C | 404 | no such feed",
                "hub.mode=subscribe&hub.topic=B/feeds/region/999999.atom&hub.callback=C | 404 | there is no region",
                "hub.mode=subscribe&hub.topic=B/feeds/story/00000000-0000-0000-0000-000000000000.atom&hub.callback=C | 404 | no story",
                "hub.mode=subscribe&hub.topic=T&hub.callback=C&hub.lease_seconds=soon | 400 | whole number",
                "hub.mode=subscribe&hub.topic=T&hub.callback=C&hub.lease_seconds=-5 | 400 | whole number",
                "hub.mode=publish | 400 | hub.url must name",
                "hub.mode=publish&hub.url=https://elsewhere.example/ | 404 | no feed of ours"
            })
    void whatCannotBeTakenIsRefusedWithPlainWords(String form, int status, String words) throws SQLException {
        assertRefused(form, status, words);
    }

    @ParameterizedTest
    @Row("S9")
    @ValueSource(
            strings = {"http://10.0.0.8/", "http://169.254.169.254/latest", "http://[::1]/", "http://example.com:22/"})
    void nobodyInsideIsCalledBack(String callback) throws SQLException {
        assertRefused("hub.mode=subscribe&hub.topic=T&hub.callback=" + callback, 403, "can't be called");
    }

    private void assertRefused(String form, int status, String words) throws SQLException {
        String[] fields = List.of(form.split("&")).stream()
                .flatMap(field -> List.of(
                        field.substring(0, field.indexOf('=')),
                        field.substring(field.indexOf('=') + 1)
                                .replaceFirst("^T$", HubSite.topic(ATOM))
                                .replaceFirst("^B/", HubSite.BASE + "/")
                                .replaceFirst("^C$", subscriber.url("/c")))
                        .stream())
                .toArray(String[]::new);
        var answer = site.send(fields);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(site.number("select count(*) from subscription_request")).isZero();
    }

    @ParameterizedTest
    @Row("S18")
    @ValueSource(ints = {199, 200})
    void aSecretIsShorterThan200Bytes(int length) {
        var answer = site.send(
                "hub.mode", "subscribe",
                "hub.topic", HubSite.topic(ATOM),
                "hub.callback", subscriber.url("/c"),
                "hub.secret", "s".repeat(length));
        assertThat(answer.statusCode()).isEqualTo(length < 200 ? 202 : 400);
    }

    @Test
    void everySpellingOfASearchIsOneTopicAndItsNewsArrive() throws SQLException {
        site.publish(site.article("0", "旧闻一条", "从前的事。"));
        site.subscribe("/feeds/search.atom?topic=minzheng&q=%E8%AE%AE%E4%BA%8B", subscriber.url("/a"));
        site.subscribe("/feeds/search.atom?q=%E8%AE%AE%E4%BA%8B&topic=minzheng&region=", subscriber.url("/a"));
        assertThat(site.subscriptions())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.topic()).isEqualTo("/feeds/search.atom?q=%E8%AE%AE%E4%BA%8B&topic=minzheng"));
        assertThat(subscriber.questions("/a").getFirst().get("hub.topic"))
                .isEqualTo(HubSite.topic("/feeds/search.atom?topic=minzheng&q=%E8%AE%AE%E4%BA%8B"));
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        awaitDeliveries("/a", 1);
        assertThat(subscriber.deliveries("/a").getFirst().text())
                .contains("议事亭开门")
                .doesNotContain("旧闻一条");
    }

    @Test
    @Row("S18")
    void aHostHasItsShareOfTheSearchesAndNoMore() throws SQLException {
        for (int n = 0; n < HubSite.SEARCHES; n++) {
            site.subscribe("/feeds/search.atom?q=s" + n, subscriber.url("/a"));
        }
        var refused = ask("/feeds/search.atom?q=more", subscriber.url("/a"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("subscribed to " + HubSite.SEARCHES + " searches", "end some first");
        for (String format : List.of("rss", "json")) {
            assertThat(ask("/feeds/search." + format + "?q=s1", subscriber.url("/c"))
                            .statusCode())
                    .as("a search counts once, in whichever formats")
                    .isEqualTo(202);
        }
        assertThat(ask("/feeds/search.atom?q=s0", subscriber.url("/b")).statusCode())
                .as("one that it has, at another callback")
                .isEqualTo(202);
        assertThat(ask("/feeds/search.atom?q=s1", subscriber.url("/a")).statusCode())
                .as("a renewal")
                .isEqualTo(202);
        assertThat(ask(ATOM, subscriber.url("/a")).statusCode()).isEqualTo(202);
        site.settled();
        // whoever else there is has his own
        site.execute("update subscription set host = 'other.example' where topic like '%q=s0'");
        site.subscribe("/feeds/search.atom?q=more", subscriber.url("/a"));
    }

    @Test
    void aSearchThatCannotBeReadIsNoTopic() throws Exception {
        for (String query : List.of("q=" + "x".repeat(300), "from=abc&q=%E9%B8%82", "sort=x", "to=2026-02-30")) {
            var refused = ask("/feeds/search.atom?" + query, subscriber.url("/a"));
            var read = site.get("/feeds/search.atom?" + query);
            assertThat(refused.statusCode()).as(query).isEqualTo(404);
            assertThat(read.statusCode()).as(query).isEqualTo(400);
            String advice =
                    new JsonMapper().readTree(read.body()).path("detail").asText();
            assertThat(refused.body()).as(query).contains("hub.topic: " + advice);
        }
    }

    @Test
    @Row("S18")
    void searchesThatWaitToBeVerifiedCountAsWell() {
        subscriber.asked("/a", (exchange, body) -> held(exchange));
        for (int n = 0; n < HubSite.SEARCHES; n++) {
            assertThat(ask("/feeds/search.atom?q=w" + n, subscriber.url("/a")).statusCode())
                    .isEqualTo(202);
        }
        assertThat(ask("/feeds/search.atom?q=more", subscriber.url("/a")).statusCode())
                .isEqualTo(403);
        held.countDown();
        site.settled();
    }

    private static HttpResponse<String> ask(String topic, String callback) {
        return site.send("hub.mode", "subscribe", "hub.topic", HubSite.topic(topic), "hub.callback", callback);
    }

    @Test
    void aWithdrawalIsDeliveredAsATombstone() {
        site.publish(site.article("1", "议事亭开门", "居民走进议事亭。"));
        site.subscribe(ATOM, subscriber.url("/a"));
        site.publish(site.withdrawal("1"));
        awaitDeliveries("/a", 1);
        assertThat(subscriber.deliveries("/a").getFirst().text())
                .contains("<at:deleted-entry ref=\"tag:yizhan.org,2026:story/" + HubSite.id("1"))
                .doesNotContain("<entry>");
    }

    @Test
    void ofALongFeedOnlyWhatChangedIsDelivered() {
        String long1 = "长文".repeat(800);
        site.publish(IntStream.range(0, 40)
                .mapToObj(n -> site.article("old" + n, "旧闻" + n, long1))
                .toArray(Message[]::new));
        site.subscribe(ATOM, subscriber.url("/a"));
        site.publish(site.article("1", "新闻其一", "居民走进议事亭。"));
        awaitDeliveries("/a", 1);
        assertThat(subscriber.deliveries("/a").getFirst().text()).contains("新闻其一", "旧闻7");
        awaitQuiet();
        site.publish(site.article("2", "新闻其二", "又一条。"), site.withdrawal("old3"));
        awaitDeliveries("/a", 2);
        assertThat(subscriber.deliveries("/a").get(1).text())
                .contains("新闻其二", "deleted-entry", "rel=\"self\" href=\"" + HubSite.topic(ATOM))
                .doesNotContain("新闻其一", "旧闻7");
    }

    @Test
    void moreThanAFeedHoldsArrivesWholeAndInOrder() {
        site.subscribe(ATOM, subscriber.url("/a"));
        String text = "正文很长。".repeat(400);
        for (int batch = 0; batch < 3; batch++) {
            int from = batch * 100;
            site.publish(IntStream.range(from, from + 100)
                    .mapToObj(n -> site.article("n" + n, "第" + n + "条。", text))
                    .toArray(Message[]::new));
        }
        await().untilAsserted(() -> {
            String all = String.join(
                    "",
                    subscriber.deliveries("/a").stream()
                            .map(Subscriber.Delivery::text)
                            .toList());
            assertThat(IntStream.range(0, 300).filter(n -> !all.contains("第" + n + "条。")))
                    .isEmpty();
        });
        assertThat(subscriber.deliveries("/a"))
                .allSatisfy(one -> assertThat(one.body().length).isLessThanOrEqualTo(FeedWriter.MAX_BYTES));
    }

    @Test
    void publishIsTakenForWhatIsOurs() {
        site.subscribe(ATOM, subscriber.url("/a"));
        assertThat(site.send(
                                "hub.mode",
                                "publish",
                                "hub.url",
                                HubSite.topic(ATOM),
                                "hub.topic",
                                HubSite.topic("/feeds/all.rss"))
                        .statusCode())
                .isEqualTo(202);
        awaitQuiet();
        assertThat(subscriber.deliveries("/a")).isEmpty();
    }

    @Test
    @Row("S18")
    void publishIsBounded() {
        String[] many = new String[24];
        for (int field = 0; field < many.length; field += 2) {
            many[field] = field == 0 ? "hub.mode" : "hub.url";
            many[field + 1] = field == 0 ? "publish" : HubSite.topic(ATOM);
        }
        assertThat(site.send(many).statusCode()).isEqualTo(400);
        var answers = IntStream.range(0, 20)
                .mapToObj(n -> site.send(Arrays.copyOf(many, 22)))
                .toList();
        assertThat(answers.getFirst().statusCode()).isEqualTo(202);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
                    assertThat(answer.body()).contains("too many feeds");
                });
    }

    @Test
    @Row("S18")
    void anAddressHasItsShareHoweverManyNamesLeadToIt() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/known"));
        site.execute("""
                insert into subscription
                    (topic, feed, written, callback, host, subscribed_at, lease_until, seq, looked_at, place)
                select topic, feed, written, 'http://h' || n || '.wild.example/', 'h' || n || '.wild.example',
                    subscribed_at, lease_until, seq, looked_at, place
                from subscription, generate_series(2, 2000) n""");
        assertThat(ask(ATOM, subscriber.url("/a")).statusCode()).isEqualTo(202);
        await().until(() -> subscriber.questions("/a").size() == 2);
        assertThat(subscriber.questions("/a").getLast().get("hub.mode")).isEqualTo("denied");
        assertThat(subscriber.questions("/a").getLast().get("hub.reason")).contains("2000 subscriptions");
        site.pass(Duration.ofDays(1));
        site.subscribe(ATOM, subscriber.url("/known"));
        assertThat(site.number("select count(*) from subscription where subscribed_at > to_timestamp(%d)"
                        .formatted(HubSite.START.getEpochSecond())))
                .as("a renewal")
                .isEqualTo(1);
        assertThat(site.number("select count(*) from subscription")).isEqualTo(2_000);
    }

    @Test
    @Row("S18")
    void aCrowdIsSentAwayBeforeItStandsInAnybodysWay() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var connection = site.database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table subscription_request in access exclusive mode");
            for (int n = 0; n < 230; n++) {
                answers.add(threads.submit(() -> ask(ATOM, subscriber.url("/a")).statusCode()));
            }
            await().until(() -> answers.stream().filter(Future::isDone).count() >= 30);
            assertThat(answers).filteredOn(Future::isDone).allMatch(answer -> answer.resultNow() == 429);
            connection.rollback();
        }
        assertThat(answers).extracting(Future::resultNow).contains(202).containsOnly(202, 429);
        site.settled();
    }

    @Test
    void aCallbackWithAQueryKeepsIt() {
        site.subscribe(ATOM, subscriber.url("/a?for=%E6%88%91"));
        assertThat(subscriber.questions("/a").getFirst().get("for")).isEqualTo("我");
    }

    @Test
    void aFeedNamesItsHubAndItselfInHeadersAndInside() {
        for (String path : List.of("/feeds/all.rss", ATOM, "/feeds/all.json", "/feeds/search.atom?q=x")) {
            var answer = site.get(path);
            assertThat(answer.headers().firstValue("Link"))
                    .contains("<https://news.example/websub>; rel=\"hub\", <https://news.example%s>; rel=\"self\""
                            .formatted(path));
            assertThat(answer.body()).contains("https://news.example/websub", "https://news.example" + path);
        }
        assertThat(site.get("/feeds/search.atom?region=&q=x")
                        .headers()
                        .firstValue("Link")
                        .orElse(""))
                .contains("<https://news.example/feeds/search.atom?q=x>; rel=\"self\"");
    }
}
