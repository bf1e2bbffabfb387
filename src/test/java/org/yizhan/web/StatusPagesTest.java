package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yizhan.http.Language;

class StatusPagesTest {

    private static final Instant BEGAN = Instant.parse("2026-11-23T01:00:00Z");
    private static final String ID = "tag:yizhan.org,2026:status/00000000-0000-0000-0000-000000000007";

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private Document page(String path) {
        HttpResponse<String> answer = site.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body(), Site.BASE);
    }

    private void pin(String source, Freshness.State state, String cause) {
        site.board.pinned.add(new Freshness(
                source,
                state,
                Optional.of(BEGAN.minusSeconds(600)),
                state.isTrouble() ? Optional.of(BEGAN) : Optional.empty(),
                cause,
                Optional.of(Duration.ofHours(5)),
                1,
                state.isTrouble() ? 1 : 0));
    }

    private static Outage outage(Optional<Instant> ended) {
        return new Outage(
                new UUID(0, 7),
                "cac",
                "cac-wxfb",
                Freshness.State.FAILING,
                "timeout",
                BEGAN,
                Optional.of(BEGAN.minusSeconds(600)),
                ended.orElse(BEGAN.plusSeconds(60)),
                ended,
                Outage.Ending.RECOVERED);
    }

    @Test
    void aPagePastTheEndIsNoPage() {
        for (String page : List.of("99999", "-1", "99999999999", "x")) {
            assertThat(site.get("/status?page=" + page).statusCode()).as(page).isEqualTo(404);
            assertThat(site.get("/status.json?page=" + page).statusCode())
                    .as(page)
                    .isEqualTo(404);
        }
    }

    @Test
    void saysThatNothingIsKnownOfSourcesThatNobodyHasAsked() {
        pin("cac", Freshness.State.NEVER, "");
        assertThat(page("/status").select("main .note").text()).isEqualTo("定时采集的 1 个来源都还没去取过。");
        pin("other", Freshness.State.FRESH, "");
        site.pass(Duration.ofSeconds(60));
        assertThat(page("/status?lang=en").select("main .note").text())
                .isEqualTo("All is well: all 1 sources that were asked can be fetched, 1 have not been asked yet.");
    }

    @Test
    void saysInOneSentenceThatAllIsWell() {
        pin("cac", Freshness.State.FRESH, "");
        pin("other", Freshness.State.QUIET, "");
        Document page = page("/status");
        assertThat(page.select("main .note").text()).isEqualTo("一切正常：2 个来源都取得到。");
        assertThat(page.select(".changes .empty").text()).isEqualTo("没有记录到故障。");
        assertThat(page("/status?lang=en").select("main .note").text())
                .isEqualTo("All is well: all 2 sources can be fetched.");
    }

    @Test
    void putsProblemsFirstWithSinceWhenAndWhyInPlainWords() {
        pin("a-fresh", Freshness.State.FRESH, "");
        pin("cac", Freshness.State.FAILING, "http-5xx");
        pin("z-late", Freshness.State.LATE, "");
        Document page = page("/status");
        assertThat(page.select(".sources td:first-child").eachText()).containsExactly("中国网信网", "z-late", "a-fresh");
        assertThat(page.select(".sources tbody tr").getFirst().text())
                .contains("采集失败", "它的服务器出错", "2026-11-23 09:00", "2026-11-23 08:50")
                .doesNotContain("http-5xx");
        assertThat(page.select("main .note").text()).isEqualTo("3 个定时采集的来源里，1 个取不到新稿，其余正常。");
        assertThat(page.select(".below a").eachText()).containsExactly("▲ 采集失败 1", "◐ 迟了 1", "● 正常 1");
    }

    @Test
    void everyClassOfFailureHasPlainWords() {
        var words = new StatusWords(Language.EN);
        for (var fault : org.yizhan.fetch.Fault.values()) {
            assertThat(words.cause(fault.word())).as(fault.word()).isNotEqualTo(words.cause("?"));
        }
        assertThat(words.cause("java.lang.NullPointerException")).isEqualTo("for a reason not known");
    }

    @Test
    void sourcesThatPushAreListedWithTheirNewestStory() {
        site.stories.put(Entries.entry(0));
        Document page = page("/status");
        assertThat(page.select(".sources td").text()).contains("只收推送", "2026-11-23 12:00 · 2 小时前");
        assertThat(page.select("main .note").text()).isEqualTo("没有定时采集的来源，稿件都由来源推送。");
    }

    @Test
    void thousandsOfSourcesArePagedAndNarrowedByState() {
        for (int i = 0; i < 200; i++) {
            pin("source-%03d".formatted(i), i < 90 ? Freshness.State.QUIET : Freshness.State.FRESH, "");
        }
        var seen = new ArrayList<String>();
        String path = "/status";
        while (!path.isEmpty()) {
            Document page = page(path);
            assertThat(page.html().length()).isLessThan(PageWriter.MAX_BYTES);
            seen.addAll(page.select(".sources td:first-child").eachText());
            path = page.select(".pager .older").attr("href");
        }
        assertThat(seen).hasSize(200).doesNotHaveDuplicates();
        assertThat(page("/status?state=quiet&page=2").select(".sources tbody tr"))
                .hasSize(10);
        assertThat(page("/status?state=paused").select(".empty").first().text()).isEqualTo("没有这样的来源。");
        assertThat(page("/status?state=%3Cscript%3E").select(".sources tbody tr"))
                .hasSize(80);
    }

    @Test
    void saysHowLongTheSlowestArticleTookWhereThatIsKnown() {
        assertThat(page("/status").text()).doesNotContain("最慢");
        site.board.delay = Optional.of(Duration.ofMillis(420));
        site.pass(Duration.ofMinutes(1));
        assertThat(page("/status").text()).contains("最慢的一篇从收到到进入订阅源用了 0.4 秒");
    }

    @Test
    void theFeedHasOneEntryAnOutageInThreeFormatsAlike() throws Exception {
        site.board.outages.add(outage(Optional.empty()));
        for (String format : List.of("atom", "rss")) {
            SyndFeed feed = feed(format);
            assertThat(feed.getEntries()).singleElement().satisfies(entry -> {
                assertThat(entry.getUri()).isEqualTo(ID);
                assertThat(entry.getTitle()).isEqualTo("中国网信网：采集失败");
                assertThat(entry.getLink()).isEqualTo(Site.BASE + "/sources/cac");
                assertThat(entry.getPublishedDate()).isEqualTo(BEGAN);
                assertThat(entry.getContents().getFirst().getValue())
                        .contains("2026-11-23 08:50 起没有取到新稿：它的服务器迟迟不答。", "its server does not answer in time");
            });
        }
        JsonNode item = json("/status.json").at("/items/0");
        assertThat(item.path("id").asText()).isEqualTo(ID);
        assertThat(item.path("title").asText()).isEqualTo("中国网信网：采集失败");
        assertThat(item.path("date_published").asText()).isEqualTo("2026-11-23T09:00:00+08:00");
    }

    @Test
    void anEndedOutageKeepsItsIdAndItsUpdatedMoves() throws Exception {
        site.board.outages.add(outage(Optional.empty()));
        SyndEntry open = feed("atom").getEntries().getFirst();
        site.board.outages.set(0, outage(Optional.of(BEGAN.plus(Duration.ofHours(3)))));
        site.pass(Duration.ofMinutes(1));
        SyndEntry ended = feed("atom").getEntries().getFirst();
        assertThat(ended.getUri()).isEqualTo(open.getUri());
        assertThat(ended.getPublishedDate()).isEqualTo(open.getPublishedDate());
        assertThat(ended.getUpdatedDate()).isAfter(open.getUpdatedDate());
        assertThat(ended.getTitle()).isEqualTo("中国网信网：已恢复，历时 3 小时");
        assertThat(page("/status").select(".changes li").text()).contains("2026-11-23 12:00 恢复");
        assertThat(json("/status.json").at("/_status/gaps/0").toString())
                .contains("\"from\":\"2026-11-23T08:50:00+08:00\",\"to\":\"2026-11-23T12:00:00+08:00\"");
    }

    @Test
    void pollingThatIsLateAsAWholeIsToldSo() {
        site.board.outages.add(new Outage(
                new UUID(0, 8),
                "",
                "",
                Freshness.State.LATE,
                "",
                BEGAN,
                Optional.empty(),
                BEGAN,
                Optional.empty(),
                Outage.Ending.RECOVERED));
        pin("cac", Freshness.State.LATE, "");
        assertThat(page("/status").select("main .note").text()).startsWith("采集整体落后：1 个来源没有按时去取");
        assertThat(site.get("/status.atom").body()).contains("采集整体落后");
    }

    @Test
    void theJsonFeedSaysAllThatThePageSays() throws Exception {
        pin("cac", Freshness.State.FAILING, "dns");
        for (int i = 0; i < 100; i++) {
            pin("source-" + i, Freshness.State.FRESH, "");
        }
        JsonNode first = json("/status.json");
        assertThat(first.at("/_status/well").asBoolean()).isFalse();
        assertThat(first.at("/_status/states/fresh").asInt()).isEqualTo(100);
        assertThat(first.at("/_status/states/gone").asInt()).isZero();
        assertThat(first.at("/_status/sources/0").toString())
                .contains("\"id\":\"cac\"", "\"state\":\"failing\"", "\"cause\":\"dns\"", "\"usualGapSeconds\":18000");
        String next = first.path("next_url").asText();
        assertThat(next).isEqualTo(Site.BASE + "/status.json?page=2");
        JsonNode second = json(next.substring(Site.BASE.length()));
        assertThat(second.at("/_status/sources")).hasSize(21);
        assertThat(second.path("next_url").isMissingNode()).isTrue();
    }

    @Test
    void theFeedsAreValidWithoutAnyOutage() throws Exception {
        assertThat(feed("atom").getEntries()).isEmpty();
        assertThat(feed("rss").getEntries()).isEmpty();
        assertThat(json("/status.json").path("items")).isEmpty();
        assertThat(site.get("/status.atom").headers().firstValue("Content-Type"))
                .contains("application/atom+xml; charset=utf-8");
    }

    @Test
    void thePageOfASourceSaysHowItIsFetched() {
        pin("cac", Freshness.State.FAILING, "tls");
        site.board.outages.add(outage(Optional.empty()));
        Document page = page("/sources/cac");
        assertThat(page.select(".facts").text())
                .contains("▲ 采集失败", "证书", "失败自 2026-11-23 09:00", "多在 5 小时 以内", "2026-11-23 08:50 至 现在");
        assertThat(page("/sources/cac?lang=en").select(".facts").text()).contains("failing", "certificate");
    }

    @Test
    void aSourceThatPushesIsQuietByItsOwnRhythm() {
        var published = new ArrayList<Instant>();
        for (int i = 0; i < 15; i++) {
            published.add(Instant.parse("2026-10-01T00:00:00Z").minus(Duration.ofHours(6L * i)));
        }
        var writer = new PageWriter(new Links(URI.create(Site.BASE)), site.now::get);
        Frame frame = writer.frame(Language.ZH, "", "/", Optional.empty());
        var quiet = SourceFreshness.of(StatusBoard.NONE, "cac", published, frame);
        assertThat(quiet.freshness().usualGap()).contains(Duration.ofHours(6));
        assertThat(quiet.unusual()).isTrue();
        assertThat(quiet.freshness().state()).isEqualTo(Freshness.State.PUSH_ONLY);
        var few = SourceFreshness.of(StatusBoard.NONE, "cac", published.subList(0, 5), frame);
        assertThat(few.freshness().usualGap()).isEmpty();
        assertThat(few.unusual()).isFalse();
    }

    @Test
    void saysWhoseTheTextsAreAndWhomToAsk() {
        Document page = page("/about");
        assertThat(page.select("main .ragged p"))
                .as("an address that is not broken stretches no line")
                .isNotEmpty();
        assertThat(site.get("/static/site.css").body()).contains(".ragged p { text-align: start; }");
        assertThat(page.select("main").text()).contains("版权归发布单位所有", "没有另留联系地址", Site.BASE);
        assertThat(page("/about?lang=en").select("main").text()).contains("copyright", "removed");
        assertThat(page("/").select("footer a").eachAttr("href")).contains("/about", "/status");
        assertThat(AboutPage.link("news@example.org")).contains("mailto:news@example.org");
        assertThat(AboutPage.link("https://example.org/impressum")).contains("https://example.org/impressum");
        assertThat(AboutPage.link("javascript:alert(1)")).isEmpty();
        assertThat(AboutPage.link("12345 热线")).isEmpty();
    }

    private SyndFeed feed(String format) throws Exception {
        return new SyndFeedInput()
                .build(new StringReader(site.get("/status." + format).body()));
    }

    private JsonNode json(String path) throws Exception {
        return new JsonMapper().readTree(site.get(path).body());
    }
}
