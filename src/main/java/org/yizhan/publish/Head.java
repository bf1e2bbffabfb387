package org.yizhan.publish;

import java.time.Instant;
import java.util.List;
import org.yizhan.article.Article;
import org.yizhan.article.Attribution;
import org.yizhan.article.Tag;
import org.yizhan.article.Tagged;
import org.yizhan.article.Verdict;

/**
 * The part of a stored article that lists and the export need, besides what has a column of its own.
 *
 * @param schema version of the stored form
 * @param publishedAt as the newest revision says it, as the one before where it says nothing
 */
record Head(
        int schema,
        String externalId,
        String url,
        String contentHash,
        Instant publishedAt,
        Attribution attribution,
        Verdict verdict,
        List<Tag> tags) {

    Head {
        tags = List.copyOf(tags);
    }

    static Head of(Tagged tagged) {
        Article article = tagged.article();
        return new Head(
                Documents.SCHEMA,
                article.externalId(),
                article.url(),
                article.contentHash(),
                article.publishedAt(),
                article.attribution(),
                tagged.verdict(),
                tagged.tags());
    }

    /** The same, published at another time. */
    Head published(Instant at) {
        return new Head(schema, externalId, url, contentHash, at, attribution, verdict, tags);
    }

    /** The same, judged anew. */
    Head judged(Verdict said) {
        return new Head(schema, externalId, url, contentHash, publishedAt, attribution, said, tags);
    }

    /** The same content, tagged anew. */
    Head tagged(List<Tag> anew) {
        return new Head(schema, externalId, url, contentHash, publishedAt, attribution, verdict, anew);
    }
}
