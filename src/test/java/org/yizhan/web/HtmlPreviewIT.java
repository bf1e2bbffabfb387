package org.yizhan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPreviewIT {

    private static final String PREVIEW = "/api/v1/preview/html";
    private static final String PAGE = "<title>社区食堂开张_城南区政府网</title><meta name=PubDate content='2026-11-20 09:30'>"
            + "<meta name=ContentSource content='城南晚报'><h1>社区食堂开张</h1><div id=zoom>"
            + "<p onclick=x()>社区食堂本周在城南开张，六十岁以上的老人凭卡就餐。</p><p><img src=a.jpg></p><script>x()</script></div>";

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

    private static String of(String url) {
        return PREVIEW + "?url=" + URLEncoder.encode(url, UTF_8);
    }

    @Test
    void showsTheArticleOfThePage() {
        var reply = desk.post(of("https://www.chengnan.example/a/1.html"), "text/html", PAGE.getBytes(UTF_8));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        var article = reply.json().path("article");
        assertThat(article.path("title").asText()).isEqualTo("社区食堂开张");
        assertThat(article.path("text").asText()).isEqualTo("社区食堂本周在城南开张，六十岁以上的老人凭卡就餐。");
        assertThat(article.path("publishedAt").asText()).isEqualTo("2026-11-20T09:30:00+08:00");
        assertThat(article.path("url").asText()).isEqualTo("https://www.chengnan.example/a/1.html");
        assertThat(article.at("/attribution/kind").asText()).isEqualTo("source");
        assertThat(article.at("/attribution/name").asText()).isEqualTo("城南晚报");
        assertThat(article.path("html").asText())
                .contains("<img src=\"https://www.chengnan.example/a/a.jpg\">")
                .doesNotContain("script", "onclick");
        assertThat(reply.json().path("warnings").isArray()).isTrue();
        assertThat(reply.json().path("warnings")).isEmpty();
    }

    @Test
    void honoursTheCharsetOfHeaderAndPage() {
        Charset gbk = Charset.forName("GB18030");
        var byHeader = desk.post(of("https://x.example/1"), "text/html; charset=gbk", PAGE.getBytes(gbk));
        var byPage = desk.post(of("https://x.example/1"), "text/html", ("<meta charset=gb2312>" + PAGE).getBytes(gbk));

        assertThat(byHeader.json().at("/article/title").asText()).isEqualTo("社区食堂开张");
        assertThat(byPage.json().at("/article/title").asText()).isEqualTo("社区食堂开张");
    }

    @Test
    void needsNoAddress() {
        assertThat(desk.post(PREVIEW, "text/html", PAGE.getBytes(UTF_8)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:x", "file:///etc/passwd", "/a/b"})
    void refusesAnAddressThatIsNone(String url) {
        var reply = desk.post(of(url), "text/html", PAGE.getBytes(UTF_8));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "<title>安全验证</title><script>x()</script>", "\u0000\u0001"})
    void saysWhyAPageIsNoArticle(String page) {
        var reply = desk.post(of("https://x.example/1"), "text/html", page.getBytes(UTF_8));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("detail").asText()).contains("no-article", "page-body");
    }

    @Test
    void anyValidKeyMayAskAndNoOther() {
        var body = BodyPublishers.ofString(PAGE);

        assertThat(desk.send("POST", PREVIEW, "text/html", body, "Bearer " + desk.cacKey)
                        .status())
                .isEqualTo(200);
        assertThat(desk.send("POST", PREVIEW, "text/html", body, "Bearer no").status())
                .isEqualTo(401);
    }
}
