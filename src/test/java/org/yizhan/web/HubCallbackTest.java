package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.ingest.poll.HubIntent;
import org.yizhan.ingest.poll.HubListener;

class HubCallbackTest implements HubListener {

    private final List<Object> heard = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private HttpEdge edge;
    private Optional<String> echo = Optional.empty();
    private Optional<Answer> answer = Optional.of(Answer.TAKEN);

    @BeforeEach
    void open() {
        edge = new HttpEdge(vertx, "127.0.0.1", 0, List.of(new HubCallback(vertx, this)::mount));
    }

    @AfterEach
    void close() {
        edge.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public Optional<String> verify(String token, HubIntent intent) {
        heard.add(token);
        heard.add(intent);
        return echo;
    }

    @Override
    public Answer deliver(String token, String signature, String contentType, byte[] body) throws IOException {
        heard.addAll(List.of(token, signature, contentType, body.length));
        return answer.orElseThrow(() -> new IOException("no broker answers"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path) throws Exception {
        return client.send(
                request.uri(URI.create("http://127.0.0.1:" + edge.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(int size) throws Exception {
        return send(
                HttpRequest.newBuilder()
                        .POST(BodyPublishers.ofByteArray(new byte[size]))
                        .header("Content-Type", "application/atom+xml")
                        .header("X-Hub-Signature", "sha256=00"),
                "/websub/callback/abc");
    }

    @Test
    void echoesTheChallengeOfWhatIsMeant() throws Exception {
        echo = Optional.of("<b>7</b>");
        var reply = send(
                HttpRequest.newBuilder(),
                "/websub/callback/abc?hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2F%3Fb%3D%E4%B8%AD&hub.challenge=%3Cb%3E7&hub.lease_seconds=60");

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("<b>7</b>");
        assertThat(reply.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(reply.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(heard)
                .containsExactly(
                        "abc",
                        new HubIntent(
                                "subscribe",
                                "https://a.example/?b=中",
                                Optional.of("<b>7"),
                                Optional.of("60"),
                                Optional.empty()));
    }

    @Test
    void knowsNothingOfWhatIsNotMeant() throws Exception {
        assertThat(send(HttpRequest.newBuilder(), "/websub/callback/abc").statusCode())
                .isEqualTo(404);
    }

    @Test
    void handsADeliveryOn() throws Exception {
        assertThat(post(7).statusCode()).isEqualTo(202);
        assertThat(heard).containsExactly("abc", "sha256=00", "application/atom+xml", 7);

        answer = Optional.of(Answer.GONE);
        assertThat(post(7).statusCode()).isEqualTo(410);
        answer = Optional.of(Answer.UNKNOWN);
        assertThat(post(7).statusCode()).isEqualTo(404);
    }

    @Test
    void sendsAHubAwayWhileNothingCanBeStored() throws Exception {
        answer = Optional.empty();
        var reply = post(7);

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        assertThat(post(15_000_001).statusCode()).isEqualTo(413);
        assertThat(heard).isEmpty();
    }
}
