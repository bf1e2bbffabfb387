package org.yizhan.article;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** An article with its story and its tags: all that publish needs. */
public record Tagged(Article article, Verdict verdict, List<Tag> tags) implements Message {

    public Tagged {
        Objects.requireNonNull(article, "article");
        tags = List.copyOf(tags);
    }

    @Override
    public UUID key() {
        return article.key();
    }
}
