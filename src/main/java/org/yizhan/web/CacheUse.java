package org.yizhan.web;

import java.util.concurrent.atomic.LongAdder;

/** Counts how a {@link FeedCache} is used, since the start. Safe for concurrent use. */
final class CacheUse {

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder renderings = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void rendering() {
        renderings.increment();
    }

    void eviction() {
        evictions.increment();
    }

    FeedCache.Use use(long copies, long bytes) {
        return new FeedCache.Use(hits.sum(), misses.sum(), renderings.sum(), evictions.sum(), copies, bytes);
    }
}
