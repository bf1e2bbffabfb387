package org.yizhan.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How sources are asked, and how fresh what we have of them is. */
public final class PollMeters {

    private static final Duration[] REQUESTS =
            Buckets.milliseconds(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000);

    private final MeterRegistry registry;
    private final LastCount last;
    private final StateGauges channels;
    private final LastCount lastFiles;
    private volatile Optional<Instant> networkGone = Optional.empty();
    private final AtomicLong overdue = new AtomicLong();
    private final AtomicLong pagesWaiting = new AtomicLong();
    private final AtomicLong failedFiles = new AtomicLong();

    PollMeters(MeterRegistry registry) {
        this.registry = registry;
        last = new LastCount(registry.config().clock());
        channels = new StateGauges(registry, "yizhan.ingest.channels", "state", "Channels in this state", last::orNaN);
        Gauge.builder("yizhan.ingest.overdue", overdue, seconds -> last.orNaN(seconds.get()))
                .description("By how much the poll that waits longest is overdue, rests of hosts left out")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        "yizhan.ingest.fresh",
                        this,
                        meters -> last.orNaN(meters.fresh().ratio()))
                .description("The share of channels to be polled that are as fresh as they should be")
                .baseUnit("ratio")
                .register(registry);
        Gauge.builder("yizhan.ingest.pages.waiting", pagesWaiting, pages -> last.orNaN(pages.get()))
                .description("Articles' pages still to be fetched")
                .register(registry);
        lastFiles = new LastCount(registry.config().clock());
        Gauge.builder("yizhan.ingest.failed.files", failedFiles, files -> lastFiles.orNaN(files.get()))
                .description("Files of drop folders of which something was not taken")
                .register(registry);
    }

    /** A request to a source took so long; both words are of a fixed set. */
    public void asked(String task, String outcome, Duration took) {
        Timer.builder("yizhan.ingest.poll")
                .description("One request to a source")
                .tag("task", task)
                .tag("outcome", outcome)
                .serviceLevelObjectives(REQUESTS)
                .register(registry)
                .record(took);
    }

    /** How many channels are in each state, by how much the oldest poll is overdue, and how many pages wait. */
    public void counted(Map<String, Long> states, Duration oldest, long pages) {
        states.forEach(channels::set);
        overdue.set(oldest.toSeconds());
        pagesWaiting.set(pages);
        last.counted();
    }

    /** The sources could not be counted. */
    public void unknown() {
        last.unknown();
    }

    /** Whether what was counted last still holds. */
    public boolean isKnown() {
        return last.isKnown();
    }

    /** So many files lie in the drop folders here of which something was not taken. */
    public void failedFiles(long files) {
        failedFiles.set(files);
        lastFiles.counted();
    }

    /** Since when our own network is gone; empty while all is well. */
    public void networkGone(Optional<Instant> since) {
        networkGone = since;
    }

    /** The channels in each state, as they were last counted. */
    public Map<String, Long> channels() {
        return channels.now();
    }

    /** How many of the sources are fresh, as they were last counted. */
    public SourcesFresh fresh() {
        return SourcesFresh.of(channels(), networkGone);
    }

    /** The pages of articles that are still to be fetched, as they were last counted. */
    public long pagesWaiting() {
        return pagesWaiting.get();
    }

    /** By how much the poll that waits longest is overdue. */
    public Duration overdue() {
        return Duration.ofSeconds(overdue.get());
    }
}
