package org.yizhan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreviewApiIT {

    private static final String ARTICLE = "/api/v1/preview/article";
    private static final String PAGE = "/api/v1/preview/page";

    private static Desk desk;

    @BeforeAll
    static void open() throws IOException {
        desk = new Desk();
    }

    @AfterAll
    static void close() throws IOException {
        desk.close();
    }

    @AfterEach
    void nothingIsSent() {
        assertThat(desk.sent).isEmpty();
    }

    private static Desk.Reply article(String json) {
        return desk.post(ARTICLE, "application/json", json.getBytes(UTF_8));
    }

    private static List<String> fields(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void anArticleNeedsTitleAndTextOnly() {
        var reply = article("{\"title\":\"甘州区民政局走访慰问\",\"text\":\"甘州区民政局走访慰问困难群众。\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(fields(reply.json())).containsExactly("article", "verdict", "tags", "warnings");
        assertThat(fields(reply.json().at("/article/attribution")))
                .containsExactly("kind", "name", "sourceId", "originalUrl", "authors", "editors");
        assertThat(fields(reply.json().path("verdict")))
                .contains("relation", "storyId", "matched", "similarity", "containment", "reasons");
        assertThat(reply.json().path("tags").findValuesAsText("id")).contains("620702");
        assertThat(fields(reply.json().path("tags").path(0))).containsExactly("scheme", "id", "label", "evidence");
    }

    @Test
    void whatTheArticleSaysOfItsOriginIsRead() {
        var reply = article("{\"title\":\"题\",\"text\":\"文。\",\"attribution\":\"转自中国网信网\","
                + "\"authors\":[\"张三\"],\"editors\":[\"李四\"],\"publishedAt\":\"2026-11-23 10:00:00\"}");
        JsonNode attribution = reply.json().at("/article/attribution");
        assertThat(attribution.toString())
                .isEqualTo("{\"kind\":\"repost\",\"name\":\"中国网信网\",\"sourceId\":\"cac\",\"originalUrl\":null,"
                        + "\"authors\":[\"张三\"],\"editors\":[\"李四\"]}");
        assertThat(reply.json().at("/article/publishedAt").asText()).isEqualTo("2026-11-23T10:00:00+08:00");
    }

    @Test
    void anUnknownFieldIsAWarning() {
        var reply = article("{\"title\":\"题\",\"text\":\"文。\",\"colour\":\"red\"}");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("warnings").toString()).contains("colour");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"authors\":\"张三\"",
                "\"images\":7",
                "\"images\":[{\"url\":\"x\"}]",
                "\"publishedAt\":\"昨天\"",
                "\"publishedAt\":41737052",
                "\"url\":\"javascript:x\"",
                "\"source\":[1]",
                "\"column\":{}",
                "\"editors\":[null]",
                "\"attribution\":7",
                "\"publisherRegion\":9"
            })
    void whatAPushWouldBeRejectedForIsAWarning(String field) {
        var reply = article("{\"title\":\"题\",\"text\":\"文。\"," + field + "}");
        assertThat(reply.status()).isEqualTo(200);
        if (!field.contains("publisherRegion")) {
            assertThat(reply.json().path("warnings").toString()).contains("a push would be rejected: ");
        }
    }

    @Test
    void scriptIsGoneFromThePreview() {
        var reply = article("{\"title\":\"题\",\"html\":\"<p onclick=x()>文</p><script>x()</script>\"}");
        assertThat(reply.json().at("/article/html").asText()).contains("文").doesNotContain("script", "onclick");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{\"title\":\"题\",\"x\":", "\ufeff"})
    void anUnreadableArticleIs400(String body) {
        var reply = article(body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void deepJsonIs400() {
        assertThat(article("{\"title\":\"题\",\"text\":" + "[".repeat(100_000)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"title\":\"题\"}", "{\"text\":\"文\"}", "{\"title\":7,\"text\":\"文\"}"})
    void anArticleThatCannotBeOneIs422(String body) {
        assertThat(article(body).status()).isEqualTo(422);
    }

    @Test
    void aPageComesBackInItsPieces() {
        String text = """
                社区议事亭开门
                ■ 本报记者 张三
                近日，甘州区民政局组织党员干部走进社区议事亭，听取居民对养老服务的意见建议。
                活动中，居民提了三条意见，镇里逐条答复，并明确办理时限。
                """;
        var reply = desk.post(PAGE, "text/plain", text.getBytes(UTF_8));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(fields(reply.json())).containsExactly("articles", "warnings");
        JsonNode piece = reply.json().path("articles").path(0);
        assertThat(fields(piece))
                .contains(
                        "title",
                        "kicker",
                        "subtitle",
                        "column",
                        "byline",
                        "attribution",
                        "continuedFrom",
                        "captions",
                        "paragraphs");
        assertThat(piece.path("title").asText()).isEqualTo("社区议事亭开门");
        assertThat(piece.at("/attribution/kind").asText()).isEqualTo("reporter");
        assertThat(piece.path("paragraphs")).hasSize(2);
    }

    @Test
    void aPageInGbkIsReadWhereItSaysSoAndRefusedWhereItDoesNot() {
        byte[] gbk = "社区议事亭开门\n近日，居民走进议事亭。".getBytes(Charset.forName("GB18030"));
        assertThat(desk.post(PAGE, "text/plain; charset=gbk", gbk).status()).isEqualTo(200);
        assertThat(desk.post(PAGE, "text/plain", gbk).status()).isEqualTo(400);
    }

    @Test
    void anEmptyPageHasNoArticles() {
        var reply = desk.post(PAGE, "text/plain", new byte[0]);
        assertThat(reply.status()).isIn(200, 422);
        assertThat(reply.json().path("articles")).isEmpty();
    }

    @Test
    void anyValidKeyMayAskAndNoOther() {
        var body = BodyPublishers.ofString("{\"title\":\"题\",\"text\":\"文。\",\"source\":\"mca\"}");
        assertThat(desk.send("POST", ARTICLE, "application/json", body, "Bearer " + desk.cacKey)
                        .status())
                .isEqualTo(200);
        assertThat(desk.send("POST", ARTICLE, "application/json", body, "Bearer no")
                        .status())
                .isEqualTo(401);
    }

    private static Desk.Reply feed(String query, String contentType, byte[] body) {
        return desk.post("/api/v1/preview/feed" + query, contentType, body);
    }

    @Test
    void aTimeThatNoArticleKeepsIsShownWithAWarning() {
        String rss = "<rss><channel><item><title>题</title><pubDate>9999-12-31</pubDate></item></channel></rss>";

        var reply = feed("", "application/rss+xml", rss.getBytes(UTF_8));

        assertThat(reply.json().at("/entries/0/published").asText()).startsWith("9999-12-31");
        assertThat(reply.json().path("warnings").toString()).contains("1 times are too old or lie ahead");
    }

    @Test
    void aFeedIsShownEntryByEntry() {
        String rss = """
                <rss version="2.0"><channel><title>某网</title><link>/</link>
                <item><title>题</title><link>1.html</link><guid isPermaLink="false">g</guid><author>张枫</author>
                <pubDate>2026-11-23 10:00</pubDate><category>公告</category>
                <description><![CDATA[<p>一</p><p onclick="x">二<script>x</script></p>]]></description>
                <enclosure url="a.pdf" type="application/pdf" length="7"/></item></channel></rss>
                """;

        var reply = feed("?url=https://www.example.gov.cn/rss/f.xml", "application/rss+xml", rss.getBytes(UTF_8));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(fields(reply.json()))
                .containsExactly(
                        "title", "link", "description", "language", "id", "author", "rights", "entries", "warnings");
        assertThat(reply.json().path("link").asText()).isEqualTo("https://www.example.gov.cn/");
        JsonNode entry = reply.json().at("/entries/0");
        assertThat(fields(entry))
                .contains(
                        "id",
                        "title",
                        "link",
                        "author",
                        "published",
                        "updated",
                        "summary",
                        "html",
                        "text",
                        "categories",
                        "enclosures");
        assertThat(entry.path("link").asText()).isEqualTo("https://www.example.gov.cn/rss/1.html");
        assertThat(entry.path("published").asText()).isEqualTo("2026-11-23T10:00:00+08:00");
        assertThat(entry.path("updated").isNull()).isTrue();
        assertThat(entry.path("html").asText()).isEqualTo("<p>一</p><p>二</p>");
        assertThat(entry.path("text").asText()).isEqualTo("一\n二");
        assertThat(entry.path("categories").toString()).isEqualTo("[\"公告\"]");
        assertThat(entry.at("/enclosures/0/url").asText()).isEqualTo("https://www.example.gov.cn/rss/a.pdf");
    }

    @Test
    void theCharsetOfAFeedIsFound() {
        byte[] gbk = "<?xml version='1.0' encoding='gb2312'?><rss><channel><title>甘州区民政局</title></channel></rss>"
                .getBytes(Charset.forName("GBK"));

        assertThat(feed("", "text/xml; charset=GBK", gbk).json().path("title").asText())
                .isEqualTo("甘州区民政局");
        assertThat(feed("", "text/xml", gbk).json().path("title").asText()).isEqualTo("甘州区民政局");
    }

    @Test
    void whatIsNoFeedIsRefusedWithTheReason() {
        var page = feed("", "text/html", "<html><body>页</body></html>".getBytes(UTF_8));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.json().path("detail").asText()).contains("web-page").contains("web page");
        assertThat(feed("", "text/xml", new byte[0]).status()).isEqualTo(422);
    }

    @Test
    void markupInAFeedsOwnWordsIsHarmless() {
        String rss = "<rss><channel><title>&lt;script&gt;alert(1)&lt;/script&gt;某网</title>"
                + "<description>&lt;img src=x onerror=alert(1)&gt;述</description>"
                + "<copyright>&lt;script&gt;alert(1)&lt;/script&gt;某局</copyright></channel></rss>";

        JsonNode feed = feed("", "text/xml", rss.getBytes(UTF_8)).json();

        assertThat(feed.path("title").asText()).isEqualTo("某网");
        assertThat(feed.toString()).doesNotContain("<script").doesNotContain("onerror");
        assertThat(feed.path("rights").asText()).isEqualTo("某局");
    }
}
