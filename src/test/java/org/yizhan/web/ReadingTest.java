package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Hop;
import org.yizhan.article.Image;
import org.yizhan.article.Print;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;
import org.yizhan.publish.Change;
import org.yizhan.publish.Entry;
import org.yizhan.publish.ExportRow;
import org.yizhan.publish.Facets;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.StoredArticle;
import org.yizhan.publish.StoryHistory;
import org.yizhan.publish.Tombstone;
import org.yizhan.publish.provenance.Compliance;

class ReadingTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String STORIES = "/api/v1/stories";

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static List<String> fields(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static ExportRow row(long seq, String title) {
        return new ExportRow(
                seq,
                Entries.id("a" + seq),
                "cac",
                "n" + seq,
                Entries.id("s"),
                Relation.REPOST,
                0.97,
                title,
                "https://x.example/" + seq,
                Entries.NOON,
                Attribution.NONE,
                List.of(new Tag(Tag.Scheme.REGION, "620702", "甘州区", "甘州")),
                List.of(Entries.correction("应为三百份")),
                "published",
                Optional.of(new Compliance(true, false, true, false)));
    }

    private static StoredArticle article(String html, boolean withdrawn) {
        var article = new Article(
                Entries.id("a"),
                "cac",
                "n1",
                "https://x.example/1",
                "题",
                Optional.of("引题"),
                Optional.empty(),
                Optional.of("党建"),
                html,
                List.of("一段。", "二段。"),
                Entries.NOON,
                Entries.NOON,
                Attribution.NONE,
                List.of(new Image("https://x.example/1.jpg", "图")),
                Optional.of(new Print("样报", LocalDate.of(2026, 11, 23), 1, Optional.empty(), Optional.of(3))),
                "0f",
                List.of("no zone"),
                Optional.empty());
        var verdict = new Verdict(
                Entries.id("old"),
                Relation.REPOST,
                Optional.of(Entries.id("m")),
                0.9,
                0.95,
                "containment",
                List.of("同"),
                0);
        return new StoredArticle(
                9,
                article,
                Entries.id("s"),
                verdict,
                List.of(),
                2,
                withdrawn,
                "有误",
                "trace",
                List.of(new Hop("ingest", Entries.NOON), new Hop("publish", Entries.NOON.plusMillis(250))));
    }

    @Test
    void anArticleComesWithItsTraceThroughTheStages() throws IOException {
        site.stories.articles.put(Entries.id("a"), article("<p>一段。</p><script>x()</script>", false));
        JsonNode found = json(site.get("/api/v1/articles/" + Entries.id("a")));
        assertThat(found.path("storyId").asText()).isEqualTo(Entries.id("s").toString());
        assertThat(found.path("status").asText()).isEqualTo("published");
        assertThat(found.path("revision").asInt()).isEqualTo(2);
        assertThat(found.at("/article/text").asText()).isEqualTo("一段。\n二段。");
        assertThat(found.at("/article/html").asText()).isEqualTo("<p>一段。</p>");
        assertThat(found.at("/article/print/continuedOn").asInt()).isEqualTo(3);
        assertThat(found.at("/verdict/matched").asText())
                .isEqualTo(Entries.id("m").toString());
        assertThat(found.at("/trace/hops").toString())
                .isEqualTo("[{\"stage\":\"ingest\",\"at\":\"2026-11-23T12:00:00+08:00\"},"
                        + "{\"stage\":\"publish\",\"at\":\"2026-11-23T12:00:00.25+08:00\"}]");
    }

    @Test
    void aWithdrawnArticleSaysWhy() throws IOException {
        site.stories.articles.put(Entries.id("a"), article("", true));
        JsonNode found = json(site.get("/api/v1/articles/" + Entries.id("a")));
        assertThat(found.path("status").asText()).isEqualTo("withdrawn");
        assertThat(found.path("article").fieldNames())
                .toIterable()
                .as("nothing of what was taken back")
                .containsExactly("id", "source", "externalId", "url");
        assertThat(found.path("withdrawalReason").asText()).isEqualTo("有误");
    }

    @Test
    void aStoryComesWithMembersAndProvenance() throws IOException {
        site.stories.put(Entries.entry(0));
        var answer = site.get(STORIES + "/" + Entries.id("story-0"));
        JsonNode story = json(answer);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(story.path("id").asText()).isEqualTo("tag:yizhan.org,2026:story/" + Entries.id("story-0"));
        assertThat(story.path("members").findValuesAsText("relation")).containsExactly("original", "repost");
        assertThat(story.at("/members/1/attribution/sourceId").asText()).isEqualTo("cac");
        assertThat(story.at("/provenance/0/from").asText())
                .isEqualTo(Entries.id("origin-0").toString());
        assertThat(story.path("html").asText()).contains("<b>议事亭</b>");
    }

    @Test
    void aStoryTellsWhoTookItAndWhatTheyMadeOfIt() throws IOException {
        Entry entry = Entries.entry(0);
        site.stories.put(entry);
        site.stories.texts.put(entry.origin().articleId(), "居民在议事亭里提了三条意见。");
        site.stories.texts.put(entry.copies().getFirst().articleId(), "居民在议事亭里提了五条意见。");
        JsonNode story = json(site.get(STORIES + "/" + Entries.id("story-0")));
        JsonNode step = story.at("/provenance/0");
        assertThat(fields(step))
                .containsExactly(
                        "articleId",
                        "from",
                        "unseen",
                        "at",
                        "lagSeconds",
                        "against",
                        "titleChange",
                        "againstRevision",
                        "changes");
        assertThat(step.path("lagSeconds").asLong()).isEqualTo(3600);
        assertThat(step.path("titleChange").asText()).isEqualTo("prefix");
        assertThat(step.path("unseen").isNull()).isTrue();
        assertThat(step.at("/changes/extent").asText()).isEqualTo("changed");
        assertThat(step.at("/changes/edits/1").toString())
                .isEqualTo("{\"op\":\"replace\",\"from\":\"三\",\"to\":\"五\"}");
        assertThat(story.at("/members/0/compliance").toString())
                .isEqualTo("{\"approved\":true,\"titleUnchanged\":true,\"sourceNamed\":true,\"traceable\":true}");
        assertThat(story.at("/members/1/compliance").toString())
                .isEqualTo("{\"approved\":true,\"titleUnchanged\":false,\"sourceNamed\":true,\"traceable\":true}");
        assertThat(story.path("unseenOrigin").isNull()).isTrue();
    }

    @Test
    void aStoryNamesTheOriginThatWeHaveNoArticleOf() throws IOException {
        Entry entry = Entries.entry(0);
        site.stories.put(Entries.carried(entry, Entries.crediting(entry.origin(), "样报", "", ""), entry.copies()));
        JsonNode story = json(site.get(STORIES + "/" + Entries.id("story-0")));
        assertThat(story.path("unseenOrigin").toString()).isEqualTo("{\"name\":\"样报\",\"sourceId\":null}");
        assertThat(story.at("/provenance/0/unseen/name").asText()).isEqualTo("样报");
        assertThat(story.at("/provenance/0/from").isNull()).isTrue();
        assertThat(story.at("/members/1/compliance/approved").asBoolean())
                .as("nobody knows the paper")
                .isFalse();
    }

    @Test
    void anErasedStoryIsGoneEverywhereUntilNobodyIsToldOfItAnyLonger() {
        UUID id = Entries.id("erased");
        site.stories.tombstones.add(Tombstone.erased(id, Entries.NOON));
        for (String path : List.of(STORIES + "/" + id, "/stories/" + id, "/feeds/story/" + id)) {
            assertThat(site.get(path).statusCode()).as(path).isEqualTo(410);
            assertThat(site.get(path).body()).containsAnyOf("removed", "已移除").doesNotContain("由来源撤回");
        }
        String rss = site.get("/feeds/story/" + id + ".rss").body();
        assertThat(rss).contains("【已移除】").doesNotContain("撤稿", "撤回");
        UUID never = Entries.id("never");
        for (String path : List.of(STORIES + "/" + never, "/stories/" + never, "/feeds/story/" + never)) {
            assertThat(site.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void aMergedStoryMovesAndAWithdrawnOneIsGone() {
        site.stories.merged.put(Entries.id("late"), Entries.id("early"));
        site.stories.tombstones.add(new Tombstone(Entries.id("w"), Entries.NOON, "有误"));
        var moved = site.get(STORIES + "/" + Entries.id("late"));
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(moved.headers().firstValue("Location")).contains(STORIES + "/" + Entries.id("early"));
        var gone = site.get(STORIES + "/" + Entries.id("w"));
        assertThat(gone.statusCode()).isEqualTo(410);
        assertThat(gone.body()).contains("有误");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/stories/x, 400",
        "/api/v1/articles/x, 400",
        "/api/v1/stories/00000000-0000-0000-0000-000000000001, 404",
        "/api/v1/articles/00000000-0000-0000-0000-000000000001, 404",
        "/api/v1/stories?before=yesterday, 400",
        "/api/v1/stories?before=2026-11-23T10:00:00Z&after=x, 400",
        "/api/v1/stories?after=00000000-0000-0000-0000-000000000001, 400",
        "/api/v1/stories?limit=0, 400",
        "/api/v1/stories?limit=201, 400",
        "/api/v1/export/articles.ndjson?since=-1, 400",
        "/api/v1/export/articles.ndjson?since=x, 400"
    })
    void whatCannotBeAnsweredIsAProblem(String path, int status) throws IOException {
        var answer = site.get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
    }

    @Test
    void listsGoOnToTheirEndAndShowEachStoryOnce() throws IOException {
        Entries.entries(23).forEach(site.stories::put);
        var seen = new ArrayList<String>();
        String path = STORIES + "?region=620702&limit=10";
        while (!path.isEmpty()) {
            JsonNode page = json(site.get(path));
            page.path("stories").forEach(story -> seen.add(story.path("storyId").asText()));
            path = page.path("next").asText("");
            path = path.equals("null") ? "" : path;
        }
        assertThat(seen)
                .containsExactlyElementsOf(IntStream.range(0, 23)
                        .mapToObj(number -> Entries.id("story-" + number).toString())
                        .toList());
        assertThat(json(site.get(STORIES + "?topic=none")).path("stories")).isEmpty();
    }

    @Test
    void beforeIsReadWithAndWithoutItsPlusEscaped() throws IOException {
        Entries.entries(3).forEach(site.stories::put);
        for (String before :
                List.of("2026-11-23T12:00:00%2B08:00", "2026-11-23T12:00:00+08:00", "2026-11-23T04:00:00Z")) {
            assertThat(json(site.get(STORIES + "?before=" + before)).path("stories"))
                    .as(before)
                    .hasSize(2);
        }
    }

    @Test
    void theExportIsOneLineAnArticleInOrder() throws IOException {
        for (int seq = 1; seq <= 5_000; seq++) {
            site.stories.rows.add(row(seq, "题\n\u0007\ud800" + seq));
        }
        var answer = site.get("/api/v1/export/articles.ndjson?since=2");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(4_998);
        assertThat(fields(JSON.readTree(lines.getFirst())))
                .containsExactly(
                        "seq",
                        "articleId",
                        "source",
                        "externalId",
                        "storyId",
                        "relation",
                        "similarity",
                        "title",
                        "url",
                        "publishedAt",
                        "attribution",
                        "tags",
                        "compliance",
                        "status",
                        "notices");
        assertThat(JSON.readTree(lines.getFirst()).path("compliance").toString())
                .isEqualTo("{\"approved\":true,\"titleUnchanged\":false,\"sourceNamed\":true,\"traceable\":false}");
        for (int i = 0; i < lines.size(); i++) {
            assertThat(JSON.readTree(lines.get(i)).path("seq").asLong()).isEqualTo(i + 3);
        }
        assertThat(JSON.readTree(lines.getFirst()).path("title").asText()).isEqualTo("题\n3");
        assertThat(JSON.readTree(lines.getFirst()).path("notices").toString())
                .isEqualTo("[{\"kind\":\"correction\",\"at\":\"2026-11-23T13:00:00+08:00\","
                        + "\"reason\":\"应为三百份\",\"by\":\"cac\"}]");
    }

    @Test
    void theExportSaysOfAnErasedArticleThatItIsAndNoMore() throws IOException {
        site.stories.rows.add(ExportRow.erased(7, new UUID(1, 2)));
        assertThat(site.get("/api/v1/export/articles.ndjson").body())
                .isEqualTo("{\"seq\":7,\"articleId\":\"" + new UUID(1, 2) + "\",\"status\":\"erased\"}\n");
    }

    @Test
    void anEmptyExportIsEmpty() {
        var answer = site.get("/api/v1/export/articles.ndjson");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void whileTheStoreIsAwayNothingIsAnswered200() {
        site.stories.away = true;
        for (String path : List.of(
                STORIES,
                STORIES + "/" + UUID.randomUUID(),
                "/api/v1/articles/" + UUID.randomUUID(),
                "/api/v1/export/articles.ndjson")) {
            var answer = site.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        }
    }

    @Test
    void headHasNoBody() {
        site.stories.put(Entries.entry(0));
        var head = site.head(STORIES + "/" + Entries.id("story-0"));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isGreaterThan(500);
    }

    @Test
    void aStorySaysWhatBecameOfIt() throws IOException {
        site.stories.put(Entries.told(Entries.entry(0), Entries.withdrawal("事实有误"), Entries.correction("应为三百份")));
        site.stories.histories.put(
                Entries.id("story-0"),
                new StoryHistory(
                        List.of(
                                Entries.change(Change.Kind.CORRECTION, "题", "题", "应为三百份"),
                                Entries.change(Change.Kind.UPDATE, "旧题", "新题", "")),
                        Set.of(Entries.id("copy-0"))));

        JsonNode story = json(site.get(STORIES + "/" + Entries.id("story-0")));

        assertThat(story.path("notices").findValuesAsText("kind")).containsExactly("withdrawal", "correction");
        assertThat(story.at("/originWithdrawn/reason").asText()).isEqualTo("事实有误");
        assertThat(story.path("changes").findValuesAsText("kind")).containsExactly("correction", "update");
        assertThat(story.at("/changes/0/note").asText()).isEqualTo("应为三百份");
        assertThat(story.at("/changes/1/title/before").asText()).isEqualTo("旧题");
        assertThat(story.at("/changes/1/title/after").asText()).isEqualTo("新题");
        assertThat(story.at("/changes/1/revision").asInt()).isEqualTo(2);
        assertThat(story.at("/uncorrected/0").asText())
                .isEqualTo(Entries.id("copy-0").toString());
    }

    @Test
    void tellsWhereAStoryAnswersAndHowItsListCanBeNarrowed() throws IOException {
        site.stories.put(Entries.entry(0));
        site.stories.groups.add(
                new Facets.Group(FeedName.Kind.REGION, List.of(new Facets.Choice(FeedName.region("620000"), 7)), 3));
        JsonNode found = json(site.get(STORIES + "?facets=true&q=" + Links.segment("议事亭")));
        assertThat(found.at("/stories/0/snippet/title/1")).hasToString("{\"text\":\"议事亭\",\"marked\":true}");
        assertThat(found.at("/stories/0/snippet/text/0")).hasToString("{\"text\":\"第 0 天，居民在\"}");
        assertThat(found.at("/stories/0/snippet/text/1/marked").asBoolean()).isTrue();
        JsonNode facets = found.path("facets");
        assertThat(facets.path("precision").asText()).isEqualTo("exact");
        assertThat(facets.path("narrowed").asBoolean()).isTrue();
        assertThat(facets.at("/region/choices/0/id").asText()).isEqualTo("620000");
        assertThat(facets.at("/region/choices/0/stories").asInt()).isEqualTo(7);
        assertThat(facets.at("/region/more").asInt()).isEqualTo(3);
        JsonNode plain = json(site.get(STORIES));
        assertThat(plain.has("facets")).isFalse();
        assertThat(plain.at("/stories/0").has("snippet")).isFalse();
    }
}
