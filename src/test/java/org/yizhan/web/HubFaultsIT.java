package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.article.Erasure;
import org.yizhan.article.Message;
import org.yizhan.deliver.Hub;
import org.yizhan.publish.ChangeLog;

/** The hub where callbacks are ill, instances die, and time passes. */
class HubFaultsIT {

    private static final String ATOM = "/feeds/region/620702.atom";

    private static final Pattern TITLE = Pattern.compile("第[ab][0-9]+条。");

    @RegisterExtension
    static final HubSite site = HubSite.hurried(Duration.ofMillis(500));

    @RegisterExtension
    final Subscriber subscriber = new Subscriber();

    private void publish(String id) {
        site.publish(site.article(id, "报道" + id, "正文" + id + "。"));
    }

    private void awaitAttempts(int attempts) {
        await().until(() ->
                site.number("select count(*) from subscription where claimed_until is null and attempt = " + attempts)
                        == 1);
    }

    private Duration untilNext() throws SQLException {
        Instant next = site.subscriptions().getFirst().dueAt().orElseThrow();
        return Duration.between(site.now.get(), next);
    }

    @Test
    void aSubscriberWhoFailsIsTriedAgainOnThePublishedScheduleAndGetsEverythingInTheEnd() throws SQLException {
        subscriber.told("/a", Subscriber.status(500));
        site.subscribe(ATOM, subscriber.url("/a"));
        publish("1");
        List<Integer> seconds = List.of(10, 30, 120, 600, 1_800, 3_600, 3_600);
        for (int failure = 1; failure <= seconds.size(); failure++) {
            awaitAttempts(failure);
            assertThat(untilNext().toMillis() / 1_000.0)
                    .isBetween(seconds.get(failure - 1) * 0.9, seconds.get(failure - 1) * 1.1);
            publish("while-away-" + failure);
            site.pass(untilNext().plusMillis(1));
        }
        awaitAttempts(seconds.size() + 1);
        site.pass(Duration.ofHours(26));
        awaitAttempts(seconds.size() + 2);
        subscriber.told("/a", Subscriber.status(204));
        site.pass(untilNext().plusMillis(1));
        await().until(() -> site.subscriptions().getFirst().attempt() == 0);
        assertThat(subscriber.deliveries("/a").getLast().text()).contains("报道1", "while-away-1", "while-away-7");
        assertThat(site.subscriptions().getFirst().failingSince()).isEmpty();
    }

    /** One batch that takes several deliveries, and one after it. */
    private void publishMuch() {
        String text = "正文很长。".repeat(1_000);
        for (String batch : List.of("a", "b")) {
            site.publish(IntStream.range(0, batch.equals("a") ? 60 : 5)
                    .mapToObj(n -> site.article(batch + n, "第" + batch + n + "条。", text))
                    .toArray(Message[]::new));
        }
    }

    private static List<String> titles(List<Subscriber.Delivery> deliveries) {
        return deliveries.stream()
                .flatMap(delivery -> TITLE.matcher(delivery.text()).results().map(MatchResult::group))
                .toList();
    }

    private static void slow() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ATOM, "/feeds/search.atom?region=620702"})
    void aSlowSubscriberIsSentTheRestNextTime(String topic) {
        subscriber.told("/a", (exchange, body) -> {
            slow();
            exchange.sendResponseHeaders(204, -1);
        });
        site.subscribe(topic, subscriber.url("/a"));
        publishMuch();
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        site.number("select count(*) from subscription where due_at is null and claim is null") == 1
                                && titles(subscriber.deliveries("/a")).size() >= 65);
        List<String> titles = titles(subscriber.deliveries("/a"));
        assertThat(titles).hasSize(65).doesNotHaveDuplicates();
        assertThat(subscriber.deliveries("/a").stream()
                        .dropWhile(delivery -> !delivery.text().contains("第b"))
                        .skip(1))
                .noneMatch(delivery -> delivery.text().contains("第a"));
        assertThat(site.heard.stream().filter("delivered"::equals).count()).isGreaterThan(2);
        assertThat(site.heard).doesNotContain("failed");
    }

    @Test
    void whoFailsAmidADeliveryIsNotSentAgainWhatHeHasTaken() throws SQLException {
        var full = new AtomicBoolean();
        var taken = new CopyOnWriteArrayList<Subscriber.Delivery>();
        subscriber.told("/a", (exchange, body) -> {
            if (taken.size() == 2 && full.compareAndSet(false, true)) {
                exchange.getResponseHeaders().set("Retry-After", "300");
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            taken.add(new Subscriber.Delivery("/a", Map.of(), body));
            exchange.sendResponseHeaders(204, -1);
        });
        site.subscribe(ATOM, subscriber.url("/a"));
        publishMuch();
        await().until(() -> full.get()
                && site.number("select count(*) from subscription where claim is null and told_within is not null")
                        == 1);
        assertThat(site.subscriptions().getFirst().attempt()).isZero();
        assertThat(untilNext()).isEqualTo(Duration.ofSeconds(300));
        site.pass(Duration.ofSeconds(301));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        site.number("select count(*) from subscription where due_at is null and claim is null") == 1
                                && titles(taken).size() >= 65);
        assertThat(titles(taken)).hasSize(65).doesNotHaveDuplicates();
    }

    @Test
    void retryAfterIsHeeded() throws SQLException {
        subscriber.told("/a", (exchange, body) -> {
            exchange.getResponseHeaders().set("Retry-After", "300");
            exchange.sendResponseHeaders(503, -1);
        });
        site.subscribe(ATOM, subscriber.url("/a"));
        publish("1");
        awaitAttempts(1);
        assertThat(untilNext()).isEqualTo(Duration.ofSeconds(300));
    }

    @Test
    void goneEndsTheSubscription() {
        subscriber.told("/a", Subscriber.status(410));
        site.subscribe(ATOM, subscriber.url("/a"));
        publish("1");
        await().until(() -> site.subscriptions().isEmpty());
        assertThat(subscriber.deliveries("/a")).hasSize(1);
    }

    @Test
    @Row("S18")
    void aRedirectIsAFailureAndIsNotFollowed() {
        subscriber.told("/a", (exchange, body) -> {
            exchange.getResponseHeaders().set("Location", subscriber.url("/b"));
            exchange.sendResponseHeaders(307, -1);
        });
        site.subscribe(ATOM, subscriber.url("/a"));
        publish("1");
        awaitAttempts(1);
        assertThat(subscriber.deliveries("/b")).isEmpty();
    }

    /** R10 in little: of 60, twenty hang, five reset, five say 500, five are gone, five answer without an end. */
    @Test
    @Row("S18")
    void theHealthyNeverWaitForTheIll() throws Exception {
        var held = new CountDownLatch(1);
        for (int n = 0; n < 20; n++) {
            subscriber.told("/hangs" + n, (exchange, body) -> hold(held));
            site.subscribe(ATOM, subscriber.url("/hangs" + n));
        }
        for (int n = 0; n < 5; n++) {
            subscriber
                    .told("/resets" + n, (exchange, body) -> {
                        throw new IOException("reset");
                    })
                    .told("/fails" + n, Subscriber.status(500))
                    .told("/gone" + n, Subscriber.status(410))
                    .told(
                            "/endless" + n,
                            (exchange, body) -> endless(exchange.getResponseBody(), () -> {
                                exchange.sendResponseHeaders(200, 0);
                                return true;
                            }));
            for (String kind : List.of("/resets", "/fails", "/gone", "/endless")) {
                site.subscribe(ATOM, subscriber.url(kind + n));
            }
        }
        for (int n = 0; n < 20; n++) {
            site.subscribe(ATOM, subscriber.url("/good" + n));
        }
        long begun = System.nanoTime();
        publish("1");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> IntStream.range(0, 20)
                        .allMatch(n -> subscriber.deliveries("/good" + n).size() == 1));
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        publish("2");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> IntStream.range(0, 20)
                        .allMatch(n -> subscriber.deliveries("/good" + n).size() == 2));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> site.number("select count(*) from subscription where attempt > 0") == 30);
        held.countDown();
        System.out.printf("healthy=20 of 60 told_ms=%d%n", took);
        assertThat(took).isLessThan(5_000);
        assertThat(site.number("select count(*) from subscription")).isEqualTo(55);
        assertThat(site.number("select count(*) from subscription where attempt = 0"))
                .isEqualTo(25);
    }

    private interface Head {
        boolean sent() throws IOException;
    }

    private static void endless(OutputStream body, Head head) throws IOException {
        byte[] chunk = new byte[8_192];
        for (boolean going = head.sent(); going; ) {
            body.write(chunk);
        }
    }

    private static void hold(CountDownLatch held) {
        try {
            held.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatACrashedInstanceHadInHandIsDeliveredAgain() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"));
        publish("1");
        await().until(() -> subscriber.deliveries("/a").size() == 1
                && site.number("select count(*) from subscription where claimed_until is null and due_at is null")
                        == 1);
        // as if it had been killed after the delivery and before it was written down
        site.execute("update subscription set seq = 0, deliveries = 0, claim = gen_random_uuid(), due_at = null,"
                + " claimed_until = to_timestamp("
                + site.now.get().plusSeconds(60).getEpochSecond() + ")");
        site.pass(Duration.ofSeconds(59));
        publish("2");
        await().pollDelay(Duration.ofSeconds(2))
                .until(() -> subscriber.deliveries("/a").size() == 1);
        site.pass(Duration.ofSeconds(2));
        await().until(() -> subscriber.deliveries("/a").size() >= 2);
        assertThat(subscriber.deliveries("/a").get(1).text()).contains("报道1", "报道2");
    }

    @Test
    void whatNobodyToldTheHubOfIsDeliveredToo() throws SQLException {
        site.subscribe(ATOM, subscriber.url("/a"));
        site.publisher().accept(site.article("1", "没人听见的报道", "正文。"));
        await().until(() -> subscriber.deliveries("/a").size() == 1);
        assertThat(subscriber.deliveries("/a").getFirst().text()).contains("没人听见的报道");
    }

    @Test
    void severalInstancesShareTheWorkAndNobodyIsToldTwice() throws Exception {
        Hub second = site.another();
        Hub third = site.another();
        for (int n = 0; n < 40; n++) {
            site.subscribe(ATOM, subscriber.url("/s" + n));
        }
        for (int round = 1; round <= 5; round++) {
            int deliveries = round;
            publish("r" + round);
            await().until(() -> IntStream.range(0, 40)
                    .allMatch(n -> subscriber.deliveries("/s" + n).size() == deliveries));
        }
        site.crash(second);
        site.crash(third);
        publish("alone");
        site.pass(Duration.ofSeconds(61));
        await().until(() -> IntStream.range(0, 40)
                .allMatch(n -> subscriber.deliveries("/s" + n).getLast().text().contains("报道alone")));
        assertThat(site.number("select count(*) from subscription where attempt > 0"))
                .isZero();
    }

    @Test
    void aStoryThatIsErasedIsToldToItsSubscribersByItsIdAlone() {
        publish("1");
        site.subscribe("/feeds/story/" + HubSite.id("1") + ".atom", subscriber.url("/a"));
        site.publish(new Erasure(HubSite.id("1"), "ops", "本人要求", site.now.get()));
        await().until(() -> !subscriber.deliveries("/a").isEmpty());
        assertThat(subscriber.deliveries("/a").getLast().text())
                .contains("<at:deleted-entry ref=\"tag:yizhan.org,2026:story/" + HubSite.id("1"))
                .doesNotContain("报道1", "本人要求", "at:comment");
    }

    @Test
    void aStoryThatNobodyKnowsAnyLongerEndsItsSubscriptionsWithAWord() throws SQLException {
        subscriber.told("/a", Subscriber.status(500));
        publish("1");
        String topic = "/feeds/story/" + HubSite.id("1") + ".atom";
        site.subscribe(topic, subscriber.url("/a"));
        site.publish(new Erasure(HubSite.id("1"), "ops", "本人要求", site.now.get()));
        awaitAttempts(1);
        site.execute("delete from tombstone");
        site.pass(untilNext().plusMillis(1));
        await().until(() -> site.subscriptions().isEmpty());
        await().untilAsserted(() -> {
            var denied = subscriber.questions("/a").getLast();
            assertThat(denied.get("hub.mode")).isEqualTo("denied");
            assertThat(denied.get("hub.topic")).isEqualTo(HubSite.topic(topic));
            assertThat(denied.get("hub.reason")).contains("no more");
        });
    }

    @Test
    void whoWasAwayForLongerThanIsRememberedIsToldTheFeedAsItReads() throws SQLException {
        subscriber.told("/a", Subscriber.status(500));
        site.subscribe(ATOM, subscriber.url("/a"));
        publish("1");
        awaitAttempts(1);
        publish("2");
        new ChangeLog(site.database, Site.SOURCES).forget(site.now.get().plusSeconds(1));
        subscriber.told("/a", Subscriber.status(204));
        site.pass(Duration.ofSeconds(20));
        await().until(() -> site.subscriptions().getFirst().attempt() == 0);
        assertThat(subscriber.deliveries("/a").getLast().text())
                .isEqualTo(site.get(ATOM).body());
    }

    @Test
    @Row("S18")
    void aNameWithoutAnAddressIsNotSubscribed() throws SQLException {
        assertThat(site.send(
                                "hub.mode", "subscribe",
                                "hub.topic", HubSite.topic(ATOM),
                                "hub.callback", "http://nowhere.invalid/callback")
                        .statusCode())
                .isEqualTo(202);
        await().until(() -> site.heard.contains("unreachable"));
        assertThat(site.subscriptions()).isEmpty();
    }
}
