package org.yizhan.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The latest batches of the log of changes, read once and kept in memory by the feeds that they name: thousands who ask
 * what is new in some feed cost no statement each. Bounded by {@link #MOST} names and ids, some 20 MB. For use by one
 * thread at a time.
 */
final class RecentChanges {

    static final int MOST = 300_000;

    private final Deque<ChangeLog.Change> batches = new ArrayDeque<>();
    private final Map<String, Deque<ChangeLog.Change>> byFeed = new HashMap<>();
    private final int most;
    private int weight;
    private long from;
    private long upTo;

    /** Empty: it remembers what comes after {@code seq}. */
    RecentChanges(long seq, int most) {
        this.from = seq;
        this.upTo = seq;
        this.most = most;
    }

    /** Everything up to this number has been read. */
    long upTo() {
        return upTo;
    }

    /** Takes what was read next, up to {@code seq}. */
    void add(List<ChangeLog.Change> read, long seq) {
        read.forEach(this::add);
        upTo = seq;
        while (weight > most && batches.size() > 1) {
            forget();
        }
    }

    private void add(ChangeLog.Change change) {
        batches.add(change);
        weight += weight(change);
        for (String feed : change.feeds()) {
            byFeed.computeIfAbsent(feed, name -> new ArrayDeque<>(2)).add(change);
        }
    }

    private void forget() {
        ChangeLog.Change oldest = batches.remove();
        weight -= weight(oldest);
        from = oldest.seq();
        for (String feed : oldest.feeds()) {
            Deque<ChangeLog.Change> left = byFeed.getOrDefault(feed, new ArrayDeque<>());
            left.poll();
            if (left.isEmpty()) {
                byFeed.remove(feed);
            }
        }
    }

    private static int weight(ChangeLog.Change change) {
        return 1 + change.feeds().size() + change.stories().size();
    }

    /** The first {@code limit} batches after {@code seq}, up to {@code last}, that name {@code feed}; empty where some are forgotten. */
    Optional<List<ChangeLog.Change>> of(String feed, long seq, long last, int limit) {
        return seq < from
                ? Optional.empty()
                : Optional.of(byFeed.getOrDefault(feed, new ArrayDeque<>()).stream()
                        .filter(change -> change.seq() > seq && change.seq() <= last)
                        .limit(limit)
                        .toList());
    }
}
