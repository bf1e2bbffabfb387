package org.yizhan;

import org.yizhan.ops.CopyMeters;
import org.yizhan.web.FeedCache;

/** The use of the copies of feeds and pages, on the metrics. */
record MeteredCopies(FeedCache cache) implements CopyMeters {

    @Override
    public long hits() {
        return cache.use().hits();
    }

    @Override
    public long misses() {
        return cache.use().misses();
    }

    @Override
    public long renderings() {
        return cache.use().renderings();
    }

    @Override
    public long evictions() {
        return cache.use().evictions();
    }

    @Override
    public long kept() {
        return cache.use().copies();
    }

    @Override
    public long bytes() {
        return cache.use().bytes();
    }
}
