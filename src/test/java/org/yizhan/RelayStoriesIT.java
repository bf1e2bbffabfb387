package org.yizhan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a story whose articles change, are withdrawn or are reposted, over HTTP alone. */
@ExtendWith(Relay.Shared.class)
class RelayStoriesIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Relay relay;

    RelayStoriesIT(Relay relay) {
        this.relay = relay;
    }

    private JsonNode story(String id) throws Exception {
        Answer answer = relay.get("/api/v1/stories/" + id);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static OffsetDateTime time(JsonNode object, String field) {
        return OffsetDateTime.parse(object.path(field).asText());
    }

    /** Waits until the feed's titles in every format are these. */
    private void awaitTitles(String feed, String... titles) {
        for (String format : FeedItem.FORMATS) {
            await(feed + " " + format)
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.feed(feed, format))
                            .extracting(FeedItem::title)
                            .containsExactly(titles));
        }
    }

    @Test
    void theSameAgainChangesNothingAndNewContentIsARevision() throws Exception {
        var article = Relay.article("gengxin-zhan", "1", "渡口加开早班船", "渡口从下周起加开早班船，六点钟开出，方便对岸的学生上学。");
        String id = relay.publish(article);
        JsonNode row = relay.row(id);
        JsonNode before = story(row.path("storyId").asText());
        awaitTitles("source/gengxin-zhan", "渡口加开早班船");
        Answer feed = relay.get("/feeds/source/gengxin-zhan.atom");

        assertThat(relay.publish(article)).isEqualTo(id);

        assertThat(relay.row(id)).isEqualTo(row);
        assertThat(story(row.path("storyId").asText())).isEqualTo(before);
        assertThat(relay.get("/feeds/source/gengxin-zhan.atom", "If-None-Match", feed.header("ETag"))
                        .status())
                .isEqualTo(304);

        article.put("title", "渡口加开早班船，时间更正");
        article.put("text", "渡口从下周起加开早班船，六点半开出，方便对岸的学生上学。");
        article.put("publishedAt", "2026-11-24T10:00:00+08:00");
        relay.publish(article);

        awaitTitles("source/gengxin-zhan", "渡口加开早班船，时间更正");
        JsonNode after = story(row.path("storyId").asText());
        assertThat(relay.row(id).path("seq").asLong())
                .isGreaterThan(row.path("seq").asLong());
        assertThat(time(after, "updatedAt")).isAfter(time(before, "updatedAt"));
        assertThat(time(after, "publishedAt")).isEqualTo(time(before, "publishedAt"));
        var entry = Jsoup.parse(relay.get("/feeds/source/gengxin-zhan.atom").text(), "", Parser.xmlParser())
                .select("entry")
                .first();
        assertThat(entry).isNotNull();
        assertThat(entry.select("> id").text()).isEqualTo(before.path("id").asText());
        assertThat(OffsetDateTime.parse(entry.select("> published").text()))
                .isEqualTo(OffsetDateTime.parse("2026-11-23T10:00:00+08:00"));
        assertThat(OffsetDateTime.parse(entry.select("> updated").text())).isAfter(time(before, "updatedAt"));
        assertThat(relay.get("/api/v1/articles/" + id).json().path("revision").asInt())
                .isEqualTo(2);
    }

    @Test
    void aWithdrawalHoldsUntilNewContentComes() throws Exception {
        var article = Relay.article("chegao-zhan", "1", "镇上开出夜间诊室", "镇卫生院的夜间诊室昨晚开诊，头一位病人是个发烧的孩子。");
        String id = relay.publish(article);
        String story = relay.row(id).path("storyId").asText();
        awaitTitles("source/chegao-zhan", "镇上开出夜间诊室");

        Answer withdrawn = relay.delete("/api/v1/articles/chegao-zhan/1?reason=" + Relay.encoded("内容有误"));

        assertThat(withdrawn.status()).isEqualTo(202);
        assertThat(withdrawn.articleId()).isEqualTo(id);
        relay.settle();
        awaitTitles("source/chegao-zhan");
        assertThat(relay.feed("all", "json")).extracting(FeedItem::id).doesNotContain(FeedItem.idOf(story));
        var grave = Jsoup.parse(relay.get("/feeds/source/chegao-zhan.atom").text(), "", Parser.xmlParser())
                .getElementsByTag("at:deleted-entry");
        assertThat(grave.eachAttr("ref")).containsExactly(FeedItem.idOf(story));
        assertThat(grave.text()).isEqualTo("内容有误");
        JsonNode gone = relay.get("/feeds/source/chegao-zhan.json").json().at("/_withdrawn/0");
        assertThat(gone.path("id").asText()).isEqualTo(FeedItem.idOf(story));
        assertThat(gone.path("reason").asText()).isEqualTo("内容有误");
        var item = Jsoup.parse(relay.get("/feeds/source/chegao-zhan.rss").text(), "", Parser.xmlParser())
                .getElementsByTag("item");
        assertThat(item.select("> guid").eachText()).containsExactly(FeedItem.idOf(story));
        assertThat(item.select("> title").text()).startsWith("【已撤稿】");
        assertThat(item.select("> description").text()).contains("内容有误").doesNotContain("诊室");
        assertThat(relay.row(id).path("status").asText()).isEqualTo("withdrawn");
        assertThat(relay.get("/api/v1/stories/" + story).status()).isEqualTo(410);
        assertThat(relay.get("/stories/" + story).status()).isEqualTo(410);

        relay.publish(article);

        assertThat(relay.row(id).path("status").asText()).isEqualTo("withdrawn");
        assertThat(relay.get("/api/v1/stories/" + story).status()).isEqualTo(410);
        assertThat(relay.feed("source/chegao-zhan", "rss")).isEmpty();

        article.put("title", "镇上开出夜间诊室（更正）");
        article.put("text", "镇卫生院的夜间诊室昨晚开诊，头一位病人是位摔伤的老人。");
        relay.publish(article);

        awaitTitles("source/chegao-zhan", "镇上开出夜间诊室（更正）");
        assertThat(relay.row(id).path("status").asText()).isEqualTo("published");
        assertThat(story(story).path("title").asText()).isEqualTo("镇上开出夜间诊室（更正）");
        assertThat(relay.get("/feeds/source/chegao-zhan.atom").text()).doesNotContain("deleted-entry");
    }

    @Test
    void aRepostIsInItsOriginalsStory() throws Exception {
        String text = """
                县里的第一座盲道公园上周开园，两公里的盲道绕湖一圈，每隔五十米有一处可以触摸的石刻地图。
                设计者请来九位视障居民逐段试走，按他们的意见改掉了三个急弯和一处积水的低洼。
                公园管理处说，今后每个周末都有志愿者陪走，想来的人打个电话就能约上。
                """;
        var repost = Relay.article("zhuanzai-zhan", "9", "转载｜第一座盲道公园开园", text + "（转自首发的站）");
        repost.put("publishedAt", "2026-11-23T18:00:00+08:00");

        String original = relay.publish(Relay.article("shoufa-zhan", "1", "第一座盲道公园开园", text));
        String copy = relay.publish(repost);

        String storyId = relay.row(original).path("storyId").asText();
        assertThat(relay.row(copy).path("storyId").asText()).isEqualTo(storyId);
        awaitTitles("source/shoufa-zhan", "第一座盲道公园开园");
        awaitTitles("source/zhuanzai-zhan", "第一座盲道公园开园");
        assertThat(relay.feed("all", "rss"))
                .extracting(FeedItem::title)
                .filteredOn(title -> title.contains("盲道公园"))
                .hasSize(1);
        assertThat(story(storyId).path("members"))
                .extracting(
                        member -> member.path("source").asText(),
                        member -> member.path("relation").asText(),
                        member -> member.path("matched").asText(""))
                .containsExactly(
                        Tuple.tuple("shoufa-zhan", "original", ""), Tuple.tuple("zhuanzai-zhan", "repost", original));
        assertThat(Jsoup.parse(relay.get("/stories/" + storyId).text())
                        .select(".members > ol > li")
                        .eachText())
                .satisfiesExactly(
                        first -> assertThat(first).contains("shoufa-zhan"),
                        second -> assertThat(second).contains("zhuanzai-zhan", "首发的站"));
        JsonNode article = relay.get("/api/v1/articles/" + copy).json();
        assertThat(article.at("/trace/hops").findValuesAsText("stage"))
                .containsExactly("ingest", "normalize", "deduplicate", "tag", "publish");
        assertThat(article.at("/trace/id").asText()).matches("[0-9a-z-]{16,64}");
        assertThat(article.at("/verdict/matched").asText()).isEqualTo(original);
        assertThat(article.at("/verdict/reasons")).isNotEmpty();
        assertThat(article.at("/article/attribution/name").asText()).isEqualTo("首发的站");
    }

    @Test
    void aPageComesOutAsItsPiecesAndTheSamePageAgainChangesNothing() throws Exception {
        byte[] page = """
                3版  水乡样报
                2026年11月22日  星期日

                乡村纪事

                石桥修好那天
                全村吃了一顿豆腐宴

                断了两年的石桥上周日重新通行。两百多名村民在桥头摆开长桌，用新磨的豆腐招待修桥的石匠。

                石匠说，桥面的条石一块不少，是村民从河里一块一块捞上来的。为了捞石头，村里停了三天的碾米机。

                （转自水乡县文化馆）

                流动图书车开进盐场

                ■ 本报记者 江一帆

                一辆改装的旧客车载着一千二百册图书，每周二和周五开进盐场宿舍区，车一停稳，孩子们就围了上来。

                管理员说，借得最多的是昆虫图鉴，书角已经补过两回。盐场的退休工人主动当起了修书匠。
                """.getBytes(UTF_8);
        String address = "/api/v1/pages?paper=" + Relay.encoded("水乡样报") + "&date=2026-11-22&page=3";
        String feed = "source/" + Relay.encoded("水乡样报");

        Answer taken = relay.post(address, "text/plain; charset=utf-8", page);

        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        assertThat(taken.json().at("/accepted/0/id").asText()).isEqualTo("2026-11-22/3");
        relay.settle();
        List<JsonNode> pieces = pieces();
        assertThat(pieces)
                .extracting(
                        row -> row.path("title").asText(),
                        row -> row.at("/attribution/kind").asText(),
                        row -> row.at("/attribution/name").asText())
                .containsExactlyInAnyOrder(
                        Tuple.tuple("石桥修好那天全村吃了一顿豆腐宴", "repost", "水乡县文化馆"),
                        Tuple.tuple("流动图书车开进盐场", "reporter", "江一帆"));
        for (String format : FeedItem.FORMATS) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(relay.feed(feed, format))
                            .extracting(FeedItem::title)
                            .containsExactlyInAnyOrder("石桥修好那天全村吃了一顿豆腐宴", "流动图书车开进盐场"));
        }

        assertThat(relay.post(address, "text/plain; charset=utf-8", page).status())
                .isEqualTo(202);
        relay.settle();

        assertThat(pieces()).isEqualTo(pieces);
    }

    private List<JsonNode> pieces() throws Exception {
        return relay.export().stream()
                .filter(row -> row.path("source").asText().equals("水乡样报"))
                .toList();
    }
}
