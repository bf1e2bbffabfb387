package org.yizhan.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;

/** Pushes articles as fast as they are accepted, and follows the export until all of them are visible. */
final class ThroughputPhase {
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** Grouping is settled two seconds after the last article. */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private final Target target;
    private final BenchOptions options;
    private final Newsroom newsroom;
    private final Pusher pusher;
    private final Export export;
    private final PrintWriter out;

    ThroughputPhase(
            Target target, BenchOptions options, Newsroom newsroom, Pusher pusher, Export export, PrintWriter out) {
        this.target = target;
        this.options = options;
        this.newsroom = newsroom;
        this.pusher = pusher;
        this.export = export;
        this.out = out;
    }

    /** @param from the first article's number */
    Throughput run(int from, int count) throws IOException, InterruptedException {
        var meter = new ProcessMeter(target.process(), target.dataFolder());
        long since = export.last();
        var diskBefore = DiskUse.of(target.dataFolder());
        double cpuBefore = meter.cpuSeconds();
        long start = System.nanoTime();
        try (var pushing = new Pushing(newsroom, pusher, options.batch(), options.connections(), from, count)) {
            long lastVisible = follow(pushing, since, meter);
            double cpuSeconds = meter.cpuSeconds() - cpuBefore;
            Thread.sleep(SETTLE);
            var verdict = verdict(pushing, since);
            return new Throughput(
                    pushing.accepted().size(),
                    pushing.bytes(),
                    seconds(pushing.lastAcceptedNanos() - start),
                    seconds(lastVisible - start),
                    pushing.retries(),
                    pushing.rejected(),
                    pushing.rejections(),
                    verdict,
                    cpuSeconds,
                    meter.peakBytes(),
                    meter.processPeakBytes(),
                    DiskUse.of(target.dataFolder()).minus(diskBefore));
        }
    }

    private long follow(Pushing pushing, long since, ProcessMeter meter) throws IOException, InterruptedException {
        var visible = new HashSet<String>();
        long start = System.nanoTime();
        long lastVisible = start;
        long lastReport = start;
        long reported = -1;
        long seq = since;
        while (true) {
            Optional<Integer> accepted = pushing.acceptedAtEnd();
            int before = visible.size();
            seq = export.read(seq, line -> {
                if (line.externalId().startsWith(newsroom.run())) {
                    visible.add(line.externalId());
                }
            });
            long now = System.nanoTime();
            lastVisible = visible.size() > before ? now : lastVisible;
            if (accepted.isPresent() && visible.size() >= accepted.get()) {
                return lastVisible;
            }
            if (now - Math.max(lastVisible, pushing.lastAcceptedNanos())
                    > options.patience().toNanos()) {
                return lastVisible;
            }
            if (now - lastReport >= Duration.ofSeconds(1).toNanos()) {
                lastReport = now;
                long second = (now - start) / Duration.ofSeconds(5).toNanos();
                if (second > reported) {
                    // walks every page of every process: once a second it would cost a hundredth of the machine
                    meter.sampleMemory();
                    out.printf("  %,d accepted, %,d visible%n", pushing.acceptedSoFar(), visible.size());
                    out.flush();
                    reported = second;
                }
            }
            Thread.sleep(PAUSE);
        }
    }

    private Ledger.Verdict verdict(Pushing pushing, long since) throws IOException, InterruptedException {
        var ledger = new Ledger();
        export.read(since, line -> {
            if (line.externalId().startsWith(newsroom.run())) {
                ledger.add(line);
            }
        });
        return ledger.compare(newsroom, pushing.accepted());
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
