package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.http.QueryString;
import org.yizhan.publish.Entry;
import org.yizhan.publish.StoryQuery;

class SearchQueryTest {

    private static final JsonMapper JSON = new JsonMapper();

    private Site site;

    @BeforeEach
    void open() {
        site = new Site();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static SearchQuery query(String parameters) {
        return SearchQuery.of(QueryString.parse(parameters));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sort=relevance&q=ab&topic=t|q=ab&topic=t&sort=relevance",
                "q=ab&sort=newest|q=ab",
                "sort=relevance|``",
                "to=2026-11-23&from=2026-11-01&q=|from=2026-11-01&to=2026-11-23",
                "q=a+%26+b|q=a%20b",
                "q=%EF%BC%88ab%EF%BC%89|q=ab",
                "q=ab&region=&source=|q=ab",
                "q=ab&limit=9&utm=1|q=ab"
            })
    void equalSearchesHaveOneSpelling(String parameters, String spelling) {
        assertThat(query(parameters).canonical()).isEqualTo(spelling);
        assertThat(query(spelling).canonical()).isEqualTo(spelling);
    }

    @Test
    void daysAreThoseOfChina() {
        StoryQuery.Span span =
                query("from=2026-11-01&to=2026-11-23").page(Optional.empty(), 9).span();
        assertThat(span.from()).contains(Instant.parse("2026-10-31T16:00:00Z"));
        assertThat(span.until()).contains(Instant.parse("2026-11-23T16:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "to=2026-02-30", "sort=best", "rank=x&before=2026-11-23T10:00:00Z"})
    void whatCannotBeReadIsRefusedWithWhatWouldMendIt(String parameters) {
        for (String path : List.of("/?", "/api/v1/stories?", "/feeds/search.atom?")) {
            if (parameters.startsWith("rank") && path.startsWith("/feeds")) {
                continue;
            }
            var answer = site.get(path + parameters);
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(answer.body()).as(path).contains("`" + parameters.substring(0, parameters.indexOf('=')) + "`");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 1_000})
    void longQueriesAreRefused(int length) {
        for (String path : List.of("/?q=", "/api/v1/stories?q=", "/feeds/search.rss?q=")) {
            var answer = site.get(path + "a".repeat(length));
            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.body()).contains("more than 200 characters");
        }
    }

    @Test
    void aSearchWhoseOneSpellingIsLongerThanTheTypedOneIsAnswered() {
        String words = IntStream.range(0, 25)
                .mapToObj(i -> "社区%c平".formatted(0x4e00 + i * 7))
                .collect(Collectors.joining("|", "", "|议事亭"));
        SearchQuery query = query("q=" + Links.segment(words));
        assertThat(query.text()).hasSizeGreaterThan(200);
        assertThat(query(query.canonical())).isEqualTo(query);
        assertThat(query.page(Optional.empty(), 9).wanted().question().wanted()).hasSize(26);
        for (String parameters : List.of("q=" + Links.segment(words), query.canonical())) {
            for (String path : List.of("/?", "/api/v1/stories?", "/feeds/search.json?")) {
                assertThat(site.get(path + parameters).statusCode())
                        .as(path + parameters)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void whatIsRefusedIsNeverEverything() {
        assertThatThrownBy(() -> query("q=" + "a".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneSearchIsTheSameAsPageAsJsonAndAsFeed() {
        Entries.entries(5).forEach(site.stories::put);
        String query = "q=" + Links.segment("社区议事亭") + "&region=620702";
        List<String> ids = site.stories.search(query(query).page(Optional.empty(), 50)).content().entries().stream()
                .map(Entry::storyId)
                .map(Object::toString)
                .toList();
        assertThat(ids).hasSizeGreaterThan(1);
        assertThat(Jsoup.parse(site.get("/?" + query).body())
                        .select(".story h3 a")
                        .eachAttr("href"))
                .isEqualTo(ids.stream().map(id -> "/stories/" + id).toList());
        for (String path : List.of("/api/v1/stories?", "/feeds/search.json?", "/feeds/search.rss?")) {
            String body = site.get(path + query).body();
            assertThat(ids.stream().map(id -> body.indexOf("story/" + id)).toList())
                    .as(path)
                    .isSorted()
                    .doesNotContain(-1);
        }
    }

    @Test
    void conditionsOfTimeAndOrderCanBeTakenAway() {
        var page = Jsoup.parse(site.get("/?q=ab&from=2026-11-01&sort=relevance").body());
        assertThat(page.select("form input[name=from]").val()).isEqualTo("2026-11-01");
        assertThat(page.select("form input[name=sort]").val()).isEqualTo("relevance");
        assertThat(page.select(".filter").eachAttr("href"))
                .containsExactly("/?q=ab&sort=relevance", "/?q=ab&from=2026-11-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"養老", "AI 養老", "“養老”", "Ｃ＋＋", "養老 AND 托育"})
    void aPageShowsWhatWasTypedAndIsToBeFoundUnderTheOneSpelling(String typed) {
        String words = Links.segment(typed);
        String canonical = query("q=" + words).canonical();
        assertThat(canonical).isNotEqualTo("q=" + words);
        for (String path : List.of("/?q=", "/narrow/region?q=")) {
            var page = Jsoup.parse(
                    site.get(path + words + "&topic=minzheng&lang=zh").body());
            assertThat(page.title()).contains(typed + " · 民政");
            assertThat(page.select("h1").text()).contains(typed);
            assertThat(page.select("link[rel=canonical]").attr("href"))
                    .isEqualTo(Site.BASE + path.replace("q=", canonical) + "&topic=minzheng");
            assertThat(page.select("link[rel=alternate]").eachAttr("href"))
                    .hasSize(3)
                    .allMatch(href -> href.endsWith("?" + canonical + "&topic=minzheng"));
            assertThat(page.select(".tongue").attr("href")).isEqualTo(path + words + "&topic=minzheng&lang=en");
        }
        var page = Jsoup.parse(site.get("/?q=" + words + "&topic=minzheng").body());
        assertThat(page.select("input[name=q]").val()).isEqualTo(typed);
        assertThat(page.select(".filter").attr("href")).isEqualTo("/?q=" + words);
    }

    @Test
    void whatIsTypedIsShownNoLongerThanASearchBoxIs() {
        var page = Jsoup.parse(site.get("/?q=a" + "%2C".repeat(600) + "b").body());
        assertThat(page.select("input[name=q]").val()).isEqualTo("a b");
        assertThat(Jsoup.parse(site.get("/?q=%20").body()).select("h1").text()).startsWith("最新报道");
    }

    @ParameterizedTest
    @CsvSource({
        "region=999999, 没有「999999」这个地区代码，所以什么也找不到；/regions 里有全部。, there is no region `999999`",
        "topic=nothing, 没有「nothing」这个主题，所以什么也找不到；/topics 里有全部。, there is no topic `nothing`",
        "source=nobody, 没有「nobody」这个来源，所以什么也找不到；/sources 里有全部。, there is no source `nobody`",
        "organization=none, 没有「none」这个机构，所以什么也找不到；/organizations 里有全部。, there is no organization `none`"
    })
    void aSearchSaysWhichNameIsNotKnown(String condition, String shown, String told) throws Exception {
        site.stories.put(Entries.entry(0));
        for (String search : List.of(condition, "q=%E8%AE%AE%E4%BA%8B&" + condition)) {
            assertThat(Jsoup.parse(site.get("/?" + search).body())
                            .select(".lead .note")
                            .eachText())
                    .containsExactly(shown);
            assertThat(Jsoup.parse(site.get("/feeds/search?" + search).body())
                            .select(".about")
                            .text())
                    .endsWith(shown);
            JsonNode json = JSON.readTree(site.get("/api/v1/stories?" + search).body());
            assertThat(json.get("stories")).isEmpty();
            assertThat(json.get("warnings"))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.asText()).startsWith(told));
            for (String format : List.of("rss", "atom", "json")) {
                var feed = site.get("/feeds/search." + format + "?" + search);
                assertThat(feed.statusCode()).isEqualTo(200);
                assertThat(feed.body()).contains(shown);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            regio=620702              | `regio` is no parameter here and counts for nothing; there are q, region, topic
            region=620702&region=11   | `region` stands there more than once; the first one counts
            q=x&limit=1&page=2        | `page` is no parameter here
            """)
    void aParameterThatCountsForNothingIsNamed(String search, String told) throws Exception {
        JsonNode json = JSON.readTree(site.get("/api/v1/stories?" + search).body());
        assertThat(json.get("warnings"))
                .anySatisfy(warning -> assertThat(warning.asText()).startsWith(told));
    }

    @Test
    void aNameThatStoriesBearOrAVocabularyHasIsKnown() throws Exception {
        site.stories.put(Entries.entry(0));
        for (String search : List.of("topic=health", "source=nmg-shgz", "topic=empty", "region=620702", "q=x")) {
            assertThat(site.get("/?" + search).body()).as(search).doesNotContain("什么也找不到");
            assertThat(JSON.readTree(site.get("/api/v1/stories?" + search).body())
                            .get("warnings"))
                    .as(search)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/stories", "/feeds/search.rss"})
    void tenThousandCharactersAreRefusedWithAdvice(String path) {
        var answer = site.get(path + "?q=" + "x".repeat(10_000));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("200").doesNotContain("x".repeat(300));
    }
}
