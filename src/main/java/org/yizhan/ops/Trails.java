package org.yizhan.ops;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the stages keep of articles, for an operator who follows one. */
public interface Trails {

    /**
     * The articles that this may mean, at most {@code most}: the id of an article or a story, a source's own id, an address,
     * a title, or words of one.
     *
     * @param source only those of the source of this id
     */
    List<Hit> find(String sought, Optional<String> source, int most);

    /** The articles whose newest content came with the arrival of this trace id. */
    List<Hit> arrived(String traceId);

    /** The newest articles of the source of this id, as far as they are published. */
    List<Hit> newest(String source, int most);

    /** The way of the article of this id; empty where none is published. */
    Optional<Trail> of(UUID article);

    /** When the article of this id was erased. */
    Optional<Instant> erased(UUID article);

    /** Whether a stage has seen an article of this id, published or not. */
    boolean isSeen(UUID article);

    /**
     * An article that may be meant.
     *
     * @param by what it was found by
     */
    record Hit(
            UUID articleId,
            UUID storyId,
            String source,
            String externalId,
            String title,
            String url,
            Instant publishedAt,
            boolean withdrawn,
            By by) {}

    /** What an article is found by. */
    enum By {
        ID,
        TRACE,
        STORY,
        EXTERNAL_ID,
        URL,
        TITLE,
        WORDS,
        SOURCE
    }
}
