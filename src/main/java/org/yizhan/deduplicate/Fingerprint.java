package org.yizhan.deduplicate;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yizhan.article.Article;

/**
 * What is compared of one article.
 *
 * @param contentHash the article's; the same hash means the same fingerprint
 * @param title folded
 * @param lines the whole text, folded
 * @param text what is left of it without its source's boilerplate
 * @param shingles of {@code text}
 * @param link hash of the canonical address; 0 where the article has none
 * @param part its place, where it is a piece that runs over two newspaper pages
 */
record Fingerprint(
        UUID articleId,
        String source,
        String contentHash,
        String title,
        Lines lines,
        String text,
        Shingles shingles,
        long link,
        Optional<Part> part,
        Instant publishedAt,
        Instant receivedAt) {

    /** Takes {@code article}'s; {@code boilerplate} is its source's. */
    static Fingerprint of(Article article, Folding folding, Set<Long> boilerplate) {
        Lines lines = Lines.of(article.paragraphs().stream().map(folding::fold).toList());
        String text = lines.without(boilerplate);
        return new Fingerprint(
                article.key(),
                article.source(),
                article.contentHash(),
                folding.fold(article.title()),
                lines,
                text,
                Shingles.of(text),
                CanonicalLink.hash(article.url()),
                Part.of(article),
                article.publishedAt(),
                article.receivedAt());
    }

    /** The same article with {@code boilerplate} left out; the same object where that changes nothing. */
    Fingerprint without(Set<Long> boilerplate) {
        if (lines.lengthWithout(boilerplate) == text.length()) {
            return this;
        }
        String left = lines.without(boilerplate);
        return new Fingerprint(
                articleId,
                source,
                contentHash,
                title,
                lines,
                left,
                Shingles.of(left),
                link,
                part,
                publishedAt,
                receivedAt);
    }

    /** Whether both have the same text, to the letter of the folded form. */
    boolean sameText(Fingerprint other) {
        return text.equals(other.text);
    }
}
