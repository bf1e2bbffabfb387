package org.yizhan.search;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** When the changes that are not found yet were first heard of. Safe for concurrent use; remembers {@value #MOST} times at most. */
final class Waiting {

    private static final int MOST = 1_000;

    private record Heard(long seq, long at) {}

    private final Deque<Heard> heard = new ArrayDeque<>();

    /** {@code seq} is the newest change now. */
    synchronized void newest(long seq, long now) {
        if (!heard.isEmpty() && heard.getLast().seq() == seq) {
            return;
        }
        if (!heard.isEmpty() && heard.getLast().seq() > seq) {
            // the store went back
            heard.clear();
        }
        if (heard.size() == MOST) {
            heard.removeLast();
        }
        heard.add(new Heard(seq, now));
    }

    /** How long the oldest one after {@code reached} has waited; zero for none. */
    synchronized Duration longest(long reached, long now) {
        while (!heard.isEmpty() && heard.getFirst().seq() <= reached) {
            heard.removeFirst();
        }
        return heard.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(now - heard.getFirst().at());
    }
}
