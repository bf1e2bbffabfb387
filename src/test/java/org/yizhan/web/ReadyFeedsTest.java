package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.FeedsChanged;

/** What is answered before any route is looked for says the same as what a route says. */
class ReadyFeedsTest {

    private final Site site = new Site();

    @BeforeEach
    void shelve() {
        Entries.entries(3).forEach(site.stories::put);
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static Map<String, List<String>> headers(HttpResponse<?> answer) {
        return answer.headers().map();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/all.rss", "/feeds/all.atom", "/feeds/all.json", "/feeds/region/620702.atom"})
    void aReadyCopyHasTheStatusHeadersAndBytesThatARouteGives(String path) {
        var first = site.get(path);
        var ready = site.get(path);
        var routed = site.get(path + "?by=route");
        assertThat(first.statusCode()).isEqualTo(200);
        for (var answer : List.of(ready, routed)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(headers(answer)).isEqualTo(headers(first));
            assertThat(answer.body()).isEqualTo(first.body());
        }
    }

    @Test
    void aReadyCopyIsForRequestsOfAHundredHeadersToo() {
        assertThat(site.get("/feeds/all.atom").statusCode()).isEqualTo(200);
        String[] many = Stream.generate(() -> List.of("X-A", "b"))
                .limit(101)
                .flatMap(List::stream)
                .toArray(String[]::new);
        assertThat(site.get("/feeds/all.atom", many).statusCode()).isEqualTo(431);
        assertThat(site.get("/feeds/all.atom", Arrays.copyOf(many, 160)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aReadyCopyKnowsItsTagsAndWhoOpensItInATab() {
        String tag = site.get("/feeds/all.atom").headers().firstValue("ETag").orElseThrow();
        var ready = site.get("/feeds/all.atom", "If-None-Match", tag);
        var routed = site.get("/feeds/all.atom?by=route", "If-None-Match", tag);
        assertThat(ready.statusCode()).isEqualTo(304);
        assertThat(routed.statusCode()).isEqualTo(304);
        assertThat(headers(ready)).isEqualTo(headers(routed)).containsKeys("etag", "vary", "cache-control");
        assertThat(headers(site.get("/feeds/all.atom", "Sec-Fetch-Dest", "document")))
                .containsEntry("content-type", List.of("application/xml; charset=utf-8"));
        assertThat(headers(site.get("/feeds/all.atom")))
                .as("one answer's own header stays its own")
                .containsEntry("content-type", List.of("application/atom+xml; charset=utf-8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/feeds/all.atom", "/feeds/all.atom?by=route", "/", "/nowhere"})
    void everyAnswerIsDatedByItsSecond(String path) {
        site.now.set(Instant.parse("2026-09-13T02:00:00.700Z"));
        site.get(path);
        assertThat(site.get(path).headers().allValues("Date")).containsExactly("Sun, 13 Sep 2026 02:00:00 GMT");
        site.now.set(Instant.parse("2026-09-13T02:00:01Z"));
        assertThat(site.get(path).headers().allValues("Date")).containsExactly("Sun, 13 Sep 2026 02:00:01 GMT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: a/b:x:y\r\n", "Host: \r\n", "Host: x\r\nHost: x\r\n", "Host: x:y\r\n"})
    void whoDoesNotSayForWhichSiteIsRefusedEverywhere(String host) {
        site.get("/feeds/all.atom");
        for (String path : List.of("/feeds/all.atom", "/feeds/all.atom?by=route", "/", "/nowhere")) {
            assertThat(site.sent("GET " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" HTTP/1.0\r\n\r\n", " HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n"})
    void whoSaysItOrNeedNotIsAnsweredEverywhere(String rest) {
        for (String path : List.of("/feeds/all.atom", "/feeds/all.atom", "/feeds/all.atom?by=route", "/")) {
            assertThat(site.sent("GET " + path + rest)).as(path).contains(" 200 OK");
        }
    }

    @Test
    void aCopyThatAChangeHasOutdatedIsNotReady() {
        String before = site.get("/feeds/all.atom").body();
        long hits = site.cache.use().hits();
        assertThat(site.get("/feeds/all.atom").body()).isEqualTo(before);
        assertThat(site.cache.use().hits()).isEqualTo(hits + 1);
        site.stories.seq++;
        site.cache.changed(new FeedsChanged(site.stories.seq, List.of("all"), List.of(), Optional.empty()));
        site.pass(FeedCache.STANDING_REST);
        int asked = site.stories.asked.get();
        assertThat(site.get("/feeds/all.atom").statusCode()).isEqualTo(200);
        assertThat(site.stories.asked.get()).isGreaterThan(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "/feeds/all.atom, all, atom",
        "/feeds/region/620702.rss, region/620702, rss",
        "/feeds/source/cac.json, source/cac, json"
    })
    void aPlainAddressNamesItsCopy(String address, String name, String form) {
        assertThat(ReadyFeeds.key(address)).contains(new FeedCache.Key(name, form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/all.atom?",
                "/feeds/all.atom?q=.atom",
                "/feeds/source/a%2Fb.atom",
                "/feeds/source/../all.atom",
                "/feeds/source/a.b.atom",
                "/feeds/source/x/archive/3.atom",
                "/feeds/.atom",
                "/feeds/",
                "/feeds.opml",
                "/feeds/all.zh",
                "/feeds/all",
                "/",
                ""
            })
    void whatMayBeSpeltInSeveralWaysIsLeftToTheRoutes(String address) {
        assertThat(ReadyFeeds.key(address)).isEmpty();
    }
}
