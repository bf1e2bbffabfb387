package org.yizhan.deduplicate;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Relation;

/**
 * An article as grouping sees it.
 *
 * @param no counts arrivals
 * @param cluster its cluster's name; its own number where it has no pairs
 * @param story number of the article that founded its story so far
 * @param relation how it stands to that story so far
 * @param matched the article it was said to repeat so far
 * @param decided number of the decision that put it there
 */
record Node(
        long no,
        UUID articleId,
        String source,
        Instant publishedAt,
        long cluster,
        long story,
        Relation relation,
        Optional<UUID> matched,
        long decided) {}
