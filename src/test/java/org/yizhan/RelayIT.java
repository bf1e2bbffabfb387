package org.yizhan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.yizhan.article.Identity;

/** From a push to its readers, over HTTP alone. */
@ExtendWith(Relay.Shared.class)
class RelayIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final List<String> SAMPLES =
            List.of("社区议事亭里话民生甘州区民政局推动党员干部下沉一线", "网络社会组织联合开展网络素养公益行动", "福建省民政厅部署冬季助老工作", "慈善组织信息公开培训班举办", "网络文明进校园");
    private static final String CORRIDOR = """
            张掖市甘州区民政局近日会同街道，在十二个社区开展“楼道议事”活动，由社区党支部牵头，请居民说说身边的难处。
            活动开展以来，各社区收到意见一百六十条，其中加装扶手、修补路灯等四十三件已经办结，其余的逐条公示了办理期限。
            甘州区民政局负责人说，议事会每月开两次，谁提的事由谁来验收，党支部书记当场答复。
            """;

    private final Relay relay;

    RelayIT(Relay relay) {
        this.relay = relay;
    }

    /** Of the two that come at once as original and repost, either may have been there first and gives the title. */
    @Test
    void showsEachSampleStoryOnceSoonAfterAFirstStart() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(relay.feed("all", "atom"))
                        .extracting(item -> item.title()
                                .replace("转载｜", "")
                                .replace("织密为老服务一张网", "")
                                .replace(" ", ""))
                        .filteredOn(title -> SAMPLES.contains(title) || title.contains("议事亭") || title.contains("助老"))
                        .containsExactlyInAnyOrderElementsOf(SAMPLES));
    }

    @Test
    void operatorsSeeWhatAPublishersRequestsWereAnswered() throws Exception {
        relay.push(List.of(
                Relay.article("tuisong-zhan", "1", "渡口添了候船亭", "渡口添了候船亭，等船的人不再淋雨。"),
                Relay.article("tuisong-zhan", "2", " ", "这一篇没有题目。")));

        await().atMost(SOON).untilAsserted(() -> {
            JsonNode publishers =
                    relay.operate("GET", "/api/v1/ops/publishers", "").json().path("publishers");
            assertThat(publishers.findValues("last24Hours")).anySatisfy(counts -> {
                assertThat(counts.path("accepted").asInt()).isPositive();
                assertThat(counts.path("title").asInt()).isPositive();
            });
        });
    }

    @Test
    void takesAnObjectAnArrayAndLinesAndSaysWhatIsWrongWithOneItemAlone() throws Exception {
        var html = Relay.article("shequ-zhan", "html", "渔港码头建起晒网场", "");
        html.remove("text");
        html.put("html", "<p>渔港码头的<b>晒网场</b>昨日启用，两百张渔网第一次有了固定的去处。</p><p>渔民说，路面从此不再湿滑。</p>");
        var untitled = Relay.article("shequ-zhan", "untitled", " ", "这一篇没有题目。");

        Answer one = relay.push(Relay.article("shequ-zhan", "object", "旧粮站改成少年宫", "旧粮站的筒仓里，孩子们开始学下棋。"));
        Answer many = relay.push(List.of(html, untitled));
        Answer lines = relay.post("/api/v1/articles", "application/x-ndjson", """
                {"source":"shequ-zhan","id":"line-1","title":"山路口立起凸面镜","text":"弯道上新立的镜子，照见了来车。"}
                {"source":"shequ-zhan","id":"line-2","title":
                {"source":"shequ-zhan","id":"line-3","title":"果园里通了滴灌","text":"旱坡上的梨树，今年头一回喝足了水。"}
                """.getBytes(UTF_8));

        assertThat(one.json().toString())
                .isEqualTo("{\"accepted\":[{\"id\":\"object\",\"articleId\":\"%s\"}],\"rejected\":[]}"
                        .formatted(Identity.article("shequ-zhan", "object")));
        assertThat(many.json().path("accepted").findValuesAsText("id")).containsExactly("html");
        assertThat(many.json().at("/rejected/0/id").asText()).isEqualTo("untitled");
        assertThat(many.json().at("/rejected/0/error").asText()).contains("title is missing");
        assertThat(lines.status()).isEqualTo(202);
        assertThat(lines.json().path("accepted").findValuesAsText("id")).containsExactly("line-1", "line-3");
        assertThat(lines.json().at("/rejected/0/error").asText()).contains("line 2");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(relay.feed("source/shequ-zhan", "json"))
                        .extracting(FeedItem::title)
                        .containsExactlyInAnyOrder("旧粮站改成少年宫", "渔港码头建起晒网场", "山路口立起凸面镜", "果园里通了滴灌"));
        assertThat(relay.get("/feeds/source/shequ-zhan.json").text()).contains("<p>渔港码头的<b>晒网场</b>昨日启用");
    }

    @Test
    void bringsAStoryIntoEveryFeedItBelongsToTheSameInEveryFormat() throws Exception {
        String articleId = relay.publish(Relay.article("yaowen-zhan", "corridor", "甘州区把议事会开到楼道口", CORRIDOR));
        String story = relay.row(articleId).path("storyId").asText();
        String search = "search?q=" + Relay.encoded("楼道议事 扶手") + "&region=620702";

        for (String feed : List.of(
                "all",
                "source/yaowen-zhan",
                "region/620702",
                "region/620700",
                "region/620000",
                "topic/grassroots-governance",
                "organization/620702-minzhengju",
                "story/" + story,
                search)) {
            await(feed).atMost(SOON).untilAsserted(() -> {
                List<FeedItem> rss = relay.feed(feed, "rss");
                assertThat(rss)
                        .as(feed)
                        .filteredOn(item -> item.id().equals(FeedItem.idOf(story)))
                        .singleElement()
                        .satisfies(item -> {
                            assertThat(item.title()).isEqualTo("甘州区把议事会开到楼道口");
                            assertThat(item.content()).contains("收到意见一百六十条");
                        });
                assertThat(relay.feed(feed, "atom")).as(feed).isEqualTo(rss);
                assertThat(relay.feed(feed, "json")).as(feed).isEqualTo(rss);
            });
        }
        assertThat(relay.feed("story/" + story, "atom")).hasSize(1);
        assertThat(relay.feed("region/350000", "json")).extracting(FeedItem::id).doesNotContain(FeedItem.idOf(story));
        assertThat(relay.feed(search.replace("620702", "350000"), "rss")).isEmpty();
        assertThat(Jsoup.parse(relay.get("/feeds.opml").text(), "", Parser.xmlParser())
                        .select("outline[type=rss]")
                        .eachAttr("xmlUrl"))
                .anyMatch(address -> address.endsWith("/feeds/all.atom"))
                .anyMatch(address -> address.endsWith("/feeds/region/620702.atom"))
                .anyMatch(address -> address.endsWith("/feeds/organization/620702-minzhengju.atom"));
    }

    @Test
    void answersConditionalHeadAndCompressedRequests() throws Exception {
        String articleId = relay.publish(Relay.article("tiaojian-zhan", "1", "气象站给果农发霜冻短信", "入夜前的一条短信，让三个村的果农抢回了收成。"));
        for (String format : FeedItem.FORMATS) {
            String path = Relay.feedPath(
                    "story/" + relay.row(articleId).path("storyId").asText(), format);
            Answer full = relay.get(path);
            Answer same = relay.get(path, "If-None-Match", full.header("ETag"));
            Answer head = relay.head(path);
            Answer packed = relay.get(path, "Accept-Encoding", "gzip");

            assertThat(full.header("ETag")).as(path).matches("\"[^\"]+\"");
            assertThat(full.header("Last-Modified")).as(path).endsWith("GMT");
            assertThat(full.header("Cache-Control")).as(path).isNotEmpty();
            assertThat(same.status()).as(path).isEqualTo(304);
            assertThat(same.body()).as(path).isEmpty();
            assertThat(relay.get(path, "If-Modified-Since", full.header("Last-Modified"))
                            .status())
                    .as(path)
                    .isEqualTo(304);
            assertThat(relay.get(path, "If-None-Match", "\"another\"").status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(head.status()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.header("ETag")).as(path).isEqualTo(full.header("ETag"));
            assertThat(head.header("Content-Length")).as(path).isEqualTo(Integer.toString(full.body().length));
            assertThat(packed.header("Content-Encoding")).as(path).isEqualTo("gzip");
            assertThat(packed.body().length).as(path).isLessThan(full.body().length);
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
                assertThat(unpacked.readAllBytes()).as(path).isEqualTo(full.body());
            }
        }
    }

    @Test
    void tellsAnEmptyFeedFromOneThatThereIsNot() throws Exception {
        for (String format : FeedItem.FORMATS) {
            assertThat(relay.feed("region/659001", format)).as(format).isEmpty();
            assertThat(relay.feed("search?q=" + Relay.encoded("查无此词"), format))
                    .as(format)
                    .isEmpty();
            for (String unknown : List.of(
                    "source/nobody",
                    "region/999999",
                    "topic/nothing",
                    "organization/nobody",
                    "story/" + UUID.randomUUID(),
                    "nonsense")) {
                Answer answer = relay.get(Relay.feedPath(unknown, format));
                assertThat(answer.status()).as(unknown).isEqualTo(404);
                assertThat(answer.header("Content-Type")).as(unknown).contains("problem+json");
            }
        }
    }

    @Test
    void givesASourceAKeyThatPushesForItAlone() throws Exception {
        Answer made = relay.operate("POST", "/api/v1/ops/keys", "{\"source\":\"yaoshi-zhan\"}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        String key = made.json().path("key").asText();
        var own = Relay.article("yaoshi-zhan", "1", "邮递员骑上电动车", "山里的信件，比从前早到了半天。");
        own.remove("source");
        var foreign = Relay.article("cac", "stolen", "冒名的一篇", "这一篇不该出现。");

        Answer taken = relay.post("/api/v1/articles", own, key);
        Answer refused = relay.post("/api/v1/articles", foreign, key);
        Answer mixed = relay.post("/api/v1/articles", List.of(foreign, own), key);
        Answer unknown = relay.post("/api/v1/articles", own, key + "x");

        assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        assertThat(taken.articleId())
                .isEqualTo(Identity.article("yaoshi-zhan", "1").toString());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.detail()).contains("yaoshi-zhan");
        assertThat(mixed.status()).isEqualTo(202);
        assertThat(mixed.json().path("rejected")).hasSize(1);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.header("WWW-Authenticate")).startsWith("Bearer");
        relay.settle();
        assertThat(relay.export())
                .extracting(row -> row.path("title").asText())
                .contains("邮递员骑上电动车")
                .doesNotContain("冒名的一篇");
    }

    @Test
    void letsNobodyIntoTheManagementPortWithoutALogin() throws Exception {
        for (Map.Entry<String, String> request : List.of(
                Map.entry("GET", "/api/v1/ops/dead-letters"),
                Map.entry("GET", "/api/v1/ops/status"),
                Map.entry("POST", "/api/v1/ops/keys"),
                Map.entry("POST", "/api/v1/ops/dead-letters/1/replay"),
                Map.entry("GET", "/ops"))) {
            Answer answer = relay.observe(request.getKey(), request.getValue());
            assertThat(answer.status()).as(request.toString()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).as(request.toString()).startsWith("Basic");
        }
        assertThat(relay.get("/api/v1/ops/dead-letters").status()).isEqualTo(404);
    }

    @Test
    void saysThatItLivesAndIsReadyAndWhatItDependsOn() throws Exception {
        assertThat(relay.observe("GET", "/observe/health/live").status()).isEqualTo(200);
        Answer ready = relay.observe("GET", "/observe/health/ready");
        assertThat(ready.status()).as(ready.toString()).isEqualTo(200);
        assertThat(ready.json().path("checks"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy((JsonNode check) ->
                        assertThat(check.path("status").asText()).isEqualTo("UP"));
        assertThat(relay.observe("GET", "/observe/health").json().path("status").asText())
                .isEqualTo("UP");
    }
}
