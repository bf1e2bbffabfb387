package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.AttributionKind;
import org.yizhan.article.Envelope;
import org.yizhan.article.Erasure;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Identity;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;
import org.yizhan.article.Withdrawal;
import org.yizhan.publish.Publisher;
import org.yizhan.publish.StoredStories;

/** What readers get of what was published: the real store behind the real edge. */
class PublishedIT {

    private static final Instant MORNING = Instant.parse("2026-11-23T00:00:00Z");
    private static final List<Tag> GANZHOU = List.of(
            new Tag(Tag.Scheme.REGION, "620702", "甘州区", "甘州区"),
            new Tag(Tag.Scheme.REGION, "100000", "全国", ""),
            new Tag(Tag.Scheme.TOPIC, "minzheng", "民政", "民政局"));

    private EmbeddedPostgres server;
    private HikariDataSource database;
    private Publisher publisher;
    private Site site;

    @BeforeEach
    void open() throws IOException {
        server = EmbeddedPostgres.start();
        var config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setConnectionTimeout(1_000);
        database = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        publisher = new Publisher(database, Clock.systemUTC());
        site = Site.over(new StoredStories(database, Site.SOURCES));
    }

    @AfterEach
    void close() throws IOException {
        site.close();
        database.close();
        server.close();
    }

    private void publish(Message... messages) {
        List<Envelope> batch = Arrays.stream(messages)
                .map(message -> new Envelope("trace-" + message.key(), List.of(), message))
                .toList();
        for (List<Message> told : publisher.process(batch)) {
            told.forEach(message -> site.cache.changed((FeedsChanged) message));
        }
        site.pass(FeedCache.SEARCH_REST);
    }

    private static UUID id(String source) {
        return Identity.article(source, "1");
    }

    private static Tagged original(String title, int receivedMinute) {
        return tagged("cac", title, receivedMinute, Relation.ORIGINAL, Optional.empty(), Attribution.NONE);
    }

    private static Tagged repost() {
        var attribution = new Attribution(
                AttributionKind.REPOST,
                Optional.of("中国网信网"),
                Optional.of("cac"),
                Optional.empty(),
                List.of(),
                List.of());
        return tagged("mca", "转载｜开门", 5, Relation.REPOST, Optional.of(id("cac")), attribution);
    }

    private static Tagged tagged(
            String source,
            String title,
            int minute,
            Relation relation,
            Optional<UUID> matched,
            Attribution attribution) {
        var article = new Article(
                id(source),
                source,
                "1",
                "https://" + source + ".example/1",
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of("居民走进<议事亭>。", "提了三条意见。"),
                MORNING.plusSeconds(relation == Relation.ORIGINAL ? 0 : 300),
                MORNING.plusSeconds(60L * minute),
                attribution,
                List.of(),
                Optional.empty(),
                Identity.contentHash(title),
                List.of(),
                Optional.empty());
        var verdict = new Verdict(
                id(matched.isPresent() ? "cac" : source),
                relation,
                matched,
                matched.isPresent() ? 0.97 : 1,
                1,
                "none",
                List.of(),
                0);
        return new Tagged(article, verdict, GANZHOU);
    }

    private Document page(String path) {
        return Jsoup.parse(site.get(path).body());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void oneStoryIsReadEverywhereWithWhoCarriesIt() {
        site.get("/feeds/all.atom");
        publish(original("议事亭开门", 1), repost());
        for (String feed : List.of(
                "all",
                "source/cac",
                "source/mca",
                "region/620702",
                "region/100000",
                "topic/minzheng",
                "story/" + id("cac"))) {
            String atom = site.get("/feeds/" + feed + ".atom").body();
            assertThat(atom)
                    .as(feed)
                    .containsOnlyOnce("<entry>")
                    .contains("<id>tag:yizhan.org,2026:story/" + id("cac"));
        }
        assertThat(site.get("/feeds/search.json?q=" + Links.segment("三条意见") + "&topic=minzheng")
                        .body())
                .contains("\"title\":\"议事亭开门\"");
        Document home = page("/");
        assertThat(home.select(".story h3").eachText()).containsExactly("议事亭开门");
        assertThat(home.select(".copies").text()).isEqualTo("转载 1");
        assertThat(home.select(".group a[href=/?region=620000] + span").text()).isEqualTo("1");
        Document story = page("/stories/" + id("cac"));
        assertThat(story.select(".body").text()).isEqualTo("居民走进<议事亭>。 提了三条意见。");
        assertThat(story.select(".members ol > li").eachText())
                .satisfiesExactly(
                        first -> assertThat(first).contains("08:00", "中国网信网", "首发"),
                        second -> assertThat(second).contains("08:05", "转载", "匹配 中国网信网，相似度 97%"));
        assertThat(page("/sources/mca").select(".story h3").eachText()).containsExactly("议事亭开门");
        assertThat(page("/sources").select("tbody td:first-child a:first-child").eachText())
                .containsExactly("中国网信网", "mca");
    }

    @Test
    void aCorrectionMovesTheEntryAndKeepsItsNameAndPlace() {
        publish(original("议事亭开门", 1));
        var before = site.get("/feeds/all.json");
        publish(original("议事亭开门，时间更正", 9));
        var after = site.get("/feeds/all.json", "If-None-Match", header(before, "ETag"));
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body())
                .contains("议事亭开门，时间更正", "\"id\":\"tag:yizhan.org,2026:story/" + id("cac"))
                .contains("\"date_published\":\"2026-11-23T08:00:00+08:00\"");
        assertThat(page("/stories/" + id("cac")).select("h1").text()).isEqualTo("议事亭开门，时间更正");
    }

    @Test
    void theSameAgainChangesNoByte() {
        publish(original("议事亭开门", 1));
        String tag = header(site.get("/feeds/all.rss"), "ETag");
        publish(original("议事亭开门", 9));
        site.pass(FeedCache.STANDING_LIFE);
        assertThat(site.get("/feeds/all.rss", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
    }

    @Test
    void aWithdrawnStoryIsGoneFromListsAndLeavesATombstone() {
        publish(original("议事亭开门", 1));
        String story = "/stories/" + id("cac");
        assertThat(site.get(story).statusCode()).isEqualTo(200);
        publish(new Withdrawal(id("cac"), "cac", "1", "内容有误", MORNING.plusSeconds(3600)));
        var gone = site.get(story);
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(Jsoup.parse(gone.body()).select(".notice").text()).contains("内容有误");
        assertThat(site.get("/api/v1" + story).statusCode()).isEqualTo(410);
        assertThat(page("/").select(".story")).isEmpty();
        String atom = site.get("/feeds/region/620702.atom").body();
        assertThat(atom)
                .contains("<at:deleted-entry ref=\"tag:yizhan.org,2026:story/" + id("cac"))
                .doesNotContain("<entry>");
        assertThat(site.get("/feeds/source/cac.json").body()).contains("\"_withdrawn\":[{\"id\":\"tag:yizhan.org");
        assertThat(site.get("/api/v1/export/articles.ndjson").body()).contains("\"status\":\"withdrawn\"");
    }

    @Test
    void aMergedStoryMovesToTheOlderOne() {
        var late = tagged("mca", "转载｜开门", 5, Relation.ORIGINAL, Optional.empty(), Attribution.NONE);
        publish(original("议事亭开门", 1), late);
        String story = "/stories/" + id("mca");
        assertThat(site.get(story).statusCode()).isEqualTo(200);
        var verdict = new Verdict(
                id("cac"), Relation.REPOST, Optional.of(id("cac")), 0.9, 1, "containment", List.of("同文"), 7);
        publish(new Moved(id("mca"), verdict, id("mca"), MORNING.plusSeconds(3600)));
        for (String path : List.of(story, "/api/v1" + story)) {
            var moved = site.get(path);
            assertThat(moved.statusCode()).as(path).isEqualTo(301);
            assertThat(header(moved, "Location"))
                    .isEqualTo(path.replace(id("mca").toString(), id("cac").toString()));
        }
        assertThat(header(site.get("/feeds/story/" + id("mca") + ".rss"), "Location"))
                .isEqualTo("/feeds/story/" + id("cac") + ".rss");
        assertThat(page("/stories/" + id("cac")).select(".members ol > li")).hasSize(2);
        assertThat(page("/").select(".story")).hasSize(1);
    }

    @Test
    void ofAnErasedArticleOnlyItsIdIsToldAndOnlyToFeeds() {
        publish(original("议事亭开门", 1));
        assertThat(site.get("/stories/" + id("cac")).statusCode()).isEqualTo(200);
        publish(new Erasure(id("cac"), "ops", "法院裁定", MORNING.plusSeconds(3600)));
        for (String path : List.of("/stories/" + id("cac"), "/api/v1/stories/" + id("cac"))) {
            assertThat(site.get(path).statusCode()).as(path).isEqualTo(410);
        }
        assertThat(site.get("/api/v1/articles/" + id("cac")).statusCode()).isEqualTo(404);
        for (String feed : List.of("all", "region/100000", "topic/minzheng", "story/" + id("cac"))) {
            assertThat(site.get("/feeds/" + feed + ".atom").body())
                    .contains("<at:deleted-entry ref=\"tag:yizhan.org,2026:story/" + id("cac"))
                    .doesNotContain("at:comment", "议事亭", "法院", "中国网信网");
            var json = site.get("/feeds/" + feed + ".json").body();
            assertThat(json)
                    .containsPattern("\"_withdrawn\":\\[\\{\"id\":\"[^\"]+\",\"date\":\"[^\"]+\"}]")
                    .doesNotContain("议事亭", "法院", "中国网信网");
        }
        assertThat(page("/").select(".story")).isEmpty();
    }

    @Test
    void theAddressOfAnErasedFoundersStoryLeadsToTheRestOfIt() {
        var copy = tagged("mca", "转载｜开门", 5, Relation.REPOST, Optional.of(id("cac")), Attribution.NONE);
        publish(original("议事亭开门", 1), copy);
        var verdict = new Verdict(id("mca"), Relation.ORIGINAL, Optional.empty(), 1, 1, "none", List.of(), 7);
        publish(new Erasure(id("cac"), "ops", "法院裁定", MORNING.plusSeconds(3600)));
        publish(new Moved(id("mca"), verdict, id("cac"), MORNING.plusSeconds(3601)));
        for (String path :
                List.of("/stories/%s", "/api/v1/stories/%s", "/feeds/story/%s.atom", "/feeds/story/%s.json")) {
            var moved = site.get(path.formatted(id("cac")));
            assertThat(moved.statusCode()).as(path).isEqualTo(301);
            assertThat(header(moved, "Location")).isEqualTo(path.formatted(id("mca")));
            assertThat(moved.body()).doesNotContain("议事亭");
        }
        assertThat(site.get("/stories/" + id("mca")).statusCode()).isEqualTo(200);
        assertThat(site.get("/api/v1/articles/" + id("cac")).statusCode()).isEqualTo(404);
    }

    @Test
    void storiesOfOneTimeAreAllListedHoweverManyThereAre() throws IOException {
        Message[] many = IntStream.range(0, 25)
                .mapToObj(number ->
                        tagged("s" + number, "题 " + number, 1, Relation.ORIGINAL, Optional.empty(), Attribution.NONE))
                .toArray(Message[]::new);
        publish(many);
        var seen = new ArrayList<String>();
        JsonNode page =
                new JsonMapper().readTree(site.get("/api/v1/stories?limit=10").body());
        while (!page.path("next").isNull()) {
            seen.addAll(page.path("stories").findValuesAsText("storyId"));
            page = new JsonMapper()
                    .readTree(site.get(page.path("next").asText()).body());
        }
        seen.addAll(page.path("stories").findValuesAsText("storyId"));
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void readersGoOnReadingWhilePostgreSqlIsAway() throws IOException {
        publish(original("议事亭开门", 1));
        var page = site.get("/");
        var feed = site.get("/feeds/all.atom");
        server.close();
        site.pass(FeedCache.STANDING_LIFE);
        assertThat(site.get("/").body()).isEqualTo(page.body());
        assertThat(site.get("/feeds/all.atom", "If-None-Match", header(feed, "ETag"))
                        .statusCode())
                .isEqualTo(304);
        for (String path : List.of("/feeds/all.rss", "/sources", "/api/v1/stories", "/api/v1/export/articles.ndjson")) {
            var answer = site.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(header(answer, "Retry-After")).isEqualTo("5");
        }
    }
}
