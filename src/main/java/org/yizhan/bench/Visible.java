package org.yizhan.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Looks every 50 ms for what has become visible, on a thread of its own until it is stopped. Thread-safe. */
final class Visible implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Export export;
    private final Map<String, Shown> shown = new ConcurrentHashMap<>();
    private long seq;
    private volatile boolean isStopping;

    /** An article that can be read, first seen at {@code nanos} ({@link System#nanoTime}). */
    record Shown(Export.Line line, long nanos) {}

    /** @param seq changes up to this one are passed over */
    Visible(Export export, long seq) {
        this.export = export;
        this.seq = seq;
    }

    /** How many articles it has seen, once it is stopped. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        while (!isStopping) {
            seq = export.read(seq, line -> {
                long now = System.nanoTime();
                shown.merge(
                        line.externalId(), new Shown(line, now), (old, next) -> new Shown(next.line(), old.nanos()));
            });
            Thread.sleep(PAUSE);
        }
        return shown.size();
    }

    void stop() {
        isStopping = true;
    }

    List<Shown> shown() {
        return List.copyOf(shown.values());
    }
}
