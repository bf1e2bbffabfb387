package org.yizhan.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Article;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Identity;
import org.yizhan.article.Image;
import org.yizhan.article.Received;
import org.yizhan.article.Received.Hint;
import org.yizhan.article.Unreadable;

class FeedArticlesTest {

    private static Received received(byte[] body, Map<String, String> hints) {
        return new Received(
                Identity.article("gsgz", "gsgz-feed"),
                "gsgz",
                "gsgz-feed",
                Received.Form.FEED,
                "application/rss+xml",
                Received.Encoding.BASE64,
                Base64.getEncoder().encodeToString(body),
                "gsgz-feed",
                hints,
                Pushes.RECEIVED_AT);
    }

    private static byte[] bytes(String fixture) {
        try (InputStream stream =
                Objects.requireNonNull(FeedArticlesTest.class.getResourceAsStream("/feed/" + fixture))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Article> articles(String fixture, Map<String, String> hints) {
        return Pushes.normalize(received(bytes(fixture), hints));
    }

    private static List<Article> parse(String items) {
        return Pushes.normalize(received(
                ("<rss><channel><title>某网</title>" + items + "</channel></rss>").getBytes(StandardCharsets.UTF_8),
                Map.of()));
    }

    @Test
    void makesAnArticleOfEachEntry() {
        List<Article> articles = articles("rss-source.xml", Map.of());

        assertThat(articles).extracting(Article::externalId).containsExactly("g1", "g2", "g3");
        assertThat(articles).allSatisfy(article -> {
            assertThat(article.source()).isEqualTo("gsgz");
            assertThat(article.key()).isEqualTo(Identity.article("gsgz", article.externalId()));
            assertThat(article.receivedAt()).isEqualTo(Pushes.RECEIVED_AT);
        });
    }

    @Test
    void readsTheFieldsOfAnEntry() {
        Article second = articles("rss-source.xml", Map.of()).get(1);

        assertThat(second.title()).isEqualTo("本区动态");
        assertThat(second.url()).isEqualTo("https://www.gsgz.gov.cn/2.html");
        assertThat(second.publishedAt()).isEqualTo(Instant.parse("2026-11-20T01:30:00Z"));
        assertThat(second.paragraphs()).containsExactly("社区食堂本周开张。");
        assertThat(second.attribution().editors()).containsExactly("周明");
        assertThat(second.images()).containsExactly(new Image("https://www.gsgz.gov.cn/2.jpg", ""));
        assertThat(second.column()).isEmpty();
        assertThat(second.warnings()).isEmpty();
    }

    @Test
    void takesAnotherFeedThatIsNamedForARepost() {
        List<Article> articles = articles("rss-source.xml", Map.of());

        assertThat(articles.getFirst().attribution().kind()).isEqualTo(AttributionKind.REPOST);
        assertThat(articles.getFirst().attribution().name()).contains("中国网信网");
        assertThat(articles.getFirst().attribution().sourceId()).contains("cac");
        assertThat(articles.getFirst().attribution().originalUrl()).contains("https://www.cac.gov.cn/rss.xml");
        assertThat(articles.getFirst().column()).contains("工作动态");
        assertThat(articles.get(1).attribution().kind()).isEqualTo(AttributionKind.NONE);
    }

    @Test
    void callsAnEntryWithoutATitleByItsFirstSentence() {
        Article third = articles("rss-source.xml", Map.of()).get(2);

        assertThat(third.title()).isEqualTo("没有标题的一条。");
        assertThat(third.warnings()).singleElement().asString().contains("no title");
    }

    @Test
    void cutsATitleMadeFromALongSentence() {
        Article only = parse("<item><description>" + "长".repeat(500) + "</description></item>")
                .getFirst();

        assertThat(only.title()).hasSize(80).endsWith("…");
        assertThat(only.text()).hasSize(500);
    }

    @Test
    void readsTheEntriesThatAreAskedForOnly() {
        assertThat(articles("rss-source.xml", Map.of(Hint.ENTRIES, "g3\ng1\nnone")))
                .extracting(Article::externalId)
                .containsExactly("g1", "g3");
    }

    @Test
    void takesTheNewestOfEntriesWithOneId() {
        assertThat(articles("rss-guid-repeated.xml", Map.of()))
                .extracting(Article::title)
                .containsExactly("春季助学", "夏季防汛", "秋收");
        assertThat(parse("<item><guid>1</guid><title>旧</title><pubDate>2026-11-20</pubDate></item>"
                        + "<item><guid>1</guid><title>新</title><pubDate>2026-11-21</pubDate></item>"))
                .extracting(Article::title)
                .containsExactly("新");
    }

    @Test
    void takesTheChannelsColumnAndAddress() {
        Article only = Pushes.normalize(received(
                        "<rss><channel><item><title>题</title><link>1.html</link></item></channel></rss>"
                                .getBytes(StandardCharsets.UTF_8),
                        Map.of(Hint.COLUMN, "要闻", Hint.URL, "https://www.gsgz.gov.cn/yw/rss.xml")))
                .getFirst();

        assertThat(only.column()).contains("要闻");
        assertThat(only.url()).isEqualTo("https://www.gsgz.gov.cn/yw/1.html");
    }

    @Test
    void letsTheTimeOfReceiptStandForATimeThatNewsCannotHave() {
        List<Article> articles = parse("<item><title>旧</title><pubDate>1975-01-01</pubDate></item>"
                + "<item><title>将来</title><pubDate>2099-01-01</pubDate></item><item><title>无</title></item>");

        assertThat(articles).extracting(Article::publishedAt).containsOnly(Pushes.RECEIVED_AT);
        assertThat(articles.get(0).warnings()).singleElement().asString().contains("1975");
        assertThat(articles.get(1).warnings()).singleElement().asString().contains("ahead");
        assertThat(articles.get(2).warnings()).isEmpty();
    }

    @Test
    void losesNoEntryForABadNeighbour() {
        List<Article> articles = parse("<item><title>一</title></item><item><title>" + "<a>".repeat(5_000)
                + "</title></item><item><title>\u0001</title><link>javascript:alert(1)</link></item>"
                + "<item><title>二</title></item>");

        assertThat(articles).extracting(Article::title).contains("一", "二");
    }

    @Test
    void cleansNamesThatCameAsMarkup() {
        Article only = parse("<item><title>题</title><author>&lt;b&gt;张枫&lt;/b&gt;</author></item>")
                .getFirst();

        assertThat(only.attribution().authors()).containsExactly("张枫");
    }

    @Test
    void changesItsHashOnlyWhereAReaderSeesAChange() {
        String item = "<item><guid>1</guid><title>题</title><description>文</description></item>";

        assertThat(parse(item).getFirst().contentHash())
                .isEqualTo(
                        parse(item + "<item><title>新</title></item>").getFirst().contentHash())
                .isNotEqualTo(parse(item.replace("文", "字")).getFirst().contentHash());
    }

    @Test
    void refusesWhatHoldsNoArticle() {
        assertThat(refusal(received(bytes("rss-source.xml"), Map.of(Hint.ENTRIES, "none"))))
                .isEqualTo("no-article");
        assertThat(refusal(received(bytes("page-with-feeds.html"), Map.of()))).isEqualTo("web-page");
        assertThat(refusal(received(new byte[] {1, 2, 3}, Map.of()))).isEqualTo("no-feed");
    }

    private static String refusal(Received received) {
        return catchThrowableOfType(Unreadable.class, () -> Pushes.normalize(received))
                .error();
    }
}
