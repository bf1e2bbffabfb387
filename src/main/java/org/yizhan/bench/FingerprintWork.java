package org.yizhan.bench;

import java.util.List;
import org.yizhan.article.Article;

/** Deduplication's own work, the database left out. */
@FunctionalInterface
public interface FingerprintWork {
    /**
     * Fingerprints the articles in order of arrival and decides about each among those before it. Nothing is kept: the same
     * articles can come again.
     */
    void decide(List<Article> articles);
}
