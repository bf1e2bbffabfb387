package org.yizhan.ops;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.article.Mending;

/** The mendings that were applied. */
public interface MendingLog {

    /** The mending of this key. */
    Optional<Kept> find(UUID key);

    /**
     * The newest first.
     *
     * @param articles only those about one of these; empty: all
     * @param before only those ordered before this moment
     */
    List<Kept> latest(Collection<UUID> articles, Instant before, int limit);

    /**
     * A mending and what became of it.
     *
     * @param outcome in words
     * @param undoneBy the mending that took it back
     */
    record Kept(Mending mending, String outcome, Optional<UUID> undoneBy) {}
}
