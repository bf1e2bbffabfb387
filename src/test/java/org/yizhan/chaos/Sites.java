package org.yizhan.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Source sites that are polled, each a host of its own on this machine with a feed of one list of articles. Whoever asks
 * with the tag of a document says that it recorded the fetch of that document: its articles are promised then.
 */
final class Sites implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<Dispatches.Dispatch>> feeds = new ConcurrentHashMap<>();
    private final Queue<Poll> polls = new ConcurrentLinkedQueue<>();
    private final Ledger ledger;
    private final Path routes;
    private volatile Temper temper = Sites::serve;

    /**
     * A feed was asked for.
     *
     * @param at when, by {@link System#nanoTime}
     */
    record Poll(String host, long at) {}

    /** How a feed is answered. */
    @FunctionalInterface
    interface Temper {
        void answer(HttpExchange exchange, byte[] feed, String tag) throws IOException;
    }

    /** @param routes the folder of routes to write source files into; it gets the stages' routes */
    Sites(Ledger ledger, Path routes) throws IOException {
        this.ledger = ledger;
        this.routes = routes;
        copyStages(routes);
        server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static void copyStages(Path routes) throws IOException {
        Files.createDirectories(routes.resolve("sources"));
        try (Stream<Path> stages = Files.list(Path.of("camel-routes"))) {
            for (Path file : stages.filter(Files::isRegularFile).toList()) {
                Files.copy(file, routes.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Other answers from now on. */
    void temper(Temper next) {
        temper = next;
    }

    /** Makes sites of these numbers known to the program, each with articles that nobody else has. */
    void open(int from, int count, Dispatches dispatches, int articles) throws IOException {
        var files = new StringBuilder();
        for (int site = from; site < from + count; site++) {
            int first = site * 100;
            feeds.put(
                    host(site),
                    IntStream.range(0, articles)
                            .mapToObj(n -> polled(dispatches, first + n * 10 + 1, site(first / 100)))
                            .toList());
            files.append(
                    """
                    - templatedRoute:
                        routeTemplateRef: poll-feed
                        routeId: %1$s-feed
                        parameters:
                          - { name: source, value: %1$s }
                          - { name: url, value: "http://%2$s:%3$d/feed.xml" }
                          - { name: every, value: 5m }
                    """.formatted(site(site), host(site), server.getAddress().getPort()));
        }
        Path written = routes.resolve("sites-" + from + ".part");
        Files.writeString(written, files.toString());
        Files.move(written, routes.resolve("sources/sites-" + from + ".camel.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Dispatches.Dispatch polled(Dispatches dispatches, int number, String source) {
        Dispatches.Dispatch dispatch = dispatches.of(number, 1);
        return new Dispatches.Dispatch(
                number, 1, source, dispatch.id(), dispatch.title(), dispatch.text(), dispatch.published());
    }

    private static String site(int site) {
        return "zhandian-" + site;
    }

    private static String host(int site) {
        return "127.1.%d.%d".formatted(site / 250, site % 250 + 1);
    }

    /** Which site is asked. */
    static int number(HttpExchange exchange) {
        return number(exchange.getRequestHeaders().getFirst("Host").replaceFirst(":.*", ""));
    }

    static int number(String host) {
        String[] parts = host.split("\\.");
        return Integer.parseInt(parts[2]) * 250 + Integer.parseInt(parts[3]) - 1;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String host = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":.*", "");
            if (!exchange.getRequestURI().getPath().equals("/feed.xml") || !feeds.containsKey(host)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            polls.add(new Poll(host, System.nanoTime()));
            List<Dispatches.Dispatch> articles = feeds.get(host);
            String tag = "\"" + articles.getFirst().id() + "-" + articles.size() + "\"";
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                articles.forEach(ledger::promised);
            }
            temper.answer(exchange, rss(articles).getBytes(StandardCharsets.UTF_8), tag);
        }
    }

    static void serve(HttpExchange exchange, byte[] feed, String tag) throws IOException {
        exchange.getResponseHeaders().set("ETag", tag);
        exchange.getResponseHeaders().set("Content-Type", "application/rss+xml");
        boolean known = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        exchange.sendResponseHeaders(known ? 304 : 200, known ? -1 : feed.length);
        if (!known) {
            exchange.getResponseBody().write(feed);
        }
    }

    private static String rss(List<Dispatches.Dispatch> articles) {
        var rss = new StringBuilder("<rss version=\"2.0\"><channel><title>站点</title>");
        articles.forEach(article -> rss.append("<item><guid isPermaLink=\"false\">")
                .append(article.id())
                .append("</guid><title>")
                .append(article.title())
                .append("</title><pubDate>" + article.published() + "</pubDate><description>")
                .append(article.text())
                .append("</description></item>"));
        return rss.append("</channel></rss>").toString();
    }

    /** The hosts whose feeds were asked for, one for each request, in order. */
    List<String> requests() {
        return polls().stream().map(Poll::host).toList();
    }

    /** The same with their times. */
    List<Poll> polls() {
        return List.copyOf(polls);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
