package org.yizhan.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A hundred WebSub subscribers of every temper; all confirm that they want to be told. */
final class Crowd implements AutoCloseable {

    static final int MANY = 100;
    static final int HANGING = 30;
    static final int RESETTING = 10;
    static final int FAILING = 10;
    static final int GONE = 5;
    static final int HEALTHY = MANY - HANGING - RESETTING - FAILING - GONE;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Map<UUID, Long>> told = new ArrayList<>();

    Crowd() throws IOException {
        for (int n = 0; n < MANY; n++) {
            told.add(new ConcurrentHashMap<>());
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MANY);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    void subscribe(Program program) throws IOException, InterruptedException {
        for (int n = 0; n < MANY; n++) {
            String callback = "http://127.0.0.1:" + server.getAddress().getPort() + "/" + n;
            String form = "hub.mode=subscribe&hub.topic=%s&hub.callback=%s"
                    .formatted(encoded(program.base() + "/feeds/all.json"), encoded(callback));
            if (program.form("/websub", form).statusCode() != 202) {
                throw new IOException("subscriber " + n + " was refused");
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("GET")) {
                confirm(exchange);
                return;
            }
            int number = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            if (number < HANGING) {
                hang();
                exchange.sendResponseHeaders(204, -1);
            } else if (number < HANGING + RESETTING) {
                return;
            } else if (number < HANGING + RESETTING + FAILING) {
                exchange.sendResponseHeaders(500, -1);
            } else if (number < MANY - HEALTHY) {
                exchange.sendResponseHeaders(410, -1);
            } else {
                long now = System.nanoTime();
                FeedDocument.read("json", body)
                        .entries()
                        .forEach(story -> told.get(number).putIfAbsent(story, now));
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    private static void confirm(HttpExchange exchange) throws IOException {
        String query = URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
        byte[] challenge =
                query.replaceFirst("(?s).*hub\\.challenge=([^&]*).*", "$1").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, challenge.length);
        exchange.getResponseBody().write(challenge);
    }

    private void hang() {
        try {
            var unused = over.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long each healthy subscriber waited for each of these articles; those that one was never told of are missing. */
    List<Long> delays(Ledger ledger, Set<UUID> missing) {
        List<Long> delays = new ArrayList<>();
        for (Map<UUID, Long> one : told.subList(MANY - HEALTHY, MANY)) {
            ledger.promises().forEach((id, promise) -> {
                if (one.containsKey(id)) {
                    delays.add(Math.max(0, TimeUnit.NANOSECONDS.toMillis(one.get(id) - promise.at())));
                } else if (Dispatches.mayChange(promise.dispatch().number())) {
                    missing.add(id);
                }
            });
        }
        delays.sort(null);
        return delays;
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
