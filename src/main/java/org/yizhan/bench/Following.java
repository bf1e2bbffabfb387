package org.yizhan.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.Optional;

/** Follows the export until all of a run of numbered articles are visible, or nothing new has been for too long. */
final class Following {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Newsroom newsroom;
    private final Export export;
    private final ProcessMeter meter;
    private final Progress progress;
    private final int from;
    private final int count;
    private final BitSet visible = new BitSet();
    private final long start = System.nanoTime();
    private long lastVisible = start;
    private long lastLook = start;

    /** @param from the first article's number */
    Following(Newsroom newsroom, Export export, ProcessMeter meter, Progress progress, int from, int count) {
        this.newsroom = newsroom;
        this.export = export;
        this.meter = meter;
        this.progress = progress;
        this.from = from;
        this.count = count;
    }

    /** Returns the {@link System#nanoTime} of the reading that showed the last article. */
    long await(Pushing pushing, long since, Duration patience) throws IOException, InterruptedException {
        long seq = since;
        while (true) {
            Optional<Integer> accepted = pushing.acceptedAtEnd();
            int before = visible.cardinality();
            seq = export.read(seq, this::see);
            long now = System.nanoTime();
            int after = visible.cardinality();
            lastVisible = after > before ? now : lastVisible;
            boolean isThrough = accepted.isPresent() && after >= accepted.get();
            if (isThrough || now - Math.max(lastVisible, pushing.lastAcceptedNanos()) > patience.toNanos()) {
                return lastVisible;
            }
            progress.at(pushing.acceptedSoFar(), after, Duration.ofNanos(now - start));
            look(now);
            Thread.sleep(PAUSE);
        }
    }

    private void see(Export.Line line) {
        newsroom.index(line.externalId()).ifPresent(index -> {
            if (index >= from && index < from + count) {
                visible.set(index - from);
            }
        });
    }

    /** Walks every page of every process: once a second it would cost a hundredth of the machine. */
    private void look(long now) {
        if (now - lastLook >= LOOK.toNanos()) {
            lastLook = now;
            meter.sampleMemory();
        }
    }
}
