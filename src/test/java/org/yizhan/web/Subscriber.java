package org.yizhan.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.yizhan.http.QueryString;

/** Callbacks on loopback, one a path: they confirm what they are asked and keep what they get, unless told otherwise. */
final class Subscriber implements AfterEachCallback {

    /** How a callback behaves. */
    interface Temper {
        /** Answers, and closes the exchange or not. */
        void answer(HttpExchange exchange, byte[] body) throws IOException;
    }

    /**
     * A delivery.
     *
     * @param headers names in lower case
     */
    record Delivery(String path, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Temper> asked = new ConcurrentHashMap<>();
    private final Map<String, Temper> told = new ConcurrentHashMap<>();
    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final List<MultiMap> questions = new CopyOnWriteArrayList<>();

    Subscriber() {
        server = server();
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a callback. */
    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** From now on questions at this path are answered otherwise. */
    Subscriber asked(String path, Temper temper) {
        asked.put(path, temper);
        return this;
    }

    /** From now on deliveries at this path are answered otherwise; they are kept before that. */
    Subscriber told(String path, Temper temper) {
        told.put(path, temper);
        return this;
    }

    static Temper status(int status) {
        return (exchange, body) -> exchange.sendResponseHeaders(status, -1);
    }

    static Temper echo() {
        return (exchange, body) -> {
            byte[] challenge = query(exchange).get("hub.challenge").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, challenge.length);
            exchange.getResponseBody().write(challenge);
        };
    }

    static Temper body(int status, String text) {
        return (exchange, body) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static MultiMap query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? MultiMap.caseInsensitiveMultiMap() : QueryString.parse(query);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("GET")) {
                MultiMap question = query(exchange).add("path", path);
                questions.add(question);
                Temper usual = question.contains("hub.challenge") ? echo() : status(200);
                asked.getOrDefault(path, usual).answer(exchange, body);
            } else {
                Map<String, String> headers = new TreeMap<>();
                exchange.getRequestHeaders()
                        .forEach((name, values) ->
                                headers.put(name.toLowerCase(java.util.Locale.ROOT), String.join(", ", values)));
                deliveries.add(new Delivery(path, headers, body));
                told.getOrDefault(path, status(204)).answer(exchange, body);
            }
        }
    }

    /** What came at this path, in order. */
    List<Delivery> deliveries(String path) {
        return deliveries.stream()
                .filter(delivery -> delivery.path().equals(path))
                .toList();
    }

    List<MultiMap> questions(String path) {
        return questions.stream()
                .filter(question -> question.get("path").equals(path))
                .toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.stop(0);
        threads.shutdownNow();
    }
}
