package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Relation;
import org.yizhan.publish.ReportQuery;
import org.yizhan.publish.ReportRow;
import org.yizhan.publish.provenance.Compliance;
import org.yizhan.publish.provenance.TitleChange;

class ProvenanceReportTest {

    private static final String REPORT = "/api/v1/reports/provenance.csv";
    private static final String SPAN = "?from=2026-11-01&to=2026-12-01";

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    private static ReportRow row(String title) {
        return new ReportRow(
                Entries.id("s"),
                Entries.id("a"),
                "gz",
                "甘州区民政局",
                title,
                "https://gz.example/1",
                Entries.NOON,
                Relation.EDITED,
                Optional.of("中国网信网"),
                Optional.of("cac"),
                "中国网信网",
                Optional.of("社区议事亭开门"),
                Optional.of("https://www.cac.example/1.htm"),
                Optional.of(Entries.NOON.plusSeconds(90)),
                Optional.of(Duration.ofSeconds(-90)),
                TitleChange.WORDS,
                new Compliance(true, false, true, false),
                "published",
                Optional.of(Entries.id("f")),
                Optional.of("cac"),
                Optional.of("中国网信网"));
    }

    @Test
    void isOneLineARepost() {
        site.stories.reports.add(row("议事亭,\"开门\""));
        var answer = site.bytes(REPORT + SPAN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv; charset=utf-8"));
        assertThat(answer.body()).startsWith(0xEF, 0xBB, 0xBF);
        assertThat(site.get(REPORT + SPAN).body())
                .isEqualTo("\uFEFFstoryId,articleId,source,sourceName,title,url,publishedAt,relation,attributionName,"
                        + "originSource,originSourceName,originTitle,originUrl,originPublishedAt,lagSeconds,titleChange,"
                        + "approved,titleUnchanged,sourceNamed,traceable,status,fromArticleId,fromSource,fromSourceName\r\n"
                        + Entries.id("s") + "," + Entries.id("a")
                        + ",gz,甘州区民政局,\"议事亭,\"\"开门\"\"\",https://gz.example/1,2026-11-23T12:00:00+08:00,edited,中国网信网,"
                        + "cac,中国网信网,社区议事亭开门,https://www.cac.example/1.htm,2026-11-23T12:01:30+08:00,-90,words,"
                        + "true,false,true,false,published," + Entries.id("f") + ",cac,中国网信网\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    =HYPERLINK("http://x")      | ~"'=HYPERLINK(""http://x"")"~
                    +1                          | '+1
                    -1                          | '-1
                    @SUM(1)                     | '@SUM(1)
                    议事亭=1                     | 议事亭=1
                    """)
    void whatASpreadsheetWouldRunIsText(String title, String cell) {
        site.stories.reports.add(row(title));
        assertThat(site.get(REPORT + SPAN).body()).contains(",甘州区民政局," + cell + ",https://gz.example/1");
    }

    @Test
    void controlCharactersAtTheFrontAreNoWayAround() {
        assertThat(new CsvLine().cell("\t=1").toString()).isEqualTo("'\t=1\r\n");
        assertThat(new CsvLine().cell("\r=1").cell("a\nb").toString()).isEqualTo("\"'\n=1\",\"a\nb\"\r\n");
    }

    @Test
    void daysBeginInChinaAndTheSourceMayBeLeftOut() {
        site.get(REPORT + SPAN);
        site.get(REPORT + "?from=2026-11-01T00:00:00Z&to=2026-11-01T10:00:00%2B08:00&source=cac");
        assertThat(site.stories.asks)
                .containsExactly(
                        new ReportQuery(
                                Instant.parse("2026-10-31T16:00:00Z"),
                                Instant.parse("2026-11-30T16:00:00Z"),
                                Optional.empty()),
                        new ReportQuery(
                                Instant.parse("2026-11-01T00:00:00Z"),
                                Instant.parse("2026-11-01T02:00:00Z"),
                                Optional.of("cac")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?from=2026-11-01",
                "?to=2026-11-01",
                "?from=yesterday&to=2026-11-01",
                "?from=2026-11-31&to=2026-12-01",
                "?from=2026-11-02&to=2026-11-01",
                "?from=2026-11-01&to=2026-11-01",
                "?from=2025-01-01&to=2026-11-01",
                "?from=+999999999-01-01&to=+999999999-01-02",
            })
    void aBadSpanIsAProblemThatSaysWhatToMend(String query) throws IOException {
        var answer = site.get(REPORT + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new JsonMapper().readTree(answer.body()).path("detail").asText())
                .containsAnyOf("`from`", "`to`");
    }

    @Test
    void anUnknownSourceIsNotFound() {
        assertThat(site.get(REPORT + SPAN + "&source=nobody").statusCode()).isEqualTo(404);
        assertThat(site.get(REPORT + "?from=2025-11-25&to=2026-11-25&source=cac")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void manyRowsAllArrive() {
        List<ReportRow> rows = java.util.stream.IntStream.range(0, 3_000)
                .mapToObj(i -> row("题 " + i))
                .toList();
        site.stories.reports.addAll(rows);
        assertThat(site.get(REPORT + SPAN).body().split("\r\n")).hasSize(3_001);
    }

    @Test
    void whileTheStoreIsAwayNothingIsAnswered200() {
        site.stories.away = true;
        assertThat(site.get(REPORT + SPAN).statusCode()).isEqualTo(503);
    }
}
