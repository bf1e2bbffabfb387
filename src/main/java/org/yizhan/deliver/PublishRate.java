package org.yizhan.deliver;

import java.util.concurrent.TimeUnit;

/** So many a second and no more, as many again at once after a rest. Safe for concurrent use. */
final class PublishRate {

    private final int most;
    private final long step;
    private long full;

    /** @param now on the clock of {@link System#nanoTime} */
    PublishRate(int aSecond, long now) {
        this.most = 2 * aSecond;
        this.step = TimeUnit.SECONDS.toNanos(1) / aSecond;
        this.full = now;
    }

    /** Whether so many may go on now; they count then. */
    synchronized boolean isOpenFor(int many, long now) {
        long from = full - now > 0 ? full : now;
        if (from + many * step - now > most * step) {
            return false;
        }
        full = from + many * step;
        return true;
    }
}
