package org.yizhan.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Row;
import org.yizhan.fetch.Fetched.Document;
import org.yizhan.fetch.Fetched.Failed;
import org.yizhan.fetch.Fetched.NotModified;
import org.yizhan.fetch.Origin.Page;

class HttpFetcherTest {

    private static final String AGENT = HttpFetcher.userAgent("0.1", "https://news.example.org", "ops@example.org");

    private Origin origin;
    private HttpFetcher fetcher;

    @BeforeEach
    void open() throws IOException {
        origin = new Origin();
        fetcher = new HttpFetcher(AGENT, AllowList.parse(origin.authority()), Limits.DEFAULT);
    }

    @AfterEach
    void close() {
        fetcher.close();
        origin.close();
    }

    private Fetched get(String path) {
        return fetcher.fetch(Fetch.of(origin.url(path)));
    }

    private static Fetch conditional(String url, String etag, String lastModified) {
        return new Fetch(url, Optional.of(etag), Optional.of(lastModified), "*/*", Optional.empty());
    }

    @Test
    void bringsADocumentWithItsHeaders() {
        origin.serve("/a", Page.of("text/html; charset=gbk", "<p>文</p>").with("ETag", "W/\"1\""));

        var document = (Document) get("/a?b=1#c");

        assertThat(document.url()).isEqualTo(origin.url("/a?b=1"));
        assertThat(document.body()).isEqualTo("<p>文</p>".getBytes(UTF_8));
        assertThat(document.wireBytes()).isEqualTo(document.body().length);
        assertThat(document.contentType()).isEqualTo("text/html; charset=gbk");
        assertThat(document.headers()).containsEntry("etag", "W/\"1\"");
        assertThat(document.movedTo()).isEmpty();
        assertThat(document.took()).isPositive();
    }

    @Test
    void saysWhoAsksAndNothingElse() {
        origin.serve("/", Page.of("text/html", "x").with("Set-Cookie", "id=1"));
        get("/");
        get("/");

        assertThat(origin.requests())
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.headers())
                        .containsOnlyKeys("accept", "accept-encoding", "connection", "host", "user-agent")
                        .containsEntry("user-agent", "Yizhan/0.1 (+https://news.example.org; ops@example.org)")
                        .containsEntry("accept-encoding", "gzip, deflate")
                        .containsEntry("host", origin.authority()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "W/\"a b\"", "unquoted", "\"\"", "'x'", "\"\u00e6\u0096\u00b0\u0080\""})
    void asksWithTheValidatorsByteForByte(String etag) {
        origin.serve("/a", Page.of("text/html", "x").with("ETag", etag).with("Last-Modified", "yesterday, 9 a.m."));
        var first = (Document) get("/a");
        assertThat(first.headers()).containsEntry("etag", etag).containsEntry("last-modified", "yesterday, 9 a.m.");

        var again = fetcher.fetch(conditional(
                origin.url("/a"), first.headers().get("etag"), first.headers().get("last-modified")));

        assertThat(again).isInstanceOf(NotModified.class);
        assertThat(origin.requests().getLast().headers())
                .containsEntry("if-none-match", etag)
                .containsEntry("if-modified-since", "yesterday, 9 a.m.");
    }

    @ParameterizedTest
    @CsvSource({
        "301, true",
        "308, true",
        "302, false",
        "303, false",
        "307, false",
    })
    void followsRedirectsAndRemembersPermanentOnes(int status, boolean permanent) {
        origin.serve("/a", Page.redirect(status, "/b")).serve("/b", Page.of("text/html", "x"));

        var document = (Document) get("/a");

        assertThat(document.url()).isEqualTo(origin.url("/b"));
        assertThat(document.movedTo()).isEqualTo(permanent ? Optional.of(origin.url("/b")) : Optional.empty());
    }

    @Test
    void takesAWayForPermanentOnlyWhereEveryStepIs() {
        origin.serve("/a", Page.redirect(301, "/b"))
                .serve("/b", Page.redirect(302, "/c"))
                .serve("/c", Page.redirect(301, "/d"))
                .serve("/d", Page.of("text/html", "x").with("ETag", "\"1\""));

        assertThat(((Document) get("/a")).movedTo()).isEmpty();
        assertThat(((Document) get("/c")).movedTo()).contains(origin.url("/d"));
        assertThat(((NotModified) fetcher.fetch(conditional(origin.url("/c"), "\"1\"", "x"))).movedTo())
                .contains(origin.url("/d"));
    }

    @Test
    void followsARedirectWithOctetsOfAnyCharset() {
        origin.serve("/a", Page.redirect(302, "/\u00cd\u00a8 1|2.html"));

        get("/a");

        assertThat(origin.requests().getLast().target()).isEqualTo("/%CD%A8%201%7C2.html");
    }

    @Test
    void followsFiveRedirectsAndNoSixth() {
        for (int i = 0; i < 7; i++) {
            origin.serve("/" + i, Page.redirect(302, "/" + (i + 1)));
        }
        origin.serve("/7", Page.of("text/html", "x"));

        assertThat(get("/2")).isInstanceOf(Document.class);
        var failed = (Failed) get("/1");
        assertThat(failed.fault()).isEqualTo(Fault.REDIRECT);
        assertThat(failed.detail()).contains("more than the 5th");
        assertThat(origin.requests()).hasSize(6 + 6);
    }

    @Test
    void postsAForm() {
        origin.serve("/hub", Page.status(202));

        var answer = fetcher.fetch(new Fetch(
                origin.url("/hub"), Optional.of("\"1\""), Optional.empty(), "*/*", Optional.of("a=1&b=%E4%B8%AD")));

        assertThat(((Document) answer).body()).isEmpty();
        var request = origin.requests().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.text()).isEqualTo("a=1&b=%E4%B8%AD");
        assertThat(request.header("content-type").orElseThrow()).startsWith("application/x-www-form-urlencoded");
        assertThat(request.header("if-none-match")).isEmpty();
    }

    @Test
    @Row("S14")
    void repeatsAFormOnlyWhereItIsSaidAndOnlyToTheSameHost() throws IOException {
        try (var other = new Origin();
                var both = new HttpFetcher(
                        AGENT, AllowList.parse(origin.authority() + " " + other.authority()), Limits.DEFAULT)) {
            origin.serve("/same", Page.redirect(307, "/ok"))
                    .serve("/ok", Page.status(204))
                    .serve("/see", Page.redirect(303, other.url("/ok")))
                    .serve("/away", Page.redirect(308, other.url("/ok")));
            other.serve("/ok", Page.status(204));
            for (String path : List.of("/same", "/see", "/away")) {
                both.fetch(new Fetch(
                        origin.url(path), Optional.empty(), Optional.empty(), "*/*", Optional.of("secret=1")));
            }
            assertThat(origin.requests().get(1).text()).isEqualTo("secret=1");
            assertThat(other.requests()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("GET");
                assertThat(request.text()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, HTTP_403",
        "403, HTTP_403",
        "404, HTTP_404",
        "410, HTTP_410",
        "429, HTTP_429",
        "400, HTTP_4XX",
        "418, HTTP_4XX",
        "500, HTTP_5XX",
        "503, HTTP_5XX",
        "206, PROTOCOL",
        "300, PROTOCOL",
        "301, REDIRECT",
    })
    void hasAWordForEachStatus(int status, Fault fault) {
        origin.serve("/a", Page.status(status).with("Retry-After", "120"));

        var failed = (Failed) get("/a");

        assertThat(failed.fault()).isEqualTo(fault);
        assertThat(failed.status()).isEqualTo(status);
        assertThat(failed.headers()).containsEntry("retry-after", "120");
    }

    @Test
    void keepsWhatAServerSaysShortlyAboutItsFailure() {
        origin.serve("/short", new Page(403, Map.of(), "请求被拦截".getBytes(UTF_8)));
        origin.serve("/long", new Page(503, Map.of(), new byte[20_000]));
        origin.serve("/broken", new Page(500, Map.of("Content-Encoding", "gzip"), "no gzip".getBytes(UTF_8)));

        assertThat(((Failed) get("/short")).body()).isEqualTo("请求被拦截".getBytes(UTF_8));
        assertThat(((Failed) get("/long")).body()).isEmpty();
        assertThat(((Failed) get("/broken")).body()).isEmpty();
        assertThat(((Failed) get("/broken")).fault()).isEqualTo(Fault.HTTP_5XX);
    }

    @Test
    void unpacksWhatIsPacked() throws IOException {
        byte[] text = "<p>正文</p>".repeat(20_000).getBytes(UTF_8);
        var gzip = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(gzip)) {
            packing.write(text);
        }
        var zlib = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(zlib)) {
            packing.write(text);
        }
        var bare = new ByteArrayOutputStream();
        try (var packing = new DeflaterOutputStream(bare, new Deflater(9, true))) {
            packing.write(text);
        }
        origin.serve("/gzip", new Page(200, Map.of("Content-Encoding", "gzip"), gzip.toByteArray()))
                .serve("/zlib", new Page(200, Map.of("Content-Encoding", "deflate"), zlib.toByteArray()))
                .serve("/bare", new Page(200, Map.of("Content-Encoding", "Deflate"), bare.toByteArray()));

        for (String path : List.of("/gzip", "/zlib", "/bare")) {
            var document = (Document) get(path);
            assertThat(document.body()).as(path).isEqualTo(text);
            assertThat(document.wireBytes()).as(path).isLessThan(5_000);
        }
    }

    @Test
    void takesAnEmptyBodyForEmptyHoweverItIsPacked() {
        origin.serve("/a", Page.status(200).with("Content-Encoding", "gzip"));

        assertThat(((Document) get("/a")).body()).isEmpty();
    }

    @Test
    void hasAWordForANameWithoutAddressAndAPortWithoutServer() throws IOException {
        int port;
        try (var taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        Lookup lookup = host -> {
            if (host.equals("gone.example")) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getAllByName("127.0.0.1");
        };
        try (var asking = new HttpFetcher(
                AGENT, AllowList.parse("127.0.0.1:*"), Limits.DEFAULT, lookup, SSLContexts.createDefault())) {
            assertThat(((Failed) asking.fetch(Fetch.of("http://gone.example/"))).fault())
                    .isEqualTo(Fault.DNS);
            assertThat(((Failed) asking.fetch(Fetch.of("http://here.example:" + port))).fault())
                    .isEqualTo(Fault.CONNECT);
        }
    }

    @Test
    void waitsForALookUpNoLongerThanItsLimit() {
        var never = new CountDownLatch(1);
        Lookup lookup = host -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        };
        Limits short_ = Limits.DEFAULT.within(Duration.ofMillis(300));
        try (var asking = new HttpFetcher(AGENT, AllowList.NONE, short_, lookup, SSLContexts.createDefault())) {
            Fetched fetched = asking.fetch(Fetch.of("http://slow.example/"));
            assertThat(((Failed) fetched).fault()).isIn(Fault.DNS, Fault.TIMEOUT);
            assertThat(fetched.took()).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void keepsAConnectionForTheNextPage() {
        origin.serve("/a", Page.of("text/html", "x").with("ETag", "\"1\""));
        get("/a");
        get("/a");
        fetcher.fetch(conditional(origin.url("/a"), "\"1\"", "x"));
        get("/a");

        assertThat(origin.requests().stream().map(Origin.Request::connection).distinct())
                .hasSize(1);
    }

    @Test
    void asksOneHostOnAtMostTwoConnectionsAtOnce() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        origin.serve("/a", request -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            try {
                new CountDownLatch(1).await(5, java.util.concurrent.TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            now.decrementAndGet();
            return Page.of("text/html", "x");
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 300)
                    .mapToObj(i -> threads.submit(() -> get("/a")))
                    .toList();
            for (var one : all) {
                assertThat(one.get()).isInstanceOf(Document.class);
            }
        }
        assertThat(most).hasValueLessThanOrEqualTo(2);
        assertThat(origin.requests()).hasSize(300);
    }
}
