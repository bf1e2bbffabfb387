package org.yizhan.article;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An operator's word on which articles carry one piece. It outweighs every automatic decision, those to come included,
 * until it is taken back.
 *
 * @param key names this mending; the same key again changes nothing
 * @param articles whom it is about; of {@link Action#UNDO} none
 * @param undoes the mending that is taken back, of {@link Action#UNDO} only
 * @param operator who said it
 * @param reason why, in the operator's words
 */
public record Mending(
        UUID key, Action action, List<UUID> articles, Optional<UUID> undoes, String operator, String reason, Instant at)
        implements Message {

    /** What is done. */
    public enum Action {
        /** The stories of these articles are one. */
        MERGE,
        /** These articles are a story of their own, apart from all others of the story they are in. */
        SPLIT,
        /** An earlier mending no longer counts. */
        UNDO
    }

    public Mending {
        Objects.requireNonNull(key, "key");
        articles = List.copyOf(articles);
        if (action == Action.UNDO ? undoes.isEmpty() : articles.isEmpty()) {
            throw new IllegalArgumentException("a mending needs articles, or the mending it takes back: " + key);
        }
    }
}
