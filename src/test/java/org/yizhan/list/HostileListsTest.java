package org.yizhan.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.Cases;
import org.yizhan.Row;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;

/** What no list should be: too many links, too deep, too long, or after what is none of its business. */
class HostileListsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int DEEP = 200_000;
    private static final int MANY = 1_000_000;

    @Test
    @Row("S11")
    void takesFiveThousandOfAMillionLinksInHtml() {
        String html = "<ul>" + lines("<li><a href=%d.htm>第%<d号通知</a>", 100_000) + "</ul>";

        assertIsLimited(read(Channel.Kind.POLL_LIST, Map.of("item", "li"), html), "limit of 5000");
        assertIsLimited(read(Channel.Kind.POLL_LIST, Map.of(), html), "limit of 5000");
    }

    @Test
    @Row("S11")
    void takesFiveThousandOfAMillionLinksInJson() {
        String json = "[" + lines("{\"url\":\"/%d\"},", MANY) + "]";

        assertIsLimited(read(Channel.Kind.POLL_JSON, Map.of(), json), "limit of 5000");
    }

    @Test
    @Row("S11")
    void takesTheNewestFiveThousandOfAHundredThousandLinksInASitemap() {
        String xml = "<urlset>" + lines("<url><loc>http://a.cn/%1$d</loc><lastmod>%2$tF</lastmod></url>", 150_000)
                + "</urlset>";
        Links links = read(Channel.Kind.POLL_SITEMAP, Map.of(), xml);

        assertIsLimited(links, "limit of 5000");
        assertThat(links.links().getLast().url()).isEqualTo("http://a.cn/149999");
    }

    @ParameterizedTest
    @Row("S11")
    @EnumSource(names = {"POLL_LIST", "POLL_JSON", "POLL_SITEMAP"})
    void endsWhereItIsNestedTooDeep(Channel.Kind kind) {
        String open = Map.of(
                        Channel.Kind.POLL_LIST,
                        "<div>",
                        Channel.Kind.POLL_JSON,
                        "{\"a\":[",
                        Channel.Kind.POLL_SITEMAP,
                        "<a>")
                .get(kind);

        assertThat(read(kind, Map.of(), open.repeat(DEEP)).links()).isEmpty();
        assertThat(read(kind, Map.of("item", "div a"), open.repeat(DEEP) + "<a href='1.htm'>一号通知</a>")
                        .warnings())
                .hasSizeLessThan(5);
    }

    @ParameterizedTest
    @Row("S11")
    @ValueSource(
            strings = {
                "<script>document.write('",
                "<script type=text/xml><record>",
                "<script>document.write(",
                "<script",
                "<record><![CDATA[",
                "<script>document.write('a'+",
                "<script></script>",
                "document.write",
                "<base href=",
                "<a href='x' title='",
                "<div><a href=1.htm>一号通知一号通知",
                "<table><tr><td><a href=2.htm>一号通知第一<table>",
                "<ul><li>2026-11-11",
            })
    void endsWhereScriptsAndMarkupNeverDo(String piece) {
        String html = piece.repeat(LinkText.MOST / piece.length());

        assertThat(read(Channel.Kind.POLL_LIST, Map.of(), html).links()).hasSizeLessThanOrEqualTo(LinkCollector.MOST);
        assertThat(read(Channel.Kind.POLL_LIST, Map.of("item", "li", "date", "span"), "<?xml?>" + html)
                        .links())
                .hasSizeLessThanOrEqualTo(LinkCollector.MOST);
    }

    /** S13. */
    @ParameterizedTest
    @Row("S13")
    @ValueSource(strings = {"item", "next"})
    void endsWhereASelectorNeverWould(String parameter) {
        String html = "<ul>" + "<li><a href=1.htm>一号通知一号通知</a>".repeat(10_000) + "<li>".repeat(100_000) + "</ul>";
        var parameters = new TreeMap<>(Map.of("item", "body", "link", "a"));
        parameters.put(parameter, "b ~ li");

        assertThat(read(Channel.Kind.POLL_LIST, parameters, html).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("take longer than 5 s", "b ~ li"));
    }

    @Test
    @Row("S11")
    void endsWithHugeAttributesAndTitles() {
        String huge = "号".repeat(800_000);

        Links links =
                read(Channel.Kind.POLL_LIST, Map.of("item", "li"), "<li><a href='1.htm' title='" + huge + "'></a>");
        assertThat(links.links())
                .singleElement()
                .satisfies(link -> assertThat(link.title()).hasSize(1_000));
        assertThat(read(Channel.Kind.POLL_LIST, Map.of("item", "li"), "<li><a href='" + huge + "'>一号通知</a>")
                        .links())
                .isEmpty();
        assertThat(read(Channel.Kind.POLL_JSON, Map.of(), "[{\"url\":\"" + huge + "\"}]")
                        .links())
                .isEmpty();
    }

    @ParameterizedTest
    @Row("S11")
    @EnumSource(names = {"POLL_LIST", "POLL_JSON", "POLL_SITEMAP"})
    void readsNoiseWithoutThrowing(Channel.Kind kind) {
        var random = new Random(20261123);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(2_000)];
            random.nextBytes(noise);

            assertThat(read(kind, Map.of(), noise).links()).isEmpty();
        }
    }

    @Test
    @Row("S12")
    void asksForNoEntity(Cases cases) throws IOException {
        var asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String inside = "http://127.0.0.1:" + server.getAddress().getPort();
            for (String doctype : new String[] {
                "<!DOCTYPE urlset SYSTEM \"" + inside + "/a.dtd\">",
                "<!DOCTYPE urlset [<!ENTITY x SYSTEM \"" + inside + "/x\">]>",
                "<!DOCTYPE urlset [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE urlset [<!ENTITY % x SYSTEM \"" + inside + "/x\"> %x;]>",
                "<!DOCTYPE urlset [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY x \"&b;&b;&b;\">]>",
            }) {
                Links links = read(
                        Channel.Kind.POLL_SITEMAP,
                        Map.of(),
                        doctype + "<urlset><url><loc>https://a.cn/&x;</loc></url></urlset>");
                assertThat(links.links())
                        .allSatisfy(link -> assertThat(link.url()).isEqualTo("https://a.cn/"));
                assertThat(asked).hasValue(0);
                cases.held();
            }
        } finally {
            server.stop(0);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    @Row("S11")
    void unpacksNoBomb() throws IOException {
        Links links = read(Channel.Kind.POLL_SITEMAP, Map.of(), packed(200));

        assertThat(links.links()).isEmpty();
        assertThat(links.warnings()).containsExactly(SitemapPackedLinks.LIMITS);
    }

    private static byte[] packed(int megabytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            byte[] blank = " ".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < megabytes; i++) {
                out.write(blank);
            }
        }
        return packed.toByteArray();
    }

    private static String lines(String form, int count) {
        var text = new StringBuilder();
        long day = Duration.ofDays(1).toMillis();
        for (int i = 0; i < count; i++) {
            text.append(
                    form.contains("%2$tF") || form.contains("%<d")
                            ? String.format(form, i, i * day / 10)
                            : form.replace("%d", Integer.toString(i)));
        }
        return text.toString();
    }

    private static void assertIsLimited(Links links, String limit) {
        assertThat(links.links()).hasSize(5_000);
        assertThat(links.warnings()).anySatisfy(warning -> assertThat(warning).contains(limit));
    }

    private static Links read(Channel.Kind kind, Map<String, String> parameters, String text) {
        return read(kind, parameters, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Links read(Channel.Kind kind, Map<String, String> parameters, byte[] body) {
        var document = new Fetched.Document(
                "https://a.gov.cn/xw/", Optional.empty(), Map.of(), body, body.length, Duration.ZERO);
        var channel = new Channel("a-b", kind, "a", parameters);
        return assertTimeoutPreemptively(
                LIMIT, () -> LinkReader.of(kind).orElseThrow().read(channel, document));
    }
}
