package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How corrections and withdrawals by the first source reach whoever carries the story, over HTTP alone. */
@ExtendWith(Relay.Shared.class)
class RelayNoticesIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Relay relay;

    RelayNoticesIT(Relay relay) {
        this.relay = relay;
    }

    private record Carried(String story, List<String> articles) {}

    /** One story of three sources: the first and two that took it over. */
    private Carried carried(String name, String title, String text) throws Exception {
        var articles = new ArrayList<String>();
        for (int n = 0; n < 3; n++) {
            var article = Relay.article(name + n + "-zhan", "1", title, n == 0 ? text : text + "（转自首发的站）");
            article.put("publishedAt", "2026-11-23T1" + n + ":00:00+08:00");
            articles.add(relay.publish(article));
        }
        String story = relay.row(articles.getFirst()).path("storyId").asText();
        for (String article : articles) {
            assertThat(relay.row(article).path("storyId").asText()).isEqualTo(story);
        }
        return new Carried(story, articles);
    }

    private JsonNode story(Carried carried) throws Exception {
        Answer answer = relay.get("/api/v1/stories/" + carried.story());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static OffsetDateTime updated(JsonNode story) {
        return OffsetDateTime.parse(story.path("updatedAt").asText());
    }

    private void awaitEntry(Carried carried, String feed, Consumer<String> content) {
        for (String format : FeedItem.FORMATS) {
            await(feed + " " + format).atMost(SOON).untilAsserted(() -> {
                Optional<FeedItem> entry = relay.feed(feed, format).stream()
                        .filter(item -> item.id().equals(FeedItem.idOf(carried.story())))
                        .findFirst();
                assertThat(entry).isPresent();
                content.accept(entry.get().content());
            });
        }
    }

    @Test
    void theFirstSourcesWithdrawalReachesAllWhoCarryTheStory() throws Exception {
        Carried carried = carried("chedu", "渡口新添两艘摆渡船", """
                城东渡口昨天新添两艘摆渡船，每艘能坐四十人，早晚高峰十分钟一班，票价仍是一元。
                船是本地船厂造的，用电池驱动，开起来几乎没有声音，船头留了轮椅和童车的位置。
                渡口管理处说，等码头的雨棚修好，夜里九点以后还要加开两班，方便晚归的工人。
                """);
        OffsetDateTime before = updated(story(carried));

        relay.delete("/api/v1/articles/chedu0-zhan/1?reason=" + Relay.encoded("载客数有误"));
        relay.settle();

        awaitEntry(
                carried,
                "source/chedu1-zhan",
                content -> assertThat(content).startsWith("<p><strong>首发来源已于").contains("撤稿</strong>：载客数有误</p>"));
        JsonNode story = story(carried);
        assertThat(updated(story)).isAfter(before);
        assertThat(story.path("members")).hasSize(3);
        assertThat(story.at("/originWithdrawn/reason").asText()).isEqualTo("载客数有误");
        assertThat(story.at("/changes/0/kind").asText()).isEqualTo("withdrawal");
        assertThat(story.at("/changes/0/source").asText()).isEqualTo("chedu0-zhan");
        for (String article : carried.articles()) {
            JsonNode notice = relay.row(article).at("/notices/0");
            assertThat(notice.path("kind").asText()).isEqualTo("withdrawal");
            assertThat(notice.path("by").asText()).isEqualTo("chedu0-zhan");
            assertThat(notice.path("reason").asText()).isEqualTo("载客数有误");
        }
        assertThat(Jsoup.parse(relay.get("/stories/" + carried.story()).text())
                        .select(".note")
                        .text())
                .contains("首发来源已撤稿")
                .contains("载客数有误");
        assertThat(relay.get("/feeds/source/chedu0-zhan.atom").text()).contains("at:deleted-entry");
    }

    @Test
    void aCorrectionNoticeReachesTheStory() throws Exception {
        Carried carried = carried("gengzheng", "老街口开出一家修鞋铺", """
                老街口上周开出一家修鞋铺，店主是位七十岁的老师傅，收费还是二十年前的价钱。
                铺子只有四平方米，墙上挂满了街坊送来的旧鞋楦，门口摆着两把等人坐的小凳。
                社区免了他三年的租金，条件是每个周六教愿意学的年轻人一个上午的手艺。
                """);
        OffsetDateTime before = updated(story(carried));
        Map<String, Object> notice =
                Relay.article("gengzheng0-zhan", "n1", "更正", "本网11月23日发布的《老街口开出一家修鞋铺》一文中，店主年龄有误，应为六十七岁，特此更正。");
        notice.put("publishedAt", "2026-11-24T09:00:00+08:00");
        String noticeId = relay.publish(notice);

        awaitEntry(
                carried,
                "source/gengzheng2-zhan",
                content -> assertThat(content).contains("更正</strong>：本网11月23日发布的《老街口开出一家修鞋铺》一文"));
        JsonNode story = story(carried);
        assertThat(updated(story)).isAfter(before);
        assertThat(story.at("/changes/0/kind").asText()).isEqualTo("correction");
        assertThat(story.at("/changes/0/articleId").asText())
                .isEqualTo(carried.articles().getFirst());
        assertThat(story.path("uncorrected")).hasSize(3);
        assertThat(relay.row(carried.articles().get(1)).at("/notices/0/kind").asText())
                .isEqualTo("correction");
        var page = Jsoup.parse(relay.get("/stories/" + carried.story()).text());
        assertThat(page.select(".note.corrected").text()).contains("应为六十七岁");
        assertThat(page.select(".members .uncorrected")).hasSize(3);

        relay.delete("/api/v1/articles/gengzheng0-zhan/n1");
        relay.settle();

        assertThat(relay.row(noticeId).path("status").asText()).isEqualTo("withdrawn");
        awaitEntry(
                carried,
                "source/gengzheng2-zhan",
                content -> assertThat(content).doesNotContain("更正"));
        assertThat(story(carried).path("notices")).isEmpty();
    }

    @Test
    void aWithdrawalNoticeTakesTheArticleBackThoughItCameFirst() throws Exception {
        Map<String, Object> notice =
                Relay.article("xiangao0-zhan", "n1", "关于撤回《城西水塔亮起了灯》一文的声明", "因图片说明未经核实，现予撤回，请各网站删除。");
        notice.put("publishedAt", "2026-11-24T09:00:00+08:00");
        relay.publish(notice);

        Carried carried = carried("xiangao", "城西水塔亮起了灯", """
                城西的老水塔昨晚亮起了灯，四面的钟盘时隔三十年又走了起来，附近的居民下楼来看。
                修钟的是两位退休的钟表匠，他们从仓库里找回了原来的齿轮，只换了一根断了的轴。
                水塔以后归社区管，塔下的院子改成了小广场，逢年过节会在这里放电影。
                """);

        JsonNode row = relay.row(carried.articles().getFirst());
        assertThat(row.path("status").asText()).isEqualTo("withdrawn");
        assertThat(story(carried).at("/originWithdrawn/reason").asText()).isEqualTo("因图片说明未经核实，现予撤回，请各网站删除。");
        assertThat(relay.get("/api/v1/articles/" + carried.articles().getFirst())
                        .json()
                        .path("withdrawalReason")
                        .asText())
                .isEqualTo("因图片说明未经核实，现予撤回，请各网站删除。");
    }

    @Test
    void aRevisionOfTheFirstIsAmongTheChanges() throws Exception {
        String text = """
                镇上的旧粮仓改成了图书馆，上周六第一次开门，来了三百多人，办出一百四十张借书证。
                书架是用拆下来的粮斗木板做的，阅览桌摆在原来的晒谷场上，抬头就是天窗。
                馆长说，每天晚上开到九点，没有借书证的人也可以进来坐着看书。
                """;
        Carried carried = carried("xiuding", "旧粮仓改成了图书馆", text);
        OffsetDateTime before = updated(story(carried));
        var revised = Relay.article("xiuding0-zhan", "1", "旧粮仓改成图书馆了", text.replace("抬头就是天窗", "抬头就是新开的天窗"));

        relay.publish(revised);

        awaitEntry(
                carried, "source/xiuding1-zhan", content -> assertThat(content).contains("新开的天窗"));
        JsonNode story = story(carried);
        assertThat(updated(story)).isAfter(before);
        JsonNode change = story.at("/changes/0");
        assertThat(change.path("kind").asText()).isEqualTo("update");
        assertThat(change.path("revision").asInt()).isEqualTo(2);
        assertThat(change.at("/title/before").asText()).isEqualTo("旧粮仓改成了图书馆");
        assertThat(change.at("/title/after").asText()).isEqualTo("旧粮仓改成图书馆了");
        assertThat(Jsoup.parse(relay.get("/stories/" + carried.story()).text())
                        .select(".later .relation")
                        .eachText())
                .containsExactly("第 2 版");
    }
}
