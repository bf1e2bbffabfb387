package org.yizhan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Tag;
import org.yizhan.publish.Entry;
import org.yizhan.publish.Tombstone;
import org.yizhan.validity.FeedValidator;

class FeedsTest {

    private static final String ALL = "/feeds/all.atom";

    /** An entry's name in any of the three formats. */
    private static final Pattern STORY =
            Pattern.compile("(?:<id>|false\">|\\{\"id\":\")(tag:yizhan.org,2026:story/[0-9a-f-]+)");

    private final Site site = new Site();

    @BeforeEach
    void shelve() {
        Entries.entries(3).forEach(site.stories::put);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private void change(String feed, UUID story) {
        site.stories.seq++;
        site.cache.changed(new FeedsChanged(site.stories.seq, List.of("all", feed), List.of(story), Optional.empty()));
        site.pass(FeedCache.STANDING_REST);
    }

    @ParameterizedTest
    @CsvSource({
        "/feeds/all.rss, application/rss+xml; charset=utf-8",
        "/feeds/all.atom, application/atom+xml; charset=utf-8",
        "/feeds/all.json, application/feed+json; charset=utf-8",
        "/feeds/source/cac.rss, application/rss+xml; charset=utf-8",
        "/feeds/region/620702.atom, application/atom+xml; charset=utf-8",
        "/feeds/topic/minzheng.json, application/feed+json; charset=utf-8",
        "/feeds/search.rss?q=x, application/rss+xml; charset=utf-8",
        "/feeds.opml, text/x-opml; charset=utf-8"
    })
    void everyFeedHasItsTypeTagAndDate(String path, String type) {
        var answer = site.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo(type);
        assertThat(header(answer, "ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(header(answer, "Last-Modified")).matches("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=60");
        assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void whoAsksForAnUnknownFeedAgainCostsTheStoreNothingAndSeesItAtOnceWhenItIsThere() {
        assertThat(site.get("/feeds/source/late.atom").statusCode()).isEqualTo(404);
        int asked = site.stories.asked.get();
        assertThat(site.get("/feeds/source/late.atom").statusCode()).isEqualTo(404);
        assertThat(site.head("/feeds/source/late.atom").statusCode()).isEqualTo(404);
        assertThat(site.stories.asked.get()).isEqualTo(asked);
        Entry entry = Entries.entry(0);
        site.stories.put(
                Entries.carried(entry, Entries.copy("late-1", "late", "晚报", "https://late.example/1"), entry.copies()));
        site.stories.seq = 9;
        site.pass(FeedCache.STANDING_REST);
        site.cache.changed(new FeedsChanged(9, List.of("source/late"), List.of(entry.storyId()), Optional.empty()));
        assertThat(site.get("/feeds/source/late.atom").statusCode()).isEqualTo(200);
    }

    @Test
    void aKnownTagGets304WithoutABodyOrAQuery() {
        var first = site.get(ALL);
        int asked = site.stories.asked.get();
        for (String condition : List.of(
                header(first, "ETag"), "W/" + header(first, "ETag"), "\"other\", " + header(first, "ETag"), "*")) {
            var again = site.get(ALL, "If-None-Match", condition);
            assertThat(again.statusCode()).as(condition).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(header(again, "ETag")).isEqualTo(header(first, "ETag"));
            assertThat(header(again, "Vary")).isEqualTo("Accept-Encoding, Sec-Fetch-Dest");
        }
        assertThat(site.get(ALL, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(site.stories.asked.get()).isEqualTo(asked);
    }

    @Test
    void aDateGets304UntilTheFeedChangesAndTheTagRulesWhereBothAreGiven() {
        var first = site.get(ALL);
        String date = header(first, "Last-Modified");
        assertThat(date).isEqualTo("Mon, 23 Nov 2026 04:00:30 GMT");
        assertThat(site.get(ALL, "If-Modified-Since", date).statusCode()).isEqualTo(304);
        assertThat(site.get(ALL, "If-Modified-Since", "Mon, 23 Nov 2026 04:00:29 GMT")
                        .statusCode())
                .isEqualTo(200);
        assertThat(site.get(ALL, "If-Modified-Since", "tomorrow").statusCode()).isEqualTo(200);
        assertThat(site.get(ALL, "If-Modified-Since", date, "If-None-Match", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        site.stories.put(Entries.updated(Entries.entry(1), Entries.NOON.plusSeconds(60), "更正"));
        change("region/620702", Entries.id("story-1"));
        assertThat(site.get(ALL, "If-Modified-Since", date).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 23 Nov 2026 04:00:30 GMT | 304",
                "Monday, 23-Nov-26 04:00:30 GMT | 304",
                "Monday, 23-Nov-26 04:00:29 GMT | 200",
                "Saturday, 06-Nov-99 04:00:30 GMT | 200",
                "Mon Nov 23 04:00:30 2026 | 304",
                "Mon Nov 23 04:00:29 2026 | 200",
                "Tue Dec  1 04:00:30 2026 | 304"
            })
    void aDateIsReadInEachOfItsThreeForms(String date, int status) {
        assertThat(site.get(ALL, "If-Modified-Since", date).statusCode()).isEqualTo(status);
    }

    @Test
    void aListIsReadThatComesInSeveralLines() {
        String tag = header(site.get(ALL), "ETag");
        String asked = "GET " + ALL + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        assertThat(site.sent(asked + "If-None-Match: \"other\"\r\nIf-None-Match: " + tag + "\r\n\r\n"))
                .startsWith("HTTP/1.1 304 ");
        assertThat(site.sent(asked + "Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n\r\n"))
                .containsIgnoringCase("content-encoding: gzip");
    }

    @Test
    void compressedBytesHaveTheirOwnTagAndEitherTagHolds() throws IOException {
        var plain = site.bytes(ALL);
        var packed = site.bytes(ALL, "Accept-Encoding", "gzip");
        assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(packed, "Vary")).contains("Accept-Encoding");
        assertThat(header(packed, "ETag")).isNotEqualTo(header(plain, "ETag")).doesNotStartWith("W/");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
        for (String tag : List.of(header(plain, "ETag"), header(packed, "ETag"))) {
            var again = site.get(ALL, "Accept-Encoding", "gzip", "If-None-Match", tag);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(header(again, "ETag")).isEqualTo(tag);
        }
        assertThat(header(site.bytes(ALL, "Accept-Encoding", "gzip;q=0, *"), "Content-Encoding"))
                .isEmpty();
        assertThat(header(site.bytes(ALL, "Accept-Encoding", "br, *;q=0.1"), "Content-Encoding"))
                .isEqualTo("gzip");
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        var get = site.bytes(ALL);
        var head = site.head(ALL);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : List.of("ETag", "Last-Modified", "Content-Length", "Content-Type", "Vary")) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name)).isNotEmpty();
        }
        assertThat(site.head(ALL, "If-None-Match", header(get, "ETag")).statusCode())
                .isEqualTo(304);
        assertThat(site.head("/feeds/nothing.rss").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/all.xml",
                "/feeds/all.rss.xml",
                "/feeds/nothing.rss",
                "/feeds/source/nobody.rss",
                "/feeds/region/1.atom",
                "/feeds/topic/.rss",
                "/feeds/organization/x.json",
                "/feeds/story/123.rss",
                "/feeds/region/620702/x.rss",
                "/feeds/story/00000000-0000-0000-0000-000000000000.atom",
                "/feeds/region/%FF.rss"
            })
    void anUnknownFeedIsNotFoundAndSaysSo(String path) {
        var answer = site.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"status\":404", "\"detail\":\"");
    }

    @Test
    void namesOfNothingTakeNoRoomHoweverLongTheyAre() {
        for (int n = 0; n < 20; n++) {
            assertThat(site.get("/feeds/source/nobody-" + n + ".rss").statusCode())
                    .isEqualTo(404);
            var longest = site.get("/feeds/source/" + "x".repeat(100_000) + n + ".rss");
            assertThat(longest.statusCode()).isEqualTo(404);
            assertThat(longest.body()).doesNotContain("xxx");
        }
        site.cache.settle();
        assertThat(site.cache.use().copies()).isZero();
    }

    @Test
    void aKnownFeedWithoutAStoryIsEmptyAndValid() {
        for (String path :
                List.of("/feeds/topic/empty.rss", "/feeds/region/100000.atom", "/feeds/organization/mca.json")) {
            var answer = site.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("<item>", "<entry>");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/search.rss",
                "/feeds/search.atom?q=",
                "/feeds/search.json?region=999999&source=nobody",
                "/feeds/search.rss?q=%00%FF%ED%A0%80",
                "/feeds/search.rss?q=%27%22%3C"
            })
    void aSearchIsAlwaysAnswered(String path) {
        assertThat(site.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/search.rss?q=%",
                "/feeds/search.rss?q=%zz",
                "/feeds/search.rss?%=1",
                "/feeds/search.rss?q=%E8%AE",
                "/?q=%",
                "/feeds/search.json?q=\u00e8\u00ae\u00ae"
            })
    void brokenEscapesInASearchAreSeenThrough(String target) {
        assertThat(site.raw(target)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/region/%.rss", "/sources/%", "/stories/%zz", "/api/v1/stories/%", "/%"})
    void brokenEscapesInAPathAreTheClientsFault(String target) {
        assertThat(site.raw(target)).matches("(?s)HTTP/1.1 40[04] .*");
    }

    @Test
    void equalSearchesShareOneAddressAndOneCopy() {
        String one = site.get("/feeds/search.atom?q=%20%E8%AE%AE%E4%BA%8B%E3%80%80%E4%BA%AD&region=620702&topic=")
                .body();
        int asked = site.stories.asked.get();
        String other = site.get("/feeds/search.atom?region=620702&utm=x&q=%E4%BA%AD++%E8%AD%B0%E4%BA%8B")
                .body();
        assertThat(other).isEqualTo(one);
        assertThat(one)
                .contains("href=\"" + Site.BASE
                        + "/feeds/search.atom?q=%E4%BA%AD%20%E8%AE%AE%E4%BA%8B&amp;region=620702\"")
                .contains("搜索：亭 议事 · 甘州区");
        assertThat(site.stories.asked.get()).isEqualTo(asked);
    }

    @Test
    void aSearchFallsOutByTimeAndAfterAnyChangeOnceItHasRested() {
        String path = "/feeds/search.rss?q=" + Links.segment("更正");
        assertThat(site.get(path).body()).doesNotContain("<item>");
        site.stories.put(Entries.updated(Entries.entry(1), Entries.NOON.plusSeconds(60), "更正"));
        change("region/620702", Entries.id("story-1"));
        assertThat(site.get(path).body()).doesNotContain("<item>");
        site.pass(FeedCache.SEARCH_REST);
        assertThat(site.get(path).body()).contains("<item>");
        site.stories.remove(Entries.id("story-1"));
        site.pass(FeedCache.SEARCH_LIFE);
        assertThat(site.get(path).body()).doesNotContain("<item>");
    }

    @Test
    void aSearchThatLostAStoryIsNewToWhoeverAsksByDate() {
        String path = "/feeds/search.rss?q=" + Links.segment("天");
        site.stories.put(Entries.updated(Entries.entry(1), Entries.NOON.plusSeconds(3600), "第 1 天，更正"));
        String date = header(site.get(path), "Last-Modified");
        assertThat(site.get(path, "If-Modified-Since", date).statusCode()).isEqualTo(304);
        site.stories.remove(Entries.id("story-1"));
        site.pass(FeedCache.SEARCH_LIFE);
        site.now.set(site.now.get().plus(FeedCache.SEARCH_LIFE));
        var after = site.get(path, "If-Modified-Since", date);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).doesNotContain("更正");
    }

    @Test
    void aBrowserTabGetsXmlItCanShowAndTheSameBytes() {
        var feed = site.get(ALL);
        var tab = site.get(ALL, "Sec-Fetch-Dest", "document");
        assertThat(header(tab, "Content-Type")).isEqualTo("application/xml; charset=utf-8");
        assertThat(header(tab, "Vary")).contains("Sec-Fetch-Dest");
        assertThat(tab.body())
                .isEqualTo(feed.body())
                .contains("<?xml-stylesheet type=\"text/css\" href=\"/static/feed.css\"?>");
        assertThat(header(site.get("/feeds.opml", "Sec-Fetch-Dest", "document"), "Content-Type"))
                .isEqualTo("application/xml; charset=utf-8");
        assertThat(header(site.get("/feeds/all.json", "Sec-Fetch-Dest", "document"), "Content-Type"))
                .startsWith("application/feed+json");
    }

    @Test
    void aChangeReachesTheFeedsItNamesAndNoOthers() {
        String region = "/feeds/region/620702.rss";
        String story = "/feeds/story/" + Entries.id("story-1") + ".atom";
        String topic = "/feeds/topic/minzheng.rss";
        List.of(ALL, region, story, topic).forEach(site::get);
        site.stories.put(Entries.updated(Entries.entry(1), Entries.NOON.plusSeconds(60), "更正后的题目"));
        change("region/620702", Entries.id("story-1"));
        assertThat(site.get(ALL).body()).contains("更正后的题目");
        assertThat(site.get(region).body()).contains("更正后的题目");
        assertThat(site.get(story).body()).contains("更正后的题目");
        assertThat(site.get(topic).body()).doesNotContain("更正后的题目");
        site.pass(FeedCache.STANDING_LIFE);
        assertThat(site.get(topic).body()).contains("更正后的题目");
    }

    @Test
    void manyChangesAtOnceCostOneRendering() {
        site.get(ALL);
        int asked = site.stories.asked.get();
        for (int i = 0; i < 100; i++) {
            site.stories.seq++;
            site.cache.changed(new FeedsChanged(site.stories.seq, List.of("all"), List.of(), Optional.empty()));
            site.get(ALL);
        }
        assertThat(site.stories.asked.get()).isEqualTo(asked);
        site.pass(FeedCache.STANDING_REST);
        site.get(ALL);
        site.get(ALL);
        assertThat(site.stories.asked.get()).isEqualTo(asked + 1);
    }

    @Test
    void theLastCopyIsGivenOutWhileTheStoreIsAway() {
        var before = site.get(ALL);
        site.stories.away = true;
        site.pass(Duration.ofMinutes(5));
        var stale = site.get(ALL);
        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(stale.body()).isEqualTo(before.body());
        assertThat(header(stale, "Age")).isEqualTo("300");
        assertThat(site.get(ALL, "If-None-Match", header(before, "ETag")).statusCode())
                .isEqualTo(304);
        var never = site.get("/feeds/all.rss");
        assertThat(never.statusCode()).isEqualTo(503);
        assertThat(header(never, "Retry-After")).isEqualTo("5");
        assertThat(header(never, "Content-Type")).isEqualTo("application/problem+json");
        site.stories.away = false;
        site.pass(Duration.ofSeconds(2));
        assertThat(header(site.get(ALL), "Age")).isEmpty();
        assertThat(site.get("/feeds/all.rss").statusCode()).isEqualTo(200);
    }

    @Test
    void aMergedStorysFeedMovesAndAWithdrawnOnesIsATombstone() {
        site.stories.merged.put(Entries.id("late"), Entries.id("story-0"));
        site.stories.tombstones.add(new Tombstone(Entries.id("gone"), Entries.NOON, "有误"));
        var moved = site.get("/feeds/story/" + Entries.id("late") + ".rss");
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(header(moved, "Location")).isEqualTo("/feeds/story/" + Entries.id("story-0") + ".rss");
        assertThat(site.get("/feeds/story/" + Entries.id("gone") + ".atom").body())
                .contains("at:deleted-entry ref=\"tag:yizhan.org,2026:story/" + Entries.id("gone"));
    }

    @Test
    void aFeedThatJoinsTheListWithAnOldStoryIsSeenByTheDateAlone() {
        String date = header(site.get("/feeds.opml"), "Last-Modified");
        assertThat(site.get("/feeds.opml", "If-Modified-Since", date).statusCode())
                .isEqualTo(304);
        var old = Entries.published(Entries.entry(77), Entries.NOON.minusSeconds(90_000));
        site.stories.put(Entries.tagged(old, List.of(new Tag(Tag.Scheme.REGION, "620721", "肃南裕固族自治县", "肃南县"))));
        site.now.updateAndGet(now -> now.plusSeconds(60));
        site.pass(FeedCache.STANDING_LIFE);
        assertThat(site.get("/feeds.opml", "If-Modified-Since", date).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/search.atom?q=x", "/feeds.opml", "/feeds.opml?feed=all"})
    void whatReadsTheSameAsBeforeKeepsItsDate(String path) {
        String date = header(site.get(path), "Last-Modified");
        int asked = site.stories.asked.get();
        site.now.updateAndGet(now -> now.plusSeconds(3600));
        site.pass(FeedCache.STANDING_LIFE);
        assertThat(header(site.get(path), "Last-Modified")).isEqualTo(date);
        assertThat(site.stories.asked.get()).as("made anew").isGreaterThan(asked);
        assertThat(site.get(path, "If-Modified-Since", date).statusCode()).isEqualTo(304);
    }

    @Test
    void opmlNamesEveryFeedThatHoldsAStory() {
        assertThat(site.get("/feeds.opml").body())
                .contains("xmlUrl=\"" + Site.BASE + "/feeds/all.atom\"")
                .contains("xmlUrl=\"" + Site.BASE + "/feeds/source/nmg-shgz.atom\"")
                .contains("text=\"甘州区\"")
                .doesNotContain("topic/empty");
    }

    @Test
    void opmlNamesAChosenStoryByItsTitleAndKnowsNoneThatIsNotThere() {
        site.stories.merged.put(Entries.id("late"), Entries.id("story-0"));
        site.stories.tombstones.add(new Tombstone(Entries.id("gone"), Entries.NOON, "有误"));
        String title = Entries.entry(0).title();
        for (UUID chosen : List.of(Entries.id("story-0"), Entries.id("late"))) {
            assertThat(site.get("/feeds.opml?feed=story/" + chosen).body())
                    .contains("title=\"" + title + "\"")
                    .contains("xmlUrl=\"" + Site.BASE + "/feeds/story/" + Entries.id("story-0") + ".atom\"");
        }
        for (UUID none : List.of(Entries.id("gone"), Entries.id("nowhere"))) {
            assertThat(site.get("/feeds.opml?feed=story/" + none).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void opmlAsksForAllTitlesAtOnce() {
        Entries.entries(40).forEach(site.stories::put);
        List<Integer> asked = new ArrayList<>();
        for (int many : List.of(1, 40)) {
            int before = site.stories.asked.get();
            String chosen = IntStream.range(0, many)
                    .mapToObj(number -> "feed=story/" + Entries.id("story-" + number))
                    .collect(Collectors.joining("&"));
            assertThat(site.get("/feeds.opml?" + chosen).body().split("xmlUrl="))
                    .hasSize(many + 1);
            asked.add(site.stories.asked.get() - before);
        }
        assertThat(asked.get(1)).isEqualTo(asked.get(0));
    }

    @Test
    void otherMethodsAreRefused() {
        for (String path : List.of(ALL, "/feeds.opml", "/api/v1/stories", "/api/v1/articles/" + UUID.randomUUID())) {
            var refused = site.post(path);
            assertThat(refused.statusCode()).as(path).isEqualTo(405);
            assertThat(header(refused, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
        assertThat(header(site.post("/stories/" + Entries.id("story-0")), "Allow"))
                .isEqualTo("GET, HEAD");
    }

    @Test
    void scriptsOfAnySiteReadWhateverTheAnswerIs() {
        site.stories.merged.put(Entries.id("late"), Entries.id("story-0"));
        var statuses = new ArrayList<Integer>();
        for (String path : List.of(
                ALL,
                "/feeds/story/" + Entries.id("late") + ".rss",
                "/feeds/search.rss?before=soon",
                "/feeds/nothing.rss",
                "/feeds/source/nobody.rss",
                "/api/v1/stories",
                "/api/v1/stories?before=soon",
                "/api/v1/stories/" + Entries.id("nowhere"),
                "/api/v1/reports/provenance.csv?from=2026-11-23&to=2026-11-24")) {
            var answer = site.get(path);
            assertThat(answer.headers().allValues("Access-Control-Allow-Origin"))
                    .as(path)
                    .containsExactly("*");
            statuses.add(answer.statusCode());
        }
        assertThat(statuses).containsExactly(200, 301, 400, 404, 404, 200, 400, 404, 200);
        assertThat(header(site.get("/stories/" + Entries.id("story-0")), "Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void scriptsOfAnySiteMayAskWithATag() {
        for (String path : List.of(ALL, "/api/v1/stories")) {
            String answer = site.sent("OPTIONS " + path + " HTTP/1.1\r\nHost: x\r\nOrigin: https://reader.example\r\n"
                    + "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: if-none-match\r\n"
                    + "Connection: close\r\n\r\n");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 204 ")
                    .contains("access-control-allow-origin: *\r\n", "access-control-allow-methods: get, head\r\n")
                    .contains("access-control-allow-headers: if-none-match,");
        }
    }

    private String feed(String path, FeedFormat format) {
        String body = site.get(path).body();
        assertThat(FeedValidator.validate(format.suffix(), Site.BASE + path, body.getBytes(UTF_8)))
                .isEmpty();
        return body;
    }

    private static Optional<String> next(String body, FeedFormat format) {
        Pattern link = Pattern.compile(
                format == FeedFormat.JSON
                        ? "\"next_url\":\"" + Site.BASE + "([^\"]+)"
                        : "rel=\"next\" href=\"" + Site.BASE + "([^\"]+)");
        return link.matcher(body)
                .results()
                .map(found -> found.group(1).replace("&amp;", "&"))
                .findFirst();
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void aSearchIsReadToItsEndPageByPageAndLosesNothing(FeedFormat format) {
        Entries.entries(120).forEach(site.stories::put);
        String first = "/feeds/search." + format.suffix() + "?region=620702";
        List<String> ids = new ArrayList<>();
        Optional<String> path = Optional.of(first);
        for (int page = 0; path.isPresent(); page++) {
            String body = feed(path.get(), format);
            assertThat(body.contains(Site.BASE + first + "\"")).isTrue();
            assertThat(body.contains(format == FeedFormat.JSON ? "\"page\":true" : "rel=\"first\""))
                    .isEqualTo(page > 0);
            STORY.matcher(body).results().map(found -> found.group(1)).forEach(ids::add);
            path = next(body, format);
            assertThat(path.isPresent()).isEqualTo(page < 2);
            path.ifPresent(
                    next -> assertThat(next).startsWith(first + "&before=").contains("&after="));
        }
        assertThat(ids).hasSize(120).doesNotHaveDuplicates();
        assertThat(site.get("/feeds/search.atom?before=yesterday").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/search.json?q=a&before=",
                "/feeds/search.json?before=",
                "/?q=a&before=",
                "/?before=",
                "/api/v1/stories?q=a&before=",
                "/api/v1/stories?before="
            })
    void aPageBeginsInAYearOfFourDigits(String path) {
        for (String far : List.of("%2B300000-01-01T00:00:00Z", "-300000000-01-01T00:00:00Z", "0000-12-31T00:00:00Z")) {
            assertThat(site.get(path + far).statusCode()).as(far).isEqualTo(400);
        }
        for (String end : List.of("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z")) {
            assertThat(site.get(path + end).statusCode()).as(end).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void whatDoesNotFitIntoAPageIsOnTheNext(FeedFormat format) {
        Entries.entries(40).stream()
                .map(entry -> Entries.withBody(entry, "<p>" + "长".repeat(9_000) + "</p>"))
                .forEach(site.stories::put);
        String path = "/feeds/search." + format.suffix() + "?q=" + Links.segment("长");
        String first = feed(path, format);
        assertThat(first.getBytes(UTF_8).length).isLessThan(FeedWriter.MAX_BYTES);
        String second = feed(next(first, format).orElseThrow(), format);
        assertThat(STORY.matcher(first).results().count()).isLessThan(40);
        List<String> ids = STORY.matcher(first + second)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(FeedFormat.class)
    void aSearchTellsOfWhatIsGoneOnItsFirstPageButInRss(FeedFormat format) {
        Entries.entries(60).forEach(site.stories::put);
        site.stories.tombstones.add(new Tombstone(Entries.id("gone"), Entries.NOON, "有误"));
        String first = feed("/feeds/search." + format.suffix(), format);
        String gone = Links.storyName(Entries.id("gone"));
        switch (format) {
            case JSON -> assertThat(first).contains("\"_withdrawn\":[{\"id\":\"" + gone);
            case ATOM -> assertThat(first).contains("<at:deleted-entry ref=\"" + gone);
            case RSS -> assertThat(first).doesNotContain(gone, "【已");
        }
        site.stories.tombstones.clear();
        assertThat(feed(next(first, format).orElseThrow(), format)).doesNotContain(gone);
    }
}
