package org.yizhan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.yizhan.fetch.AllowList;
import org.yizhan.fetch.HttpFetcher;
import org.yizhan.fetch.Limits;
import org.yizhan.fetch.Origin;
import org.yizhan.fetch.Origin.Page;
import org.yizhan.ingest.poll.HubIntent;
import org.yizhan.ingest.poll.HubListener;
import org.yizhan.ingest.poll.HubSubscription.State;
import org.yizhan.ingest.poll.HubSubscriptions;
import org.yizhan.ingest.poll.HubTopic;

/** A subscription over real HTTP, both ways. */
class HubCallbackIT {

    private static final String FEED = "<feed><title>要闻</title></feed>";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> delivered = new ArrayList<>();
    private final AtomicReference<Map<String, String>> asked = new AtomicReference<>(Map.of());

    @Test
    void isVerifiedAndTakesWhatTheHubDelivers() throws Exception {
        var vertx = Vertx.vertx();
        var listener = new AtomicReference<HubListener>();
        try (var server = EmbeddedPostgres.start();
                var hub = new Origin();
                var edge = new HttpEdge(
                        vertx,
                        "127.0.0.1",
                        0,
                        List.of(router -> new HubCallback(vertx, new Later(listener)).mount(router)));
                var fetcher = new HttpFetcher("test", AllowList.parse(hub.authority()), Limits.DEFAULT)) {
            Flyway.configure()
                    .dataSource(server.getPostgresDatabase())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            var subscriptions = new HubSubscriptions(
                    server.getPostgresDatabase(),
                    fetcher,
                    Clock.systemUTC(),
                    new SecureRandom(),
                    "http://127.0.0.1:" + edge.port(),
                    (channel, document, contentType) -> delivered.add(channel + " " + new String(document, UTF_8)));
            listener.set(subscriptions);
            hub.serve("/hub", request -> {
                asked.set(form(request.text()));
                return Page.status(verify() ? 202 : 500);
            });

            subscriptions.want("daily", new HubTopic("https://news.example.cn/feed.atom", hub.url("/hub"), false));
            subscriptions.attend();
            assertThat(subscriptions.all().getFirst().state()).isEqualTo(State.ACTIVE);

            assertThat(deliver("wrong")).isEqualTo(202);
            assertThat(delivered).isEmpty();
            assertThat(deliver(asked.get().get("hub.secret"))).isEqualTo(202);
            assertThat(delivered).containsExactly("daily " + FEED);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** The edge needs its listener before the listener knows the edge's port. */
    private record Later(AtomicReference<HubListener> listener) implements HubListener {
        @Override
        public Optional<String> verify(String token, HubIntent intent) {
            return listener.get().verify(token, intent);
        }

        @Override
        public Answer deliver(String token, String signature, String contentType, byte[] body) throws IOException {
            return listener.get().deliver(token, signature, contentType, body);
        }
    }

    private static Map<String, String> form(String text) {
        return Stream.of(text.split("&", -1))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(field -> field[0], field -> URLDecoder.decode(field[1], UTF_8)));
    }

    private boolean verify() {
        String query = "?hub.mode=subscribe&hub.challenge=c%2F7&hub.lease_seconds=3600&hub.topic="
                + URLEncoder.encode(asked.get().get("hub.topic"), UTF_8);
        try {
            var reply = client.send(
                    HttpRequest.newBuilder(URI.create(asked.get().get("hub.callback") + query))
                            .build(),
                    BodyHandlers.ofString());
            return reply.statusCode() == 200 && reply.body().equals("c/7");
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private int deliver(String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return client.send(
                        HttpRequest.newBuilder(URI.create(asked.get().get("hub.callback")))
                                .header("Content-Type", "application/atom+xml")
                                .header(
                                        "X-Hub-Signature",
                                        "sha256=" + HexFormat.of().formatHex(mac.doFinal(FEED.getBytes(UTF_8))))
                                .POST(BodyPublishers.ofString(FEED))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }
}
