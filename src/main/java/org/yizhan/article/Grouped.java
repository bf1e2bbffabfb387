package org.yizhan.article;

import java.util.UUID;

/** An article with the story it belongs to. */
public record Grouped(Article article, Verdict verdict) implements Message {
    @Override
    public UUID key() {
        return article.key();
    }
}
