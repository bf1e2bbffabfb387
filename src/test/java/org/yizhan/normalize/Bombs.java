package org.yizhan.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.yizhan.article.Channel;
import org.yizhan.article.Sources;
import org.yizhan.article.Unreadable;
import org.yizhan.feed.FeedDocument;
import org.yizhan.feed.FeedReader;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Limits;
import org.yizhan.list.LinkReader;
import org.yizhan.list.Links;

/**
 * A program for a heap of its own: reads documents that are as large as a fetch lets them be and made to blow up, and prints
 * for each how long that took and what was said of it.
 */
final class Bombs {

    private static final int LARGEST = Limits.DEFAULT.body();
    private static final String URL = "https://a.gov.cn/xw/";

    /** Warnings that a reader gave; a refusal is one, too. */
    private interface Reading extends Function<byte[], List<String>> {}

    private static final Map<String, Supplier<byte[]>> FEEDS = new LinkedHashMap<>();
    private static final Map<String, Supplier<byte[]>> JSON = new LinkedHashMap<>();
    private static final Map<String, Supplier<byte[]>> PAGES = new LinkedHashMap<>();
    private static final Map<String, Supplier<byte[]>> SITEMAPS = new LinkedHashMap<>();

    /** As many as a parser opens again. */
    private static final String FORMATTING = "<b><i><u><s><em><tt><big><code><font><small><strong><strike>";

    static {
        String laughs = "<!DOCTYPE rss [<!ENTITY a \"ha\">"
                + "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
                + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">"
                + "<!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">]>";
        String quadratic = "<!DOCTYPE rss [<!ENTITY x \"" + "x".repeat(100_000) + "\">]>";
        FEEDS.put("million items", () -> filled("<rss><channel>", "<item/>", "</channel></rss>"));
        FEEDS.put("200k deep", () -> repeated("<rss><channel><item>", "<a>", 200_000));
        FEEDS.put("deep to the limit", () -> filled("<rss><channel><item>", "<a>", ""));
        FEEDS.put("billion laughs", () -> repeated(laughs + "<rss><channel><item><title>", "&g;", 1_000));
        FEEDS.put("quadratic blow-up", () -> repeated(quadratic + "<rss><channel><item><title>", "&x;", 100_000));
        FEEDS.put("one attribute", () -> filled("<rss><channel><item><guid x=\"", "a", "\">1</guid></item>"));
        FEEDS.put("attributes", () -> numbered("<rss><channel><item><guid ", "a%d='' "));
        FEEDS.put("one text", () -> filled("<rss><channel><item><title>", "字", ""));
        FEEDS.put("references", () -> filled("<rss><channel><item><title>", "&amp;", ""));
        JSON.put("200k deep", () -> repeated("{\"items\":", "[", 200_000));
        JSON.put("objects to the limit", () -> filled("{\"items\":", "{\"a\":", ""));
        JSON.put("million items", () -> filled("{\"items\":[", "{\"id\":7},", "{}]}"));
        JSON.put("one text", () -> filled("{\"items\":[{\"id\":\"1\",\"title\":\"", "字", "\"}]}"));
        JSON.put("names", () -> numbered("{\"items\":[{", "\"a%d\":0,"));
        JSON.put("one number", () -> filled("{\"items\":[{\"id\":", "9", "}]}"));
        PAGES.put("tags", () -> filled("<p>", "<p>", ""));
        PAGES.put("short tags", () -> filled("", "<b>", ""));
        PAGES.put("links", () -> filled("<ul>", "<li><a href=1>", ""));
        PAGES.put("texts", () -> filled("", "x<i>", ""));
        PAGES.put("200k deep", () -> repeated("", "<div>", 200_000));
        PAGES.put("one attribute", () -> filled("<p title='", "a", "'>x"));
        PAGES.put("attributes", () -> numbered("<p ", "a%d "));
        PAGES.put("tables", () -> filled("", "<table><tr><td>", ""));
        PAGES.put("forms and formatting", () -> filled("", "<a><b><nobr>", ""));
        PAGES.put("formatting opened again", () -> filled("<p>" + FORMATTING, "<p>x", ""));
        PAGES.put(
                "an attribute opened again",
                () -> filled("<p><b><a href='1' title='" + "a".repeat(1_000_000) + "'>", "<p>x", ""));
        PAGES.put("templates in templates", () -> filled("<template>".repeat(250), "<p>字", ""));
        PAGES.put(
                "a long base",
                () -> filled("<base href='https://a.gov.cn/" + "x/".repeat(2_000) + "'>", "<a href=1>字</a> ", ""));
        PAGES.put("an open comment", () -> filled("<p>x</p><!--", "-", ""));
        SITEMAPS.put("million places", () -> filled("<urlset>", "<url><loc>http://a.cn/1</loc></url>", "</urlset>"));
        SITEMAPS.put("200k deep", () -> repeated("<urlset>", "<url>", 200_000));
        SITEMAPS.put("billion laughs", () -> repeated(laughs + "<urlset><url><loc>http://a.cn/", "&g;", 1_000));
        SITEMAPS.put("packed", () -> packed(100_000_000));
    }

    private Bombs() {}

    private static byte[] filled(String start, String piece, String end) {
        int room = LARGEST - start.getBytes(UTF_8).length - end.getBytes(UTF_8).length;
        return repeated(start, piece, room / piece.getBytes(UTF_8).length, end);
    }

    private static byte[] repeated(String start, String piece, int times) {
        return repeated(start, piece, times, "");
    }

    private static byte[] repeated(String start, String piece, int times, String end) {
        var bytes = new ByteArrayOutputStream(LARGEST + 64);
        bytes.writeBytes(start.getBytes(UTF_8));
        byte[] one = piece.getBytes(UTF_8);
        for (int i = 0; i < times; i++) {
            bytes.writeBytes(one);
        }
        bytes.writeBytes(end.getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static byte[] numbered(String start, String piece) {
        var bytes = new ByteArrayOutputStream(LARGEST + 64);
        bytes.writeBytes(start.getBytes(UTF_8));
        for (int i = 0; bytes.size() < LARGEST - 100; i++) {
            bytes.writeBytes(piece.formatted(i).getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] packed(int size) {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            byte[] blanks = " ".repeat(1_000_000).getBytes(UTF_8);
            for (int i = 0; i < size; i += blanks.length) {
                packing.write(blanks);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static List<String> feed(byte[] body) {
        try {
            FeedDocument feed = FeedReader.read(body, "", URL);
            return feed.warnings();
        } catch (Unreadable refused) {
            return List.of(refused.error());
        }
    }

    private static Reading list(Channel.Kind kind, Map<String, String> parameters) {
        return body -> {
            var document = new Fetched.Document(URL, Optional.empty(), Map.of(), body, body.length, Duration.ZERO);
            Links links = LinkReader.of(kind).orElseThrow().read(new Channel("a-b", kind, "a", parameters), document);
            return links.warnings();
        };
    }

    private static List<String> page(byte[] body) {
        try {
            return new Normalizer(Sources.NONE)
                    .normalize(WebPages.received(body, "text/html", URL)).stream()
                            .flatMap(article -> article.warnings().stream())
                            .toList();
        } catch (Unreadable refused) {
            return List.of(refused.error());
        }
    }

    private static void read(String kind, Map<String, Supplier<byte[]>> bombs, Reading reading) {
        bombs.forEach((name, bomb) -> {
            byte[] body = bomb.get();
            System.gc();
            long before = used();
            long begun = System.nanoTime();
            String said;
            try {
                said = String.join("; ", reading.apply(body));
            } catch (OutOfMemoryError full) {
                said = "OUT OF MEMORY";
            }
            long took = (System.nanoTime() - begun) / 1_000_000;
            System.out.printf(
                    "bomb=%s/%s bytes=%d ms=%d heap_before_mib=%d said=%s%n",
                    kind, name, body.length, took, before >> 20, said.substring(0, Math.min(300, said.length())));
        });
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    public static void main(String[] arguments) {
        read("feed", FEEDS, Bombs::feed);
        read("json feed", JSON, Bombs::feed);
        read("json list", JSON, list(Channel.Kind.POLL_JSON, Map.of()));
        read("list", PAGES, list(Channel.Kind.POLL_LIST, Map.of()));
        read("ruled list", PAGES, list(Channel.Kind.POLL_LIST, Map.of("item", "p", "link", "a", "next", "b > i")));
        read("sitemap", SITEMAPS, list(Channel.Kind.POLL_SITEMAP, Map.of()));
        read("page", PAGES, Bombs::page);
        System.out.println("all read");
    }
}
