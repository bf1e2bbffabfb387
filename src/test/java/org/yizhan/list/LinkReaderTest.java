package org.yizhan.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Channel;
import org.yizhan.fetch.Fetched;

class LinkReaderTest {

    private static final String URL = "https://a.gov.cn/xw/index.html";

    @Test
    void hangsRelativeAddressesOnTheBaseElement() {
        Links links = list(Map.of("item", "li"), "<base href='/zw/'><ul><li><a href='1.htm'>一号通知</a></ul>");

        assertThat(links.links()).map(Link::url).containsExactly("https://a.gov.cn/zw/1.htm");
    }

    @Test
    void leavesOutWhatIsNoPageAndCountsIt() {
        Links links = list(Map.of("item", "li"), """
                <ul><li><a href="1.htm">一号通知</a><li><a href="1.htm">一号通知</a><li><a href="a.pdf">附件</a>
                <li><a href="javascript:open(1)">打开</a><li><a href="mailto:a@a.cn">写信</a><li>没有链接</ul>""");

        assertThat(links.links()).map(Link::url).containsExactly("https://a.gov.cn/xw/1.htm");
        assertThat(links.warnings())
                .containsExactly(
                        "2 links without an address that can be asked (http or https), left out",
                        "1 link to files (.pdf, .doc, …), which are no pages, left out",
                        "1 link named before on the same page, taken once");
    }

    @Test
    void keepsWhatEitherOfTwoLinksToTheSamePageTells() {
        Links links = list(
                Map.of("item", "a", "date", "i"),
                "<a href='1.htm'><img src='x'></a><a href='1.htm'>一号通知<i>2026-11-23</i></a>");

        assertThat(links.links()).containsExactly(new Link("https://a.gov.cn/xw/1.htm", "一号通知", "2026-11-23"));
    }

    @ParameterizedTest
    @CsvSource({
        "item, h9, finds nothing",
        "title, h9, finds nothing in any item",
        "date, h9, finds nothing in any item",
        "link, h9, finds nothing in any item",
        "item, 'li:nonsense', can't be read",
    })
    void tellsOfASelectorThatFindsNothing(String parameter, String selector, String warning) {
        var parameters = new java.util.HashMap<>(Map.of("item", "li"));
        parameters.put(parameter, selector);

        assertThat(list(parameters, "<ul><li><a href='1.htm'>一号通知</a></ul>").warnings())
                .anySatisfy(told -> assertThat(told).contains(warning));
    }

    @Test
    void saysWhereItFindsNoListByItself() {
        assertThat(list(Map.of(), "<p>正文</p><a href='/1.htm'>只有一个链接在此</a>").warnings())
                .containsExactly("no list was found on the page; name its items by the parameter item");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cb({\"data\":{\"list\":[{\"url\":\"/1.htm\",\"title\":\"一号&amp;<em>通知</em>\",\"time\":1763863200}]}})",
                "\ufeff{\"data\":{\"list\":[{\"url\":\"/1.htm\",\"title\":\"一号&amp;<b>通知</b>\",\"time\":\"1763863200\"}]}}",
                "/**/jQuery_1.x({\"data\":{\"list\":[{\"url\":\"/1.htm\",\"title\":\"一号&通知\",\"time\":1763863200},]}});",
                "var list = {data:{other:[1,2],'list':[{'url':'/1.htm','title':'一号&通知','time':1763863200}]}};",
                "{\"data\":{\"list\":{\"url\":\"/1.htm\",\"title\":\"一号&通知\",\"time\":1763863200}}}",
            })
    void looksThroughWhatIsAroundJson(String body) {
        Links links = read(Channel.Kind.POLL_JSON, Map.of("list", "data.list", "date", "time"), bytes(body));

        assertThat(links.links()).containsExactly(new Link("https://a.gov.cn/1.htm", "一号&通知", "1763863200"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            result.0.docs | {"result":[{"docs":[{"url":"/1.htm"}]}]}
            docs          | {"docs":[{"url":"/1.htm"}]}
            ''            | {"total":1,"rows":[{"url":"/1.htm"}]}
            ''            | [{"url":"/1.htm"}]
            """, quoteCharacter = '\'')
    void walksDottedPaths(String path, String body) {
        assertThat(read(Channel.Kind.POLL_JSON, Map.of("list", path), bytes(body))
                        .links())
                .map(Link::url)
                .containsExactly("https://a.gov.cn/1.htm");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"list":[{"url":"/1.htm"},{"url":  | the JSON breaks off
            {"other":[]}                       | leads to nothing
            {"list":7}                         | leads to no array
            <html>维护中</html>                 | the JSON breaks off
            """, quoteCharacter = '`')
    void tellsWhatIsWrongWithJson(String body, String warning) {
        assertThat(read(Channel.Kind.POLL_JSON, Map.of("list", "list"), bytes(body))
                        .warnings())
                .anySatisfy(told -> assertThat(told).contains(warning));
    }

    @Test
    void readsNewsSitemaps() {
        Links links = sitemap(Map.of("match", "/xw/"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
                <url><loc>https://a.gov.cn/xw/1.htm?a=1&amp;b=2</loc><lastmod>2026-11-24</lastmod><news:news>
                <news:publication><news:name>站</news:name></news:publication>
                <news:publication_date>2026-11-23T10:00:00+08:00</news:publication_date><news:title><![CDATA[一号通知]]></news:title>
                </news:news></url>
                <url><loc>https://a.gov.cn/fw/2.htm</loc></url>
                <url><loc>https://a.gov.cn/xw/3.htm</loc><lastmod>2026-11-22</lastmod></url></urlset>""");

        assertThat(links.links())
                .containsExactly(
                        new Link("https://a.gov.cn/xw/1.htm?a=1&b=2", "一号通知", "2026-11-23T10:00:00+08:00"),
                        new Link("https://a.gov.cn/xw/3.htm", "", "2026-11-22"));
        assertThat(links.next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-01, 2026-10-01, 1", "2026-10-01, 2026-11-01, 2", "'', '', 2", "2026-11-01, 2026-11-01, 2"})
    void goesOnWithTheNewestSitemapOfAnIndex(String first, String second, int newest) {
        Links links = sitemap(Map.of(), """
                <sitemapindex><sitemap><loc>/s1.xml</loc><lastmod>%s</lastmod></sitemap>
                <sitemap><loc>/s2.xml</loc><lastmod>%s</lastmod></sitemap></sitemapindex>""".formatted(first, second));

        assertThat(links.next()).contains("https://a.gov.cn/s" + newest + ".xml");
        assertThat(links.links()).isEmpty();
        assertThat(links.warnings()).isEmpty();
    }

    @Test
    void unpacksPackedSitemaps() throws IOException {
        byte[] packed = gzip(bytes("<urlset><url><loc>https://a.gov.cn/1.htm</loc></url></urlset>"));

        assertThat(read(Channel.Kind.POLL_SITEMAP, Map.of(), packed).links())
                .map(Link::url)
                .containsExactly("https://a.gov.cn/1.htm");
    }

    @Test
    void hasNoReaderForWhatHasNoList() {
        assertThat(LinkReader.of(Channel.Kind.PUSH)).isEmpty();
        assertThat(LinkReader.of(Channel.Kind.POLL_FEED)).isEmpty();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static Links list(Map<String, String> parameters, String html) {
        return read(Channel.Kind.POLL_LIST, parameters, bytes(html));
    }

    private static Links sitemap(Map<String, String> parameters, String xml) {
        return read(Channel.Kind.POLL_SITEMAP, parameters, bytes(xml));
    }

    private static Links read(Channel.Kind kind, Map<String, String> parameters, byte[] body) {
        var document = new Fetched.Document(URL, Optional.empty(), Map.of(), body, body.length, Duration.ZERO);
        return LinkReader.of(kind).orElseThrow().read(new Channel("a-b", kind, "a", parameters), document);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
