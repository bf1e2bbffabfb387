package org.yizhan.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Attribution;
import org.yizhan.article.Relation;
import org.yizhan.article.Tag;
import org.yizhan.publish.provenance.Compliance;

/**
 * One line of the export: an article's newest state.
 *
 * @param notices what readers of its story are told
 * @param status {@value #PUBLISHED}, {@value #WITHDRAWN}, or {@value #ERASED}: then only number and id mean anything, and
 *     whoever mirrors the export is to remove all that came under that id
 * @param compliance empty where it is erased
 */
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
        List<StoryNotice> notices,
        String status,
        Optional<Compliance> compliance) {

    static final String PUBLISHED = "published";
    static final String WITHDRAWN = "withdrawn";
    private static final String ERASED = "erased";
    private static final UUID NOWHERE = new UUID(0, 0);

    /** Says that the article is gone for good. */
    public static ExportRow erased(long seq, UUID articleId) {
        return new ExportRow(
                seq,
                articleId,
                "",
                "",
                NOWHERE,
                Relation.ORIGINAL,
                0,
                "",
                "",
                Instant.EPOCH,
                Attribution.NONE,
                List.of(),
                List.of(),
                ERASED,
                Optional.empty());
    }

    /** Whether it says no more than that the article is gone for good. */
    public boolean isErased() {
        return status.equals(ERASED);
    }
}
