package org.yizhan.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Cases;
import org.yizhan.Row;
import org.yizhan.fetch.Fetched.Document;
import org.yizhan.fetch.Fetched.Failed;
import org.yizhan.fetch.Origin.Page;

/**
 * S9, by the ways out there are: what is fetched, where each of its redirects leads, and whom we call back. What counts is
 * who is dialled: a listener on this machine hears of every connection.
 */
@Row("S9")
class ForbiddenDoorsTest {

    private static final Limits QUICK = Limits.DEFAULT.within(Duration.ofSeconds(3));

    private static Origin origin;
    private static Trap trap;
    private static HttpFetcher fetcher;
    private static HttpSender sender;

    @BeforeAll
    static void open() throws IOException {
        origin = new Origin();
        trap = new Trap();
        origin.serve("/1", request -> Page.redirect(302, target(request)));
        for (int hop = 2; hop <= Limits.DEFAULT.redirects(); hop++) {
            int before = hop - 1;
            origin.serve(
                    "/" + hop, request -> Page.redirect(301, request.target().replaceFirst("\\d+", "" + before)));
        }
        AllowList only = AllowList.parse(origin.authority());
        fetcher = new HttpFetcher("test", only, QUICK, ForbiddenPlaces::addresses, SSLContexts.createDefault());
        sender = new HttpSender("test", only, QUICK, ForbiddenPlaces::addresses);
    }

    @AfterAll
    static void close() throws IOException {
        fetcher.close();
        sender.close();
        trap.close();
        origin.close();
    }

    /** What stands behind the question mark, as octets in a header. */
    private static String target(Origin.Request request) {
        return new String(URI.create(request.target()).getQuery().getBytes(UTF_8), ISO_8859_1);
    }

    private static Letter letter(String url, boolean isPost) {
        return new Letter(url, Map.of(), isPost ? Optional.of("{}".getBytes(UTF_8)) : Optional.empty());
    }

    @Test
    void thereAreAtLeastSixtyOfThem() {
        assertThat(ForbiddenPlaces.ADDRESSES).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @FieldSource("org.yizhan.fetch.ForbiddenPlaces#ADDRESSES")
    void nobodyIsCalledBackThere(String url, Cases cases) {
        for (boolean isPost : List.of(true, false)) {
            assertThat(sender.send(letter(url, isPost), 10))
                    .isInstanceOfSatisfying(
                            Sent.Failed.class,
                            failed -> assertThat(failed.fault()).isEqualTo(Fault.FORBIDDEN_ADDRESS));
            cases.held();
        }
    }

    /** Those that a {@code Location} can say, and that mean no place on the site itself. */
    static Stream<String> absolute() {
        return ForbiddenPlaces.ADDRESSES.stream()
                .filter(url -> url.contains(":") && !url.contains("\t"))
                .filter(url -> !url.startsWith("\u3000"));
    }

    @ParameterizedTest
    @MethodSource("absolute")
    void noRedirectLeadsThere(String url, Cases cases) {
        String query = "?" + URLEncoder.encode(url, UTF_8).replace("+", "%20");
        for (int hops : List.of(1, Limits.DEFAULT.redirects())) {
            int before = origin.requests().size();
            Fetched fetched = fetcher.fetch(Fetch.of(origin.url("/" + hops + query)));

            assertThat(fetched).as(url).isInstanceOf(Failed.class);
            assertThat(((Failed) fetched).fault()).as(fetched.toString()).isIn(Fault.FORBIDDEN_ADDRESS, Fault.REDIRECT);
            assertThat(((Failed) fetched).detail()).doesNotContain("more than the", "in a circle");
            assertThat(origin.requests()).as("each hop once").hasSize(before + hops);
            cases.held();
        }
    }

    @ParameterizedTest
    @FieldSource("org.yizhan.fetch.ForbiddenPlaces#LOOPBACKS")
    void nobodyListeningOnThisMachineIsDialled(String host) {
        String url = "http://" + host + ":" + trap.port() + "/";
        String query = "?" + URLEncoder.encode(url, UTF_8);

        assertThat(((Failed) fetcher.fetch(Fetch.of(url))).fault()).isEqualTo(Fault.FORBIDDEN_ADDRESS);
        assertThat(((Failed) fetcher.fetch(Fetch.of(origin.url("/1" + query)))).fault())
                .isEqualTo(Fault.FORBIDDEN_ADDRESS);
        assertThat(((Failed) fetcher.fetch(new Fetch(
                                url, Optional.empty(), Optional.empty(), "*/*", Optional.of("hub.mode=subscribe"))))
                        .fault())
                .isEqualTo(Fault.FORBIDDEN_ADDRESS);
        assertThat(sender.send(letter(url, true), 0)).isInstanceOf(Sent.Failed.class);
        assertThat(trap.caught()).doesNotContain("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void theListenerHearsWhoeverIsLetOut() throws IOException {
        try (var other = new Trap();
                var open = new HttpFetcher("test", AllowList.parse("127.0.0.1:*"), QUICK)) {
            open.fetch(Fetch.of("http://localhost:" + other.port() + "/"));
            assertThat(other.caught()).hasSize(1);
        }
    }

    /** The first look-up says somewhere public; the second, inside. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1"})
    void aNameThatIsBoundAnewLeadsNobodyInside(String inside) throws IOException {
        Queue<String> answers = new ConcurrentLinkedQueue<>();
        Lookup rebinding = host -> {
            String next = answers.poll();
            return new InetAddress[] {InetAddress.getByName(next == null ? inside : next)};
        };
        // 127.0.0.2 stands for what is public: it is open, and hangs up
        AllowList open = AllowList.parse("127.0.0.2:" + trap.port());
        String url = "http://rebound.example:" + trap.port() + "/";
        try (var asking = new HttpFetcher("test", open, QUICK, rebinding, SSLContexts.createDefault());
                var calling = new HttpSender("test", open, QUICK, rebinding)) {
            answers.add("127.0.0.2");
            assertThat(((Failed) asking.fetch(Fetch.of(url))).fault()).isEqualTo(Fault.PROTOCOL);
            assertThat(((Failed) asking.fetch(Fetch.of(url))).fault()).isEqualTo(Fault.FORBIDDEN_ADDRESS);
            answers.add("127.0.0.2");
            assertThat(((Sent.Failed) calling.send(letter(url, true), 0)).fault())
                    .isEqualTo(Fault.PROTOCOL);
            assertThat(((Sent.Failed) calling.send(letter(url, true), 0)).fault())
                    .isEqualTo(Fault.FORBIDDEN_ADDRESS);
        }
        assertThat(trap.caught()).containsOnly("127.0.0.2");
    }

    @Test
    void anOpenPlaceIsReachedByTheSameWays() {
        origin.serve("/open", Page.of("text/plain", "x"));
        String query = "?" + URLEncoder.encode(origin.url("/open"), UTF_8);

        assertThat(fetcher.fetch(Fetch.of(origin.url("/4" + query)))).isInstanceOf(Document.class);
        assertThat(sender.send(letter(origin.url("/open"), true), 0)).isInstanceOf(Sent.Answered.class);
    }
}
