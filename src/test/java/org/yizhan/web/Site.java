package org.yizhan.web;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.yizhan.article.Approval;
import org.yizhan.article.Source;
import org.yizhan.article.Sources;
import org.yizhan.deduplicate.Explanation;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.Stories;

/** The readers' side of the HTTP edge on a free port, over stories in memory, with a clock that stands until it is moved. */
final class Site implements AutoCloseable {

    static final String BASE = "https://news.example";

    final ShelvedStories stories;
    final AtomicLong nanos = new AtomicLong();
    final AtomicReference<Instant> now = new AtomicReference<>(Entries.NOON.plusSeconds(7200));
    final FeedCache cache;

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final HttpEdge edge;

    final PinnedBoard board = new PinnedBoard();

    /** What every article is said to have been compared with. */
    volatile Optional<Explanation> explained = Optional.empty();

    Site() {
        this(new ShelvedStories());
    }

    private Site(ShelvedStories shelved) {
        this(shelved, shelved);
    }

    private Site(ShelvedStories shelved, Stories asked) {
        stories = shelved;
        InstantSource clock = now::get;
        cache = new FeedCache(workers, nanos::get);
        var links = new Links(URI.create(BASE));
        var feeds = new Feeds(asked, KNOWN, cache, links, Optional.empty(), clock);
        var reading = new Reading(asked, KNOWN, article -> explained, workers);
        var report = new ProvenanceReport(asked, SOURCES, workers);
        var pages = new Pages(asked, SOURCES, KNOWN, board, cache, links, clock);
        var status = new StatusPages(board, asked, SOURCES, cache, links, clock);
        var about = new AboutPage("", cache, links, clock);
        var date = new HttpDate(clock);
        edge = new HttpEdge(
                vertx,
                new HttpEdge.Door("127.0.0.1", 0, Optional.empty()),
                List.of(
                        date::mount,
                        feeds::mount,
                        reading::mount,
                        report::mount,
                        pages::mount,
                        status::mount,
                        about::mount),
                new ReadyFeeds(cache, date)::answer);
    }

    /** One over the stories of somebody else. */
    static Site over(Stories asked) {
        return new Site(new ShelvedStories(), asked);
    }

    static final Source CAC =
            new Source("cac", "中国网信网", List.of(), "100000", "https://www.cac.example/", "list", Approval.ALWAYS);

    static final Sources SOURCES = new Sources() {
        @Override
        public Optional<Source> find(String id) {
            return id.equals(CAC.id()) ? Optional.of(CAC) : Optional.empty();
        }

        @Override
        public Optional<Source> resolve(String printedName) {
            return Optional.empty();
        }

        @Override
        public List<Source> all() {
            return List.of(CAC);
        }
    };

    static final KnownFeeds KNOWN = new KnownFeeds() {
        @Override
        public Optional<String> title(FeedName name) {
            return Site.title(name);
        }

        @Override
        public List<FeedName> above(FeedName name) {
            return switch (name.toString()) {
                case "region/620702" ->
                    List.of(FeedName.region("100000"), FeedName.region("620000"), FeedName.region("620700"));
                case "region/620700" -> List.of(FeedName.region("100000"), FeedName.region("620000"));
                case "topic/empty" -> List.of(FeedName.topic("minzheng"));
                default -> List.of();
            };
        }

        @Override
        public List<FeedName> below(FeedName name) {
            return switch (name.toString()) {
                case "region/620700" -> List.of(FeedName.region("620702"), FeedName.region("620721"));
                case "topic/minzheng" -> List.of(FeedName.topic("empty"));
                default -> List.of();
            };
        }

        @Override
        public List<FeedName> roots(FeedName.Kind kind) {
            return kind == FeedName.Kind.TOPIC ? List.of(FeedName.topic("minzheng")) : List.of();
        }
    };

    private static Optional<String> title(FeedName name) {
        return switch (name.toString()) {
            case "source/cac" -> Optional.of("中国网信网");
            case "region/620702" -> Optional.of("甘州区");
            case "region/620721" -> Optional.of("肃南裕固族自治县");
            case "region/620700" -> Optional.of("张掖市");
            case "region/620000" -> Optional.of("甘肃省");
            case "region/100000" -> Optional.of("全国");
            case "topic/minzheng" -> Optional.of("民政");
            case "topic/empty" -> Optional.of("空");
            case "organization/mca" -> Optional.of("民政部");
            default -> Optional.empty();
        };
    }

    int port() {
        return edge.port();
    }

    /** Lets the cache's clock go on. */
    void pass(java.time.Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** @param headers names and values, in turn */
    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, BodyHandlers.ofString(), headers);
    }

    HttpResponse<byte[]> bytes(String path, String... headers) {
        return send("GET", path, BodyHandlers.ofByteArray(), headers);
    }

    HttpResponse<byte[]> head(String path, String... headers) {
        return send("HEAD", path, BodyHandlers.ofByteArray(), headers);
    }

    HttpResponse<String> post(String path, String... headers) {
        return send("POST", path, BodyHandlers.ofString(), headers);
    }

    /** The answer's head and body to a request whose target no client library would let through. */
    String raw(String target) {
        return sent("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    /** All that comes back when these lines, which must ask for the connection's end, are sent. */
    String sent(String lines) {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> HttpResponse<T> send(String method, String path, HttpResponse.BodyHandler<T> body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        edge.close();
        workers.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
