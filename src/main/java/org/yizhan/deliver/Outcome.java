package org.yizhan.deliver;

import java.time.Duration;

/** What came of a claimed delivery. */
sealed interface Outcome {

    Due due();

    /**
     * The subscriber has everything up to {@code state}.
     *
     * @param documents how many were sent; 0 where there was nothing to tell
     * @param more whether there is already more
     * @param pause how long that has to wait
     */
    record Delivered(Due due, Topics.State state, int documents, boolean more, Duration pause) implements Outcome {}

    /** It is to be tried again after a while. */
    record Failed(Due due, String error, Duration pause) implements Outcome {}

    /** The subscription has ended: the callback is gone, or the topic. */
    record Ended(Due due) implements Outcome {}

    /** Nobody is to blame, such as where our own store was away: it is tried again at once. */
    record Untried(Due due) implements Outcome {}
}
