package org.yizhan.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yizhan.Row;
import org.yizhan.article.Channel;
import org.yizhan.article.Unreadable;
import org.yizhan.feed.FeedReader;
import org.yizhan.fetch.Fetched;
import org.yizhan.fetch.Origin;
import org.yizhan.list.LinkReader;

/** S12: whatever a document asks its reader to open, no reader opens it: no request leaves, and no file's content comes out. */
@Row("S12")
class NoEntityTest {

    private static final String SECRET = "canary-of-a-file";

    @TempDir
    static Path folder;

    private static Origin origin;

    @BeforeAll
    static void open() throws IOException {
        origin = new Origin();
        origin.serve("/x", Origin.Page.of("application/xml-dtd", "<!ENTITY y \"" + SECRET + "\">"));
        Files.writeString(folder.resolve("secret"), SECRET);
    }

    @AfterAll
    static void close() {
        origin.close();
    }

    /** Each with %1$s for an address on the web and %2$s for one of a file. */
    private static final Map<String, String> HEADS = Map.ofEntries(
            Map.entry("an external subset", "<!DOCTYPE r SYSTEM \"%1$s\">"),
            Map.entry("a public one", "<!DOCTYPE r PUBLIC \"-//x\" \"%1$s\">"),
            Map.entry("a subset in a file", "<!DOCTYPE r SYSTEM \"%2$s\">"),
            Map.entry("an external entity", "<!DOCTYPE r [<!ENTITY y SYSTEM \"%1$s\">]>"),
            Map.entry("a file's entity", "<!DOCTYPE r [<!ENTITY y SYSTEM \"%2$s\">]>"),
            Map.entry("a parameter entity", "<!DOCTYPE r [<!ENTITY %% z SYSTEM \"%1$s\"> %%z;]>"),
            Map.entry("a file's parameter entity", "<!DOCTYPE r [<!ENTITY %% z SYSTEM \"%2$s\"> %%z;]>"),
            Map.entry(
                    "an entity that carries a file away",
                    "<!DOCTYPE r [<!ENTITY %% f SYSTEM \"%2$s\"><!ENTITY %% z \"<!ENTITY y SYSTEM '%1$s?%%f;'>\"> %%z;]>"),
            Map.entry("a notation", "<!DOCTYPE r [<!NOTATION n SYSTEM \"%1$s\"><!ENTITY y SYSTEM \"%1$s\" NDATA n>]>"),
            Map.entry("a default attribute", "<!DOCTYPE r [<!ENTITY y SYSTEM \"%2$s\"><!ATTLIST r a CDATA \"&y;\">]>"),
            Map.entry("a style sheet", "<?xml-stylesheet type=\"text/xsl\" href=\"%1$s\"?>"),
            Map.entry("a style sheet of a file", "<?xml-stylesheet type=\"text/css\" href=\"%2$s\"?>"),
            Map.entry("a doctype in lower case", "<!doctype r [<!ENTITY y SYSTEM \"%1$s\">]>"),
            Map.entry("a doctype of two", "<!DOCTYPE r [<!ENTITY y SYSTEM \"%2$s\">]><!DOCTYPE r SYSTEM \"%1$s\">"));

    /** What stands inside the document. */
    private static final String INSIDE =
            "&y;<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"%1$s\" parse=\"text\"/>"
                    + "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"%2$s\" parse=\"text\"/>"
                    + "<link rel=\"import\" href=\"%1$s\"/><x xlink:href=\"%1$s\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"/>"
                    + "<x xsi:schemaLocation=\"urn:x %1$s\" xsi:noNamespaceSchemaLocation=\"%1$s\""
                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"/>";

    private static final Map<String, String> DOCUMENTS = Map.of(
            "rss", "<rss><channel><title>t</title><item><guid>1</guid><title>一%s</title></item></channel></rss>",
            "atom",
                    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title><entry><id>1</id><title>一%s</title></entry></feed>",
            "sitemap", "<urlset><url><loc>https://a.cn/1</loc><x>%s</x></url></urlset>",
            "index", "<sitemapindex><sitemap><loc>https://a.cn/1.xml</loc><x>%s</x></sitemap></sitemapindex>",
            "page", "<html><body><h1>题目是什么</h1><p>社区食堂本周在城南开张，六十岁以上的老人凭卡就餐。%s</p></body></html>",
            "svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>一%s</text></svg>");

    static Stream<Arguments> documents() {
        return HEADS.keySet().stream()
                .sorted()
                .flatMap(head -> DOCUMENTS.keySet().stream().sorted().map(document -> Arguments.of(head, document)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("documents")
    void nothingIsOpened(String head, String document) {
        String file = folder.resolve("secret").toUri().toString();
        String text =
                (HEADS.get(head) + DOCUMENTS.get(document).replace("%s", INSIDE)).formatted(origin.url("/x"), file);
        byte[] body = ("<?xml version=\"1.0\" standalone=\"no\"?>" + text).getBytes(UTF_8);

        String read = String.join(
                "\n",
                feed(body),
                list(Channel.Kind.POLL_SITEMAP, body),
                list(Channel.Kind.POLL_LIST, body),
                page(body));

        assertThat(origin.requests()).isEmpty();
        assertThat(read).doesNotContain(SECRET);
    }

    private static String feed(byte[] body) {
        try {
            return FeedReader.read(body, "application/xml", "https://a.cn/feed").toString();
        } catch (Unreadable refused) {
            return refused.error();
        }
    }

    private static String list(Channel.Kind kind, byte[] body) {
        var document =
                new Fetched.Document("https://a.cn/", Optional.empty(), Map.of(), body, body.length, Duration.ZERO);
        return LinkReader.of(kind)
                .orElseThrow()
                .read(new Channel("a-b", kind, "a", Map.of()), document)
                .toString();
    }

    private static String page(byte[] body) {
        List<String> read = new ArrayList<>();
        try {
            Pushes.normalize(WebPages.received(body, "text/html", "https://a.cn/1.htm"))
                    .forEach(article -> read.add(article.toString()));
        } catch (Unreadable refused) {
            read.add(refused.error());
        }
        return read.toString();
    }
}
