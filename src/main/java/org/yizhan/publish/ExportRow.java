package org.yizhan.publish;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.yizhan.article.Attribution;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;

/** One line of the export: an article's newest state. */
public record ExportRow(
        long seq,
        UUID articleId,
        String source,
        String externalId,
        UUID storyId,
        Relation relation,
        double similarity,
        String title,
        String url,
        Instant publishedAt,
        Attribution attribution,
        List<Tag> tags,
        String status) {}
