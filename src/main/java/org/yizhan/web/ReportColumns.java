package org.yizhan.web;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.yizhan.http.Times;
import org.yizhan.publish.ReportRow;
import org.yizhan.publish.provenance.Compliance;

/** The columns of the report on reposts. */
final class ReportColumns {

    static final List<String> NAMES = List.of(
            "storyId",
            "articleId",
            "source",
            "sourceName",
            "title",
            "url",
            "publishedAt",
            "relation",
            "attributionName",
            "originSource",
            "originSourceName",
            "originTitle",
            "originUrl",
            "originPublishedAt",
            "lagSeconds",
            "titleChange",
            "approved",
            "titleUnchanged",
            "sourceNamed",
            "traceable",
            "status",
            "fromArticleId",
            "fromSource",
            "fromSourceName");

    private ReportColumns() {}

    static CsvLine line(ReportRow row) {
        Compliance compliance = row.compliance();
        return new CsvLine()
                .cell(row.storyId().toString())
                .cell(row.articleId().toString())
                .cell(row.source())
                .cell(row.sourceName())
                .cell(row.title())
                .cell(row.url())
                .cell(Times.rfc3339(row.publishedAt()))
                .cell(StoryJson.word(row.relation()))
                .cell(row.attributionName().orElse(""))
                .cell(row.originSource().orElse(""))
                .cell(row.originSourceName())
                .cell(row.originTitle().orElse(""))
                .cell(row.originUrl().orElse(""))
                .cell(row.originPublishedAt().map(Times::rfc3339).orElse(""))
                .number(row.lag().map(Duration::toSeconds))
                .cell(StoryJson.word(row.titleChange()))
                .cell(Boolean.toString(compliance.approved()))
                .cell(Boolean.toString(compliance.titleUnchanged()))
                .cell(Boolean.toString(compliance.sourceNamed()))
                .cell(Boolean.toString(compliance.traceable()))
                .cell(row.status())
                .cell(row.fromArticleId().map(UUID::toString).orElse(""))
                .cell(row.fromSource().orElse(""))
                .cell(row.fromSourceName().orElse(""));
    }
}
