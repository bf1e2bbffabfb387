package org.yizhan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatencyPhaseTest {

    private static final int RATE = 40;

    private final Map<String, List<String>> feeds = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/api/v1/articles", this::take);
        server.createContext("/feeds/source/", this::show);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
        threads.close();
    }

    @Test
    void seesEachProbeInTheFeedOfItsSource() throws Exception {
        var target = new Target(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "key",
                Optional.empty(),
                Optional.empty());
        var options = new BenchOptions(
                0, 1, 1, 0.1, RATE, 1, 0, 1, List.of(0), 1, Duration.ofSeconds(1), 0, 0, Audience.NONE);
        var newsroom = new Newsroom(1, "run", 0.1, Instant.parse("2026-11-23T04:00:00Z"));

        Latency latency = new LatencyPhase(client, target, options, newsroom, new Pusher(client, target)).run(0);

        assertThat(latency.pushed()).isEqualTo(RATE);
        assertThat(latency.unseen()).isZero();
        assertThat(latency.milliseconds().count()).isEqualTo(10);
        assertThat(latency.milliseconds().p50()).isPositive();
        assertThat(latency.milliseconds().max())
                .isGreaterThanOrEqualTo(latency.milliseconds().p99());
        assertThat(latency.perSecond()).isBetween(1.0, RATE * 1.1);
    }

    private void take(HttpExchange exchange) throws IOException {
        JsonNode article = new ObjectMapper().readTree(exchange.getRequestBody());
        feeds.computeIfAbsent(article.path("source").asText(), source -> new CopyOnWriteArrayList<>())
                .add(article.path("title").asText());
        answer(exchange, 202, "{\"accepted\":[{\"id\":\"" + article.path("id").asText() + "\"}],\"rejected\":[]}");
    }

    private void show(HttpExchange exchange) throws IOException {
        String source = exchange.getRequestURI().getPath().replaceAll(".*/|\\.json$", "");
        answer(exchange, 200, String.join("\n", feeds.getOrDefault(source, List.of())));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
