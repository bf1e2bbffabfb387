package org.yizhan.publish;

import java.util.List;
import java.util.UUID;
import org.yizhan.article.Article;
import org.yizhan.article.Hop;
import org.yizhan.article.Tag;
import org.yizhan.article.Verdict;

/**
 * One published article with all that is known of it.
 *
 * @param seq its change sequence number
 * @param storyId its story today; where an old verdict names another, that one has been merged since
 * @param revision 1 for the first, counted up with each new content
 * @param traceId of the arrival that brought the newest revision
 * @param hops that arrival's way through the stages
 */
public record StoredArticle(
        long seq,
        Article article,
        UUID storyId,
        Verdict verdict,
        List<Tag> tags,
        int revision,
        boolean withdrawn,
        String withdrawalReason,
        String traceId,
        List<Hop> hops) {}
