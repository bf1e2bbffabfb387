package org.yizhan.search;

import java.time.Duration;

/**
 * How much of its time the index leaves to others while it has more to read: half where little comes in, so that it catches
 * up soon; {@value #BUSY} times what it takes while more than {@value #FLOOD} changes a second come in, which is when the
 * pipeline needs the machine. Not safe for concurrent use.
 */
final class Pace {

    static final int FLOOD = 250;
    static final int BUSY = 6;

    private long newest = Long.MAX_VALUE;
    private long seen;

    /**
     * How long to rest after a round.
     *
     * @param took nanoseconds that the round took
     * @param last the newest change there is
     * @param now when the round ended, in nanoseconds from anywhere
     */
    Duration rest(long took, long last, long now) {
        boolean flooded = (last - newest) * 1e9 > FLOOD * (double) (now - seen);
        newest = last;
        seen = now;
        return Duration.ofNanos(flooded ? BUSY * took : took);
    }
}
