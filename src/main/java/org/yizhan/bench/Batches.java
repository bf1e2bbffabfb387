package org.yizhan.bench;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A run of numbered articles in batches, each taken once. The first are written before anybody's clock runs, so that the
 * load costs the program's machine little while it is measured. Safe for use by several threads.
 */
final class Batches {

    /** So many articles are written beforehand, some 200 MB of them. */
    private static final int PREPARED = 60_000;

    private final Newsroom newsroom;
    private final int size;
    private final int end;
    private final AtomicInteger next;
    private final Map<Integer, Batch> prepared = new ConcurrentHashMap<>();

    Batches(Newsroom newsroom, int size, int from, int count) {
        this.newsroom = newsroom;
        this.size = size;
        this.end = from + count;
        this.next = new AtomicInteger(from);
    }

    /** The same, the first of them written by now. */
    Batches prepared() throws IOException {
        for (int from = next.get(); from < Math.min(end, next.get() + PREPARED); from += size) {
            prepared.put(from, batch(from));
        }
        return this;
    }

    /** The next one; empty when there is no more. */
    Optional<Batch> take() throws IOException {
        int from = next.getAndAdd(size);
        if (from >= end) {
            return Optional.empty();
        }
        Batch ready = prepared.remove(from);
        return Optional.of(ready != null ? ready : batch(from));
    }

    private Batch batch(int from) throws IOException {
        return Batch.of(IntStream.range(from, Math.min(end, from + size))
                .mapToObj(newsroom::article)
                .toList());
    }
}
