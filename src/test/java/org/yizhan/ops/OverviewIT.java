package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;

/** The first screen and its JSON twin. */
class OverviewIT {

    private final OperatorEdge edge;

    OverviewIT() throws Exception {
        edge = new OperatorEdge();
    }

    @AfterEach
    void stop() throws Exception {
        edge.close();
    }

    private String page(String language) throws Exception {
        return edge.get("/ops?lang=" + language).body();
    }

    private JsonNode json() throws Exception {
        return edge.get("/api/v1/ops/status").json();
    }

    /** A tile as it stands there: where it leads, its manner and its value. */
    private static String tile(String page, String name) {
        return Pattern.compile("<a class=\"card\" href=\"([^\"]*)\"><span>" + Pattern.quote(name)
                        + "</span><b class=\"([^\"]*)\">([^<]*)</b>")
                .matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1) + " " + found.group(2) + " " + found.group(3))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tile " + name + " in " + page));
    }

    @Test
    void whatTheDatabaseDoesNotSayIsUnknownAndNeverGood() throws Exception {
        edge.keeper().store(List.of(Letters.letter("tag", "stage-failure", 1)));
        edge.metrics.polls().counted(Map.of("fresh", 4L), Duration.ZERO, 17);
        assertThat(tile(page("en"), "dead letters")).isEqualTo("/ops/dead-letters warn 1");
        assertThat(tile(page("en"), "sources fresh")).isEqualTo("/ops/sources good 100%");
        assertThat(page("en")).contains("17 pages to fetch");

        edge.databaseIsAway = true;

        String english = page("en");
        assertThat(tile(english, "dead letters")).isEqualTo("/ops/dead-letters warn unknown");
        assertThat(tile(english, "sources fresh")).isEqualTo("/ops/sources warn unknown");
        assertThat(english)
                .contains("pages to fetch: unknown", "deliveries that wait: unknown", "1 problem<")
                .doesNotContain("17 pages", "0 deliveries");
        String chinese = page("zh");
        assertThat(tile(chinese, "死信待处理")).isEqualTo("/ops/dead-letters warn 未知");
        assertThat(tile(chinese, "来源正常")).isEqualTo("/ops/sources warn 未知");
        assertThat(chinese).contains("待抓取的页面：未知", "待送：未知");

        JsonNode status = json();
        assertThat(status.path("deadLetterCounts").isNull()).isTrue();
        assertThat(status.path("sources").path("fresh").isNull()).isTrue();
        assertThat(status.path("sources").path("polled").isNull()).isTrue();
        assertThat(status.path("sources").path("freshPercent").isNull()).isTrue();
        assertThat(status.path("problems").findValuesAsText("kind")).containsExactly("database");
    }

    @Test
    void sourcesThatCouldNotBeCountedAreUnknown() throws Exception {
        edge.metrics.polls().counted(Map.of("fresh", 4L), Duration.ofHours(1), 17);
        assertThat(page("en")).contains("17 pages to fetch", "the oldest poll is");

        edge.metrics.polls().unknown();

        assertThat(tile(page("en"), "sources fresh")).isEqualTo("/ops/sources warn unknown");
        assertThat(page("en")).contains("pages to fetch: unknown").doesNotContain("17 pages", "the oldest poll is");
        assertThat(json().path("sources").path("polled").isNull()).isTrue();
    }

    @Test
    void aProblemSaysHowBadItIs() throws Exception {
        edge.troubles.add(new Trouble(Kind.DISK, Severity.CRITICAL, "data folder", "磁盘满了", "the disk is full"));
        edge.troubles.add(new Trouble(Kind.SEARCH, Severity.WARNING, "search", "检索落后", "search is behind"));

        assertThat(page("en"))
                .containsPattern("<li><span class=\"state bad\">critical</span> <a href=\"/ops\">the disk is full")
                .containsPattern("<li><span class=\"state warn\">warning</span> <a href=\"/ops\">search is behind");
        assertThat(page("zh"))
                .containsPattern("<li><span class=\"state bad\">严重</span> <a href=\"/ops\">磁盘满了")
                .containsPattern("<li><span class=\"state warn\">警告</span> <a href=\"/ops\">检索落后");
    }

    @Test
    void ofManySourcesSomeAreNamedAndTheRestCounted() throws Exception {
        for (int i = 0; i < 20; i++) {
            edge.troubles.add(
                    new Trouble(Kind.SOURCE_FAILING, Severity.WARNING, "c" + i, "来源" + i + "失败", "c" + i + " fails"));
        }

        assertThat(page("en"))
                .contains("20 problems", "c7 fails", "<a href=\"/ops/sources\">… and 12 more sources</a>");
        assertThat(page("en")).doesNotContain("c8 fails");
        assertThat(page("zh")).contains("<a href=\"/ops/sources\">……还有 12 个来源</a>");
        assertThat(json().path("problems")).as("the JSON has all").hasSize(20);
    }

    @Test
    void theShareOfErrorsIsOfWhatTheStagesTookUp() throws Exception {
        edge.pulse.feel();
        edge.metrics.stage("normalize").received(30);
        edge.metrics.stage("normalize").dead(30);
        edge.metrics.stage("keep-dead-letter").received(30);
        edge.clock.pass(Duration.ofSeconds(30));
        edge.pulse.feel();

        assertThat(tile(page("en"), "errors")).as("replayed only").isEqualTo("/ops/dead-letters bad 100%");
        assertThat(page("en")).contains("0 + 60 dead / min");
        assertThat(page("zh")).contains("每分 0 条 + 60 条死信");

        edge.metrics.stage(Metrics.INGEST).received(1);
        edge.metrics.stage("normalize").received(45);
        edge.metrics.stage("normalize").sent(45);
        edge.metrics.stage("tag").received(45);
        edge.metrics.stage("tag").sent(45);
        edge.clock.pass(Duration.ofSeconds(30));
        edge.pulse.feel();

        assertThat(tile(page("en"), "errors")).endsWith("25%");
    }

    @Test
    void aStageLeadsToItsRouteAndATileToWhatItCounts() throws Exception {
        String page = page("en");

        assertThat(page)
                .contains(
                        "<a href=\"/ops/routes/normalize\">normalize</a>",
                        "<a href=\"/ops/routes/deliver\">deliver</a>");
        assertThat(tile(page, "out / min")).startsWith("/ops/routes/publish ");
        assertThat(tile(page, "to readable p50")).startsWith("/ops/routes ");
        assertThat(tile(page, "to readable p95")).startsWith("/ops/routes ");
    }
}
