package org.yizhan.article;

import java.util.Objects;
import java.util.UUID;

/** An article with the story it belongs to. */
public record Grouped(Article article, Verdict verdict) implements Message {

    public Grouped {
        Objects.requireNonNull(article, "article");
    }

    @Override
    public UUID key() {
        return article.key();
    }
}
