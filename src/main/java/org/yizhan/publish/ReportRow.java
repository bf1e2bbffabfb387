package org.yizhan.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Relation;
import org.yizhan.publish.provenance.Compliance;
import org.yizhan.publish.provenance.TitleChange;

/**
 * One repost and how it keeps to the rules.
 *
 * @param publishedAt when it was first published
 * @param attributionName whom it says it is from, as printed
 * @param originSource the source it is from in the end; empty for an unseen outlet that is no known source
 * @param originSourceName what that is called; an unseen outlet's name as printed
 * @param originTitle empty where the origin is unseen, as is its time and the lag
 * @param originUrl an address at which the original can be read
 * @param titleChange against the title of the story's origin
 * @param fromArticleId the member that it was taken from, with its source; empty where it was taken from an unseen outlet
 */
public record ReportRow(
        UUID storyId,
        UUID articleId,
        String source,
        String sourceName,
        String title,
        String url,
        Instant publishedAt,
        Relation relation,
        Optional<String> attributionName,
        Optional<String> originSource,
        String originSourceName,
        Optional<String> originTitle,
        Optional<String> originUrl,
        Optional<Instant> originPublishedAt,
        Optional<Duration> lag,
        TitleChange titleChange,
        Compliance compliance,
        String status,
        Optional<UUID> fromArticleId,
        Optional<String> fromSource,
        Optional<String> fromSourceName) {}
