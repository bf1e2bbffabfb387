package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    @ValueSource(strings = {"/", "/api/v1/stories", "/feeds/search.rss"})
    void tenThousandCharactersAreRefusedWithAdvice(String path) {
        var answer = site.get(path + "?q=" + "x".repeat(10_000));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("200").doesNotContain("x".repeat(300));
    }
}
