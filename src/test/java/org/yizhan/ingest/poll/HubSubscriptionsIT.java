package org.yizhan.ingest.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.yizhan.fetch.AllowList;
import org.yizhan.fetch.HttpFetcher;
import org.yizhan.fetch.Limits;
import org.yizhan.fetch.Origin;
import org.yizhan.fetch.Origin.Page;
import org.yizhan.ingest.poll.HubListener.Answer;
import org.yizhan.ingest.poll.HubSubscription.State;

class HubSubscriptionsIT {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final String TOPIC = "https://news.example.cn/feed.atom?a=1&b=中";
    private static final byte[] FEED = "<feed><title>要闻</title></feed>".getBytes(UTF_8);

    private static EmbeddedPostgres server;
    private static DataSource database;

    private record Delivered(String channel, String document, String contentType) {}

    private final List<Delivered> delivered = new ArrayList<>();
    private Instant now = START;
    private boolean storing = true;
    private Origin hub;
    private HttpFetcher fetcher;
    private HubSubscriptions subscriptions;

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
    void open() throws IOException, SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate hub_subscription");
        }
        hub = new Origin();
        hub.serve("/hub", Page.status(202));
        fetcher = new HttpFetcher("test", AllowList.parse(hub.authority()), Limits.DEFAULT);
        subscriptions = new HubSubscriptions(
                database, fetcher, clock(), new SecureRandom(), "https://yizhan.example/", this::take);
    }

    @AfterEach
    void close() {
        fetcher.close();
        hub.close();
    }

    private void take(String channel, byte[] document, String contentType) throws IOException {
        if (!storing) {
            throw new IOException("no broker answers");
        }
        delivered.add(new Delivered(channel, new String(document, UTF_8), contentType));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    private HubTopic topic() {
        return new HubTopic(TOPIC, hub.url("/hub"), false);
    }

    private HubSubscription only() {
        assertThat(subscriptions.all()).hasSize(1);
        return subscriptions.all().getFirst();
    }

    /** The form of the last request to the hub. */
    private Map<String, String> asked() {
        return Stream.of(hub.requests().getLast().text().split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
    }

    private String token() {
        return asked().get("hub.callback").replaceFirst(".*/", "");
    }

    private Optional<String> verify(String mode, String topic, String lease) {
        return subscriptions.verify(
                token(), new HubIntent(mode, topic, Optional.of("c-7"), Optional.of(lease), Optional.empty()));
    }

    private void subscribe() {
        subscriptions.want("daily", topic());
        subscriptions.attend();
        assertThat(verify("subscribe", TOPIC, "864000")).contains("c-7");
    }

    private Answer deliver(String method) throws IOException {
        String signature =
                method + "=" + HexFormat.of().formatHex(HubSignature.hmac(method, FEED, asked().get("hub.secret")));
        return subscriptions.deliver(token(), signature, "application/atom+xml", FEED);
    }

    @Test
    void areAskedForVerifiedAndDelivered() throws IOException {
        subscriptions.want("daily", topic());
        assertThat(only().state()).isEqualTo(State.WANTED);
        assertThat(subscriptions.attend()).isEqualTo(1);

        assertThat(hub.requests().getFirst().method()).isEqualTo("POST");
        assertThat(asked())
                .containsEntry("hub.mode", "subscribe")
                .containsEntry("hub.topic", TOPIC)
                .containsEntry("hub.lease_seconds", "864000");
        assertThat(asked().get("hub.callback")).matches("https://yizhan\\.example/websub/callback/[0-9a-f]{32}");
        assertThat(asked().get("hub.secret")).matches("[0-9a-f]{64}");
        assertThat(only().state()).isEqualTo(State.REQUESTED);
        assertThat(subscriptions.isLive("daily", now)).isFalse();

        assertThat(verify("subscribe", TOPIC, "864000")).contains("c-7");
        assertThat(only().state()).isEqualTo(State.ACTIVE);
        assertThat(subscriptions.isLive("daily", now)).isTrue();

        assertThat(deliver("sha256")).isEqualTo(Answer.TAKEN);
        assertThat(delivered).containsExactly(new Delivered("daily", new String(FEED, UTF_8), "application/atom+xml"));
        assertThat(only().lastDeliveryAt()).contains(now);
        assertThat(only().toString()).doesNotContain(only().secret()).doesNotContain(only().token());
    }

    @Test
    void areVerifiedEvenBeforeTheHubAnswers() {
        var echoed = new ArrayList<String>();
        hub.serve("/hub", request -> {
            verify("subscribe", TOPIC, "3600").ifPresent(echoed::add);
            return Page.status(204);
        });
        subscriptions.want("daily", topic());
        subscriptions.attend();

        assertThat(echoed).containsExactly("c-7");
        assertThat(only().state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void areNotVerifiedForWhatNobodyAsked() {
        subscriptions.want("daily", topic());
        subscriptions.attend();

        assertThat(verify("subscribe", "https://other.example/", "60")).isEmpty();
        assertThat(verify("unsubscribe", TOPIC, "60")).isEmpty();
        assertThat(verify("publish", TOPIC, "60")).isEmpty();
        assertThat(subscriptions.verify(
                        "0".repeat(32),
                        new HubIntent("subscribe", TOPIC, Optional.of("c"), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(only().state()).isEqualTo(State.REQUESTED);

        assertThat(verify("subscribe", TOPIC, "60")).isPresent();
        assertThat(verify("subscribe", TOPIC, "60")).as("a second time").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sha256, 1", "sha384, 1", "sha512, 1", "sha1, 0"})
    void takeWhatIsSignedWell(String method, int taken) throws IOException {
        subscribe();

        assertThat(deliver(method)).isEqualTo(Answer.TAKEN);
        assertThat(delivered).hasSize(taken);
        assertThat(only().deliveries()).isEqualTo(taken);
        assertThat(only().unsigned()).isEqualTo(1 - taken);
    }

    @Test
    void takeTheOldMethodWhereTheSourceAllowsIt() throws IOException {
        subscriptions.want("daily", new HubTopic(TOPIC, hub.url("/hub"), true));
        subscriptions.attend();
        verify("subscribe", TOPIC, "60");

        deliver("sha1");
        assertThat(delivered).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=00", "sha256=", "sha1", "none"})
    void passOverWhatIsNotSignedAndDoNotSaySo(String signature) throws IOException {
        subscribe();

        assertThat(subscriptions.deliver(token(), signature, "application/atom+xml", FEED))
                .isEqualTo(Answer.TAKEN);
        assertThat(delivered).isEmpty();
        assertThat(only().unsigned()).isEqualTo(1);
        assertThat(only().lastDeliveryAt()).isEmpty();
    }

    @Test
    void tellTheHubToTryAgainWhereNothingCanBeStored() throws IOException {
        subscribe();
        storing = false;
        assertThatThrownBy(() -> deliver("sha256")).isInstanceOf(IOException.class);
        assertThat(only().deliveries()).isZero();

        storing = true;
        deliver("sha256");
        assertThat(only().deliveries()).isEqualTo(1);
    }

    @Test
    void areRenewedAtFourFifthsOfTheLease() throws IOException {
        subscribe();
        String token = token();

        now = START.plus(Duration.ofDays(8)).minusSeconds(1);
        assertThat(subscriptions.attend()).isZero();
        now = START.plus(Duration.ofDays(8)).plusSeconds(1);
        assertThat(subscriptions.attend()).isEqualTo(1);

        assertThat(token()).isEqualTo(token);
        assertThat(only().state()).isEqualTo(State.ACTIVE);
        assertThat(deliver("sha256")).isEqualTo(Answer.TAKEN);
        verify("subscribe", TOPIC, "864000");
        assertThat(only().leaseUntil()).contains(now.plus(Duration.ofDays(10)));
    }

    @Test
    void areNotLiveWhenTheLeaseHasEndedOrTheHubMissedSomething() throws IOException {
        subscribe();
        assertThat(subscriptions.isLive("daily", START.plus(Duration.ofDays(11))))
                .isFalse();
        assertThat(subscriptions.isLive("other", now)).isFalse();

        now = now.plusSeconds(60);
        subscriptions.missed("daily");
        assertThat(subscriptions.isLive("daily", now)).isFalse();

        now = now.plusSeconds(60);
        deliver("sha256");
        assertThat(subscriptions.isLive("daily", now)).isTrue();
    }

    @Test
    void takeTheAskedLeaseWhereTheHubNamesNoneAndNoEndlessOne() {
        subscriptions.want("daily", topic());
        subscriptions.attend();
        subscriptions.verify(
                token(), new HubIntent("subscribe", TOPIC, Optional.of("c"), Optional.empty(), Optional.empty()));
        assertThat(only().leaseUntil()).contains(now.plusSeconds(864_000));

        now = now.plus(Duration.ofDays(9));
        subscriptions.attend();
        verify("subscribe", TOPIC, "99999999999");
        assertThat(only().leaseUntil()).contains(now.plus(Duration.ofDays(30)));
    }

    @Test
    void areTriedAgainEverLaterWhereTheHubIsIll() {
        hub.serve("/hub", Page.status(500));
        subscriptions.want("daily", topic());
        subscriptions.attend();
        assertThat(only().state()).isEqualTo(State.WANTED);
        assertThat(only().failures()).isEqualTo(1);
        assertThat(only().lastError()).startsWith("http-5xx");
        assertThat(subscriptions.attend()).isZero();

        Duration before = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            now = only().nextAt();
            subscriptions.attend();
            Duration wait = Duration.between(now, only().nextAt());
            assertThat(wait).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofDays(1));
            before = wait;
        }
        assertThat(before).isEqualTo(Duration.ofDays(1));

        hub.serve("/hub", Page.status(202));
        now = only().nextAt();
        subscriptions.attend();
        verify("subscribe", TOPIC, "60");
        assertThat(only().failures()).isZero();
        assertThat(only().lastError()).isEmpty();
    }

    @Test
    void areAskedForAgainWhereTheHubNeverVerifies() {
        subscriptions.want("daily", topic());
        subscriptions.attend();
        now = only().nextAt();
        subscriptions.attend();

        assertThat(hub.requests()).hasSize(2);
        assertThat(only().failures()).isEqualTo(1);
        assertThat(only().lastError()).isEqualTo("the hub did not verify");
    }

    @Test
    void restForADayWhereTheHubSaysNo() {
        subscribe();
        assertThat(subscriptions.verify(
                        token(),
                        new HubIntent(
                                "denied", TOPIC, Optional.empty(), Optional.empty(), Optional.of("no such topic"))))
                .contains("");

        assertThat(only().state()).isEqualTo(State.DENIED);
        assertThat(only().lastError()).isEqualTo("denied: no such topic");
        assertThat(subscriptions.isLive("daily", now)).isFalse();
        assertThat(only().nextAt()).isEqualTo(now.plus(Duration.ofDays(1)));
        now = only().nextAt();
        subscriptions.attend();
        assertThat(only().state()).isEqualTo(State.REQUESTED);
    }

    @Test
    void areEndedWithTheirChannels() throws IOException {
        subscribe();
        String secret = asked().get("hub.secret");
        subscriptions.retain(Set.of("daily"));
        assertThat(only().state()).isEqualTo(State.ACTIVE);
        subscriptions.retain(Set.of("other"));
        assertThat(only().state()).isEqualTo(State.ENDING);

        subscriptions.attend();
        assertThat(asked()).containsEntry("hub.mode", "unsubscribe").doesNotContainKey("hub.secret");
        String signature = "sha256=" + HexFormat.of().formatHex(HubSignature.hmac("sha256", FEED, secret));
        assertThat(subscriptions.deliver(token(), signature, "", FEED)).isEqualTo(Answer.GONE);
        assertThat(verify("subscribe", TOPIC, "60")).isEmpty();
        assertThat(verify("unsubscribe", TOPIC, "")).contains("c-7");
        assertThat(subscriptions.all()).isEmpty();
        assertThat(subscriptions.deliver(token(), signature, "", FEED)).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void areForgottenWhereTheHubHearsNoFarewell() {
        subscribe();
        subscriptions.end("daily");
        for (int i = 0; i < 4 && !subscriptions.all().isEmpty(); i++) {
            now = only().nextAt();
            subscriptions.attend();
        }
        assertThat(subscriptions.all()).isEmpty();
        assertThat(hub.requests()).hasSize(1 + 3);
    }

    @Test
    void stayWhereTheFeedNamesTheSameAndBeginAnewWhereItNamesAnother() {
        subscribe();
        String token = token();
        subscriptions.want("daily", topic());
        assertThat(subscriptions.attend()).isZero();
        assertThat(only().state()).isEqualTo(State.ACTIVE);

        subscriptions.want("daily", new HubTopic(TOPIC + "2", hub.url("/hub"), false));
        assertThat(only().state()).isEqualTo(State.WANTED);
        assertThat(only().token()).isNotEqualTo(token);
        subscriptions.want("daily", new HubTopic(TOPIC, "javascript:x", false));
        assertThat(only().topic().hub()).isEqualTo(hub.url("/hub"));
    }

    @Test
    void areAskedForOnceBySeveralInstances() throws Exception {
        for (int i = 0; i < 25; i++) {
            subscriptions.want("channel-" + i, topic());
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var asked = Stream.generate(() -> threads.submit(() -> subscriptions.attend()))
                    .limit(4)
                    .toList();
            int sum = 0;
            for (var one : asked) {
                sum += one.get();
            }
            assertThat(sum).isEqualTo(25);
        }
        assertThat(hub.requests()).hasSize(25);
        assertThat(hub.requests().stream().map(Origin.Request::text).distinct()).hasSize(25);
    }
}
