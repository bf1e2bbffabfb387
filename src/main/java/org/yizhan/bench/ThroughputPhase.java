package org.yizhan.bench;

import java.io.IOException;
import java.time.Duration;

/** Pushes articles as fast as they are accepted, and follows the export until all of them are visible. */
final class ThroughputPhase {
    /** Grouping is settled two seconds after the last article. */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private final Target target;
    private final BenchOptions options;
    private final Newsroom newsroom;
    private final Pusher pusher;
    private final Export export;
    private final Ledger ledger;

    ThroughputPhase(Target target, BenchOptions options, Newsroom newsroom, Pusher pusher, Export export) {
        this.target = target;
        this.options = options;
        this.newsroom = newsroom;
        this.pusher = pusher;
        this.export = export;
        this.ledger = new Ledger(newsroom);
    }

    /** @param from the first article's number */
    Throughput run(int from, int count, Progress progress) throws IOException, InterruptedException {
        var batches = new Batches(newsroom, options.batch(), from, count).prepared();
        var meter = new ProcessMeter(target.process(), target.dataFolder());
        long since = export.last();
        var diskBefore = DiskUse.of(target.dataFolder());
        double cpuBefore = meter.cpuSeconds();
        var following = new Following(newsroom, export, meter, progress, from, count);
        long start = System.nanoTime();
        try (var pushing = new Pushing(batches, pusher, options.connections())) {
            long lastVisible = following.await(pushing, since, options.patience());
            double cpuSeconds = meter.cpuSeconds() - cpuBefore;
            Thread.sleep(SETTLE);
            return new Throughput(
                    pushing.accepted().size(),
                    pushing.bytes(),
                    seconds(pushing.lastAcceptedNanos() - start),
                    seconds(lastVisible - start),
                    pushing.retries(),
                    pushing.rejected(),
                    pushing.rejections(),
                    verdict(pushing, since),
                    cpuSeconds,
                    meter.peakBytes(),
                    meter.processPeakBytes(),
                    DiskUse.of(target.dataFolder()).minus(diskBefore));
        }
    }

    private Ledger.Verdict verdict(Pushing pushing, long since) throws IOException, InterruptedException {
        ledger.beginReading();
        export.read(since, ledger::add);
        return ledger.compare(pushing.accepted());
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }
}
