package org.yizhan.publish;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Attribution;
import org.yizhan.article.Relation;

/**
 * One member of a story: an article as a reader of the story meets it.
 *
 * @param url empty where it has none
 * @param matched the member it was found to repeat
 * @param similarity Jaccard, 0 to 1; 0 where the two were not compared
 * @param withdrawn whether its source took it back
 */
public record Copy(
        UUID articleId,
        String source,
        String sourceName,
        String title,
        String url,
        Instant publishedAt,
        Relation relation,
        Optional<UUID> matched,
        double similarity,
        Attribution attribution,
        boolean withdrawn) {}
