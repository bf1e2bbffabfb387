package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.validity.FeedValidator;

/** The feeds of the running program: valid, complete back to the first story, and the same whenever everything comes again. */
@ExtendWith(Relay.Shared.class)
class RelayFeedsIT {

    private static final OffsetDateTime OCTOBER = OffsetDateTime.parse("2026-10-01T08:00:00+08:00");
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final List<String> WORDS =
            List.of(("渡口 石桥 碾米机 盐场 昆虫 图鉴 书角 豆腐 长桌 石匠 村民 河滩 堤坝 水泵 灯塔 渔船 码头 货栈 茶馆 戏台 鼓楼 城墙 牌坊 祠堂 "
                            + "果园 梨树 蜂箱 竹林 苗圃 温室 菜市 秤杆 算盘 账本 邮筒 信使 驿马 铁匠 风箱 犁铧 水车 磨坊 粮仓 晒场")
                    .split(" "));

    private final Relay relay;

    RelayFeedsIT(Relay relay) {
        this.relay = relay;
    }

    /** An article unlike any other: its words are drawn for its number. Older than what other tests look for. */
    private static Map<String, Object> article(String source, int number) {
        var words = new ArrayList<>(WORDS);
        Collections.shuffle(words, new Random(31L * number + source.hashCode()));
        var article = Relay.article(
                source,
                String.valueOf(number),
                String.join("", words.subList(0, 4)) + "第" + number + "号",
                String.join("、", words) + "。" + String.join("与", words.reversed()) + "。");
        article.put("publishedAt", OCTOBER.plusMinutes(number).toString());
        return article;
    }

    private static List<Map<String, Object>> articles(String source, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> article(source, number))
                .toList();
    }

    /** A notice as an office publishes it: with a number, attachments, a table and pictures. */
    private static Map<String, Object> notice(String source) {
        var notice = Relay.article(source, "tz-1", "甘州区民政局关于开展社区助餐点检查的通知", "");
        notice.remove("text");
        notice.put("html", """
                <p>甘民发〔2026〕7号</p><p>各社区：</p><p>请于本周五前完成助餐点的消防与食品安全检查，结果填入附件。</p>
                <p><img src="https://fujian.example/img/1.jpg" width="640" height="480" alt="助餐点"></p>
                <p><a href="https://fujian.example/fj/1.docx">附件1：检查表.docx</a><a href="https://fujian.example/fj/2.pdf">附件2</a></p>
                <table><tr><td>项目</td><td>要求</td></tr></table><p>甘州区民政局</p><p>2026年9月30日</p>""");
        notice.put("publishedAt", OCTOBER.toString());
        return notice;
    }

    private void assertValid(String path, String format) throws Exception {
        Answer answer = relay.get(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        String self = self(answer);
        assertThat(self).endsWith(path);
        assertThat(FeedValidator.validate(format, self, answer.body())).as(path).isEmpty();
    }

    private static String self(Answer answer) {
        return answer.header("Link").replaceFirst("(?:.*, )?<([^>]+)>; rel=\"self\".*", "$1");
    }

    private static String path(String address) {
        return address.replaceFirst("https?://[^/]+", "");
    }

    @Test
    void everyKindOfFeedIsValidInEveryFormat() throws Exception {
        String story =
                relay.row(relay.publish(notice("tongzhi-zhan"))).path("storyId").asText();
        relay.publish(Relay.article("tongzhi-zhan", "che", "要撤的消息", "这条消息发错了地方。"));
        relay.delete("/api/v1/articles/tongzhi-zhan/che?reason=" + Relay.encoded("发错 <了>"));
        relay.settle();
        List<String> kinds = List.of(
                "all",
                "source/tongzhi-zhan",
                "region/620702",
                "region/100000",
                "topic/grassroots-governance",
                "organization/minzhengbu",
                "story/" + story);
        for (String format : FeedItem.FORMATS) {
            for (String kind : kinds) {
                assertValid(Relay.feedPath(kind, format), format);
            }
        }
    }

    @Test
    void everySearchFeedIsValidUnderTheOneAddressThatItsSpellingsShare() throws Exception {
        relay.publish(notice("sousuo-zhan"));
        for (String format : FeedItem.FORMATS) {
            String found = Relay.feedPath("search?region=620702&utm=x&q=" + Relay.encoded("　助餐点  "), format);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    FeedItem.read(format, relay.get(found).body()))
                            .isNotEmpty());
            for (String spelling : List.of(
                    found,
                    Relay.feedPath("search?q=" + Relay.encoded("助餐点") + "&region=620702&topic=", format),
                    Relay.feedPath("search?q=" + Relay.encoded("没有谁写过这些"), format),
                    Relay.feedPath("search", format))) {
                assertValid(path(self(relay.get(spelling))), format);
            }
            assertThat(self(relay.get(found)))
                    .endsWith(Relay.feedPath("search?q=" + Relay.encoded("助餐点") + "&region=620702", format));
        }
    }

    @Test
    void aNoticesNumberAndAttachmentsReachItsReaders() throws Exception {
        relay.publish(notice("fujian-zhan"));
        await().atMost(SOON)
                .until(() -> !relay.feed("source/fujian-zhan", "json").isEmpty());
        JsonNode item = relay.get("/feeds/source/fujian-zhan.json").json().at("/items/0");
        assertThat(item.at("/_yizhan/document/number").asText()).isEqualTo("甘民发〔2026〕7号");
        assertThat(item.at("/_yizhan/document/issued").asText()).isEqualTo("2026-09-30");
        assertThat(item.path("attachments"))
                .extracting(
                        file -> file.path("url").asText(),
                        file -> file.path("mime_type").asText())
                .contains(
                        Tuple.tuple("https://fujian.example/fj/2.pdf", "application/pdf"),
                        Tuple.tuple("https://fujian.example/img/1.jpg", "image/jpeg"));
        assertThat(relay.get("/feeds/source/fujian-zhan.rss").text())
                .containsOnlyOnce("<enclosure ")
                .contains("width=\"640\"");
    }

    @Test
    void aSourceThatPublishedMoreThanOneDocumentHoldsIsReadBackToItsFirstArticle() throws Exception {
        relay.push(articles("dangan-zhan", 0, 130));
        relay.settle();
        for (String format : FeedItem.FORMATS) {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(chain("dangan-zhan", format)).hasSize(130));
        }
        // what comes late, older than everything on a page already, and what goes
        relay.push(articles("dangan-zhan", -40, 0));
        relay.delete("/api/v1/articles/dangan-zhan/60");
        relay.settle();
        for (String format : FeedItem.FORMATS) {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(chain("dangan-zhan", format)).hasSize(169));
        }
        Answer past = relay.get("/feeds/source/dangan-zhan/archive/99.atom");
        assertThat(past.status()).isEqualTo(404);
        assertThat(past.header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** The ids met on the way from the feed to the end of its archive, every document valid. */
    private Set<String> chain(String source, String format) throws Exception {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> paths = new LinkedHashSet<>();
        Optional<String> path = Optional.of(Relay.feedPath("source/" + source, format));
        while (path.isPresent()) {
            assertThat(paths.add(path.get())).isTrue();
            assertValid(path.get(), format);
            Answer answer = relay.get(path.get());
            FeedItem.read(format, answer.body()).forEach(item -> ids.add(item.id()));
            path = previous(format, answer).map(RelayFeedsIT::path);
        }
        return ids;
    }

    private static Optional<String> previous(String format, Answer answer) throws Exception {
        if (format.equals("json")) {
            return Optional.of(answer.json().path("next_url").asText()).filter(address -> !address.isEmpty());
        }
        Document document = Jsoup.parse(answer.text(), "", Parser.xmlParser());
        return Optional.ofNullable(document.selectFirst("[rel=prev-archive]")).map(link -> link.attr("href"));
    }

    @Test
    void tagsAndDatesOfAllFeedsStayWhileNothingChanges() throws Exception {
        relay.push(articles("anjing-zhan", 0, 60));
        relay.settle();
        List<String> paths = new ArrayList<>();
        for (String format : FeedItem.FORMATS) {
            paths.add("/feeds/source/anjing-zhan." + format);
            paths.add("/feeds/source/anjing-zhan/archive/1." + format);
        }
        await().atMost(SOON).until(() -> relay.feed("source/anjing-zhan", "rss").size() == 50);
        List<String> before = new ArrayList<>();
        for (String path : paths) {
            before.add(relay.get(path).header("ETag"));
        }
        relay.push(articles("anjing-zhan", 0, 60));
        relay.settle();
        relay.publish(article("anjing-er", 1));
        for (int i = 0; i < paths.size(); i++) {
            assertThat(relay.get(paths.get(i), "If-None-Match", before.get(i)).status())
                    .as(paths.get(i))
                    .isEqualTo(304);
        }
    }

    @Test
    void everythingIngestedAnewInAnotherOrderUnderAnotherAddressHasTheSameIds() throws Exception {
        List<Map<String, Object>> all = articles("zailai-zhan", 0, 30);
        relay.push(all);
        relay.settle();
        await().atMost(SOON)
                .until(() -> relay.feed("source/zailai-zhan", "atom").size() == 30);
        List<FeedItem> first = relay.feed("source/zailai-zhan", "atom");
        try (Relay other = Relay.start(Map.of("YIZHAN_BASE_URL", "https://moved.example", "YIZHAN_SAMPLES", "true"))) {
            all.forEach(article -> article.put("url", "https://umgezogen.example/" + article.get("id")));
            other.push(all.reversed());
            other.settle();
            for (String format : FeedItem.FORMATS) {
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(other.feed("source/zailai-zhan", format))
                                .extracting(FeedItem::id)
                                .containsExactlyElementsOf(
                                        first.stream().map(FeedItem::id).toList()));
            }
            assertThat(articles(relay)).containsAll(articles(other));
        }
    }

    /** Every article taken in, the samples' among them, with what it is called for ever. */
    private static List<String> articles(Relay relay) throws Exception {
        return relay.export().stream()
                .map(row -> row.path("source").asText() + " "
                        + row.path("externalId").asText() + " "
                        + row.path("articleId").asText())
                .toList();
    }
}
