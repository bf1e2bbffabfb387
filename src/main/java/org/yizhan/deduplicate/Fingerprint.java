package org.yizhan.deduplicate;

import java.time.Instant;
import java.util.UUID;
import org.yizhan.article.Article;

/**
 * What is compared of one article.
 *
 * @param contentHash the article's; the same hash means the same fingerprint
 * @param title folded
 * @param text folded
 * @param shingles of {@code text}
 * @param link hash of the canonical address; 0 where the article has none
 */
record Fingerprint(
        UUID articleId,
        String source,
        String contentHash,
        String title,
        String text,
        Shingles shingles,
        long link,
        Instant publishedAt,
        Instant receivedAt) {

    /** Takes {@code article}'s. */
    static Fingerprint of(Article article, Folding folding) {
        String text = folding.fold(article.text());
        return new Fingerprint(
                article.key(),
                article.source(),
                article.contentHash(),
                folding.fold(article.title()),
                text,
                Shingles.of(text),
                article.url().isEmpty() ? 0 : CanonicalLink.hash(article.url()),
                article.publishedAt(),
                article.receivedAt());
    }

    /** Whether both have the same text, to the letter of the folded form. */
    boolean sameText(Fingerprint other) {
        return text.equals(other.text);
    }
}
