package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Article;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Image;
import org.yizhan.article.Received;
import org.yizhan.article.Unreadable;

class NormalizerTest {

    private static final String BODY = "社区食堂本周开张，老人凭卡就餐。\n　　首日供应午餐三百份。";

    @Test
    void readsAPushedText() {
        Article article = Pushes.article(
                "title",
                " 社区食堂\n开张 ",
                "text",
                BODY,
                "url",
                "https://example.org/1",
                "column",
                "工作动态",
                "publishedAt",
                "2026-11-20 09:30",
                "authors",
                List.of("林 知远"),
                "editors",
                List.of("周明"),
                "images",
                List.of(Map.of("url", "https://example.org/a.jpg", "caption", "午餐")));

        assertThat(article.title()).isEqualTo("社区食堂 开张");
        assertThat(article.paragraphs()).containsExactly("社区食堂本周开张，老人凭卡就餐。", "首日供应午餐三百份。");
        assertThat(article.html()).isEmpty();
        assertThat(article.url()).isEqualTo("https://example.org/1");
        assertThat(article.column()).contains("工作动态");
        assertThat(article.publishedAt()).isEqualTo(Instant.parse("2026-11-20T01:30:00Z"));
        assertThat(article.attribution().authors()).containsExactly("林 知远");
        assertThat(article.attribution().editors()).containsExactly("周明");
        assertThat(article.images()).containsExactly(new Image("https://example.org/a.jpg", "午餐"));
        assertThat(article.warnings()).isEmpty();
    }

    @Test
    void takesHtmlBeforeText() {
        Article article = Pushes.article("title", "t", "text", "别的", "html", "<p>第一段。</p><p><b>第二</b>段。</p>");

        assertThat(article.html()).isEqualTo("<p>第一段。</p><p><b>第二</b>段。</p>");
        assertThat(article.paragraphs()).containsExactly("第一段。", "第二段。");
    }

    @Test
    void fallsBackToTheTextWhereTheHtmlShowsNone() {
        Article article = Pushes.article("title", "t", "text", "正文。", "html", "<script>x</script><p> </p>");

        assertThat(article.html()).isEmpty();
        assertThat(article.paragraphs()).containsExactly("正文。");
    }

    @Test
    void takesNotesAndCreditsOutOfThePlainTextOfAPageWithAnAddress() {
        Article article = Pushes.article(
                "title", "社区食堂开张",
                "url", "https://www.gsgz.gov.cn/1.html",
                "html",
                        "<p>来源：中国网信网 2026-11-20 09:30</p><p>社区食堂本周开张，老人凭卡就餐。</p>"
                                + "<p>首日供应午餐三百份。（记者 林知远）</p><p>责任编辑：周明</p><p>转载请注明出处。</p>");

        assertThat(article.paragraphs()).containsExactly("社区食堂本周开张，老人凭卡就餐。", "首日供应午餐三百份。");
        assertThat(article.attribution().kind()).isEqualTo(AttributionKind.SOURCE);
        assertThat(article.attribution().sourceId()).contains("cac");
        assertThat(article.attribution().authors()).containsExactly("林知远");
        assertThat(article.attribution().editors()).containsExactly("周明");
        assertThat(article.html()).contains("责任编辑");
    }

    @Test
    void letsTheNoteThatWasSentWinOverAPrintedOne() {
        Article article = Pushes.article("title", "t", "text", "正文在此。\n来源：光明日报", "attribution", "转自中国网信网");

        assertThat(article.attribution().kind()).isEqualTo(AttributionKind.REPOST);
        assertThat(article.attribution().name()).contains("中国网信网");
        assertThat(article.attribution().sourceId()).contains("cac");
        assertThat(article.paragraphs()).containsExactly("正文在此。");
    }

    @ParameterizedTest
    @CsvSource({
        "0012-01-01, lies in the year 12",
        "+41737052-01-01, its form is unknown",
        "41737052-01-01, lies more than a day ahead",
        "昨天, its form is unknown",
    })
    void letsTheTimeOfReceiptStandForATimeThatCannotBe(String publishedAt, String warning) {
        Article article = Pushes.article("title", "t", "text", "b", "publishedAt", publishedAt);

        assertThat(article.publishedAt()).isEqualTo(Pushes.RECEIVED_AT);
        assertThat(article.warnings()).singleElement().asString().contains(warning);
    }

    @Test
    void letsTheTimeOfReceiptStandForATimeThatIsYetToCome() {
        Article soon = Pushes.article("title", "t", "text", "b", "publishedAt", "2026-11-23T12:10:00+08:00");
        Article later = Pushes.article("title", "t", "text", "b", "publishedAt", "2026-11-23T15:00:00+08:00");

        assertThat(soon.publishedAt()).isEqualTo("2026-11-23T04:10:00Z");
        assertThat(soon.warnings()).isEmpty();
        assertThat(later.publishedAt()).isEqualTo(Pushes.RECEIVED_AT);
        assertThat(later.warnings()).singleElement().asString().contains("180 minutes ahead");
    }

    @Test
    void leavesOutWhatCannotBeUsedAndSaysSo() {
        Article article = Pushes.article(
                "title",
                "t",
                "text",
                "b",
                "url",
                "javascript:alert(1)",
                "column",
                List.of("x"),
                "authors",
                List.of("林知远", Map.of()),
                "images",
                List.of(Map.of("url", "data:image/png;base64,AAAA"), "https://example.org/a.jpg"));

        assertThat(article.url()).isEmpty();
        assertThat(article.column()).isEmpty();
        assertThat(article.attribution().authors()).containsExactly("林知远");
        assertThat(article.images()).containsExactly(new Image("https://example.org/a.jpg", ""));
        assertThat(article.warnings()).hasSize(4);
    }

    @Test
    void warnsOfAnArticleWithoutText() {
        Article article = Pushes.article("title", "t", "html", "<img src='https://example.org/a.jpg'>");

        assertThat(article.paragraphs()).isEmpty();
        assertThat(article.images()).hasSize(1);
        assertThat(article.warnings()).singleElement().asString().contains("no text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>x</script>", "<p> </p>", "<svg><text>甲</text></svg>", "<img src='data:,'>"})
    void refusesAnArticleThatShowsNothing(String html) {
        assertThat(refusal(Pushes.push(Pushes.json("title", "t", "html", html))).error())
                .isEqualTo("no-text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\u0000\u0007", "<br>", "\u200b"})
    void refusesAnArticleWithoutATitle(String title) {
        assertThat(refusal(Pushes.push(Pushes.json("title", title, "text", "b")))
                        .error())
                .isEqualTo("no-title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "42", "\"x\"", "{\"title\":", "not json"})
    void refusesWhatIsNoArticle(String json) {
        assertThat(refusal(Pushes.push(json)).error()).isEqualTo("unreadable-json");
    }

    @Test
    void refusesJsonOfAHundredThousandLevels() {
        assertThat(refusal(Pushes.push("{\"a\":".repeat(100_000))).error()).isEqualTo("unreadable-json");
        assertThat(refusal(Pushes.push("[".repeat(100_000))).error()).isEqualTo("unreadable-json");
    }

    @Test
    void findsTheCharsetOfBytesWhateverTheyClaim() {
        byte[] gbk = Pushes.json("title", "甘州区民政局办实事", "text", "正文。").getBytes(Charset.forName("GBK"));

        Article article = Pushes.normalize(bytes(gbk)).getFirst();

        assertThat(article.title()).isEqualTo("甘州区民政局办实事");
        assertThat(article.warnings()).isEmpty();
    }

    @Test
    void replacesBytesThatAreTextInNoCharsetAndSaysSo() {
        byte[] json = Pushes.json("title", "t?", "text", "b").getBytes(StandardCharsets.US_ASCII);
        json[new String(json, StandardCharsets.US_ASCII).indexOf('?')] = (byte) 0xFF;

        Article article = Pushes.normalize(bytes(json)).getFirst();

        assertThat(article.title()).isEqualTo("t\uFFFD");
        assertThat(article.warnings()).singleElement().asString().contains("replaced by U+FFFD");
    }

    @Test
    void refusesABodyThatIsNoBase64() {
        var received = Pushes.received("cac", "1", Received.Form.PUSH, Received.Encoding.BASE64, "%%%");

        assertThat(refusal(received).error()).isEqualTo("unreadable-bytes");
    }

    @Test
    void writesAddressesInOneForm() {
        Article article = Pushes.article(
                "title",
                "t",
                "text",
                "b",
                "url",
                "HTTPS://me:secret@中国.cn:443/通知 1|2.html",
                "images",
                List.of("https://example.org/图 1.jpg"));

        assertThat(article.url()).isEqualTo("https://xn--fiqs8s.cn/%E9%80%9A%E7%9F%A5%201%7C2.html");
        assertThat(article.images()).containsExactly(new Image("https://example.org/%E5%9B%BE%201.jpg", ""));
        assertThat(article.warnings()).containsExactly("url had a user or password, which were left out");
    }

    @Test
    void changesNothingTheSecondTime() {
        Article once = Pushes.article(
                "title", "【关注】社区食堂&nbsp;开张<br>老人点赞",
                "url", "https://example.org/a/1.html",
                "publishedAt", "2026-11-20 09:30",
                "html",
                        "来源：中国网信网<p onclick=x>社区食堂<b>开张</b>。<img src='b.jpg'></p><script>x</script>"
                                + "<ul><li>一<li>二</ul><table><tr><td>三<td>四</table>首日三百份。（编辑：周明）（来源：新华网）");
        Article twice = Pushes.article(
                "title", once.title(),
                "url", once.url(),
                "publishedAt", once.publishedAt().toString(),
                "html", once.html());
        Article plain = Pushes.article("title", once.title(), "text", once.text());

        assertThat(twice.title()).isEqualTo(once.title());
        assertThat(twice.html()).isEqualTo(once.html());
        assertThat(twice.paragraphs()).isEqualTo(once.paragraphs());
        assertThat(twice.images()).isEqualTo(once.images());
        assertThat(twice.contentHash()).isEqualTo(once.contentHash());
        assertThat(plain.paragraphs()).isEqualTo(once.paragraphs());
    }

    @Test
    void givesTheSameForTheSame() {
        var received = Pushes.push(Pushes.json("title", "t", "text", BODY, "publishedAt", "11-20"));

        assertThat(Pushes.normalize(received)).isEqualTo(Pushes.normalize(received));
    }

    private static Received bytes(byte[] body) {
        return Pushes.received(
                "cac",
                "1",
                Received.Form.PUSH,
                Received.Encoding.BASE64,
                Base64.getEncoder().encodeToString(body));
    }

    private static Unreadable refusal(Received received) {
        return catchThrowableOfType(Unreadable.class, () -> Pushes.normalize(received));
    }
}
