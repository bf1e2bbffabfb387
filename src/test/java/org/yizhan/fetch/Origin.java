package org.yizhan.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A well-behaved site on loopback: serves pages by path, answers 304 where a page's {@code ETag} or {@code Last-Modified}
 * is asked with, and writes down who asked what.
 */
public final class Origin implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Function<Request, Page>> pages = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What is served. */
    public record Page(int status, Map<String, String> headers, byte[] body) {

        /** A 200 in UTF-8. */
        public static Page of(String contentType, String body) {
            return new Page(200, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
        }

        /** A status without a body. */
        public static Page status(int status) {
            return new Page(status, Map.of(), new byte[0]);
        }

        public static Page redirect(int status, String location) {
            return status(status).with("Location", location);
        }

        /** This page with a header more. */
        public Page with(String name, String value) {
            var more = new TreeMap<>(headers);
            more.put(name, value);
            return new Page(status, more, body);
        }
    }

    /**
     * What came.
     *
     * @param target path and query, as on the wire
     * @param headers names in lower case
     * @param connection the port it came from, one a connection
     */
    public record Request(String method, String target, Map<String, String> headers, byte[] body, int connection) {

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public Origin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** {@code 127.0.0.1:port}; also what a fetcher's allow-list has to open. */
    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://" + authority() + path;
    }

    /** Serves {@code page} at {@code path}, whatever the query, from now on. */
    public Origin serve(String path, Page page) {
        return serve(path, request -> page);
    }

    /** Serves what {@code pages} makes of each request to {@code path}. */
    public Origin serve(String path, Function<Request, Page> made) {
        pages.put(path, made);
        return this;
    }

    /** All requests so far, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            var request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes(),
                    exchange.getRemoteAddress().getPort());
            requests.add(request);
            Page page = pages.getOrDefault(exchange.getRequestURI().getPath(), asked -> Page.status(404))
                    .apply(request);
            boolean known = isKnown(request, page);
            page.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(
                    known ? 304 : page.status(), known || page.body().length == 0 ? -1 : page.body().length);
            if (!known && page.body().length > 0) {
                exchange.getResponseBody().write(page.body());
            }
        }
    }

    private static boolean isKnown(Request request, Page page) {
        Optional<String> etag = request.header("if-none-match");
        return page.status() == 200
                && (etag.isPresent()
                        ? etag.get().equals(page.headers().get("ETag"))
                        : request.header("if-modified-since")
                                .filter(since -> since.equals(page.headers().get("Last-Modified")))
                                .isPresent());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
