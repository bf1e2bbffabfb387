package org.yizhan.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One benchmark of one target: deduplication on one core, preload and throughput, latency, reads, subscribers. Dates come from the given
 * clock; durations always from the machine's own. It runs once.
 */
public final class Bench {
    /** How many preloaded articles make a line of progress. */
    private static final int PRELOADED = 50_000;

    private final Target target;
    private final BenchOptions options;
    private final PrintWriter out;
    private final Clock clock;
    private final Optional<FingerprintWork> work;
    private int pushed;

    /**
     * @param out hears of progress and gets the table
     * @param work what the deduplicate phase measures; empty leaves the phase out
     */
    public Bench(Target target, BenchOptions options, PrintWriter out, Clock clock, Optional<FingerprintWork> work) {
        this.target = target;
        this.work = work;
        this.options = options;
        this.out = out;
        this.clock = clock;
    }

    /** Runs the phases that the options name, prints the table and returns the figures. */
    public BenchResult run() throws IOException, InterruptedException {
        var startedAt = clock.instant();
        // A run's ids must be new to the program, or it would rightly change nothing and show nothing.
        var run = "bench" + Long.toString(startedAt.toEpochMilli(), 36).toLowerCase(Locale.ROOT);
        var newsroom = new Newsroom(options.seed(), run, options.reposts(), startedAt);
        var dedup = dedup(newsroom, startedAt);
        var searched = search(newsroom, startedAt);
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            var pusher = new Pusher(client, target);
            var windows = windows(new ThroughputPhase(target, options, newsroom, pusher, new Export(client, target)));
            Optional<Latency> waited = Optional.empty();
            if (options.rateSeconds() > 0) {
                say("latency: %,d articles/s for %d s", options.rate(), options.rateSeconds());
                var phase = new LatencyPhase(client, target, options, newsroom, pusher);
                waited = Optional.of(phase.run(pushed));
                pushed += phase.count();
            }
            Optional<Reads> read = Optional.empty();
            if (options.readSeconds() > 0) {
                say("reads: %d s each", options.readSeconds());
                read = Optional.of(new ReadPhase(client, target, options).run());
            }
            Optional<Told> told = told(client, newsroom, pusher);
            var result = new BenchResult(
                    startedAt.toString(), Machine.here(), options, windows, waited, read, dedup, searched, told);
            Report.table(result, out);
            return result;
        }
    }

    private Optional<Told> told(HttpClient client, Newsroom newsroom, Pusher pusher)
            throws IOException, InterruptedException {
        var audience = options.audience();
        if (audience.subscribers() == 0) {
            return Optional.empty();
        }
        say(
                "subscribers: %,d, %,d of them hanging, %,d articles/s for %d s",
                audience.subscribers(), audience.hanging(), audience.rate(), audience.seconds());
        return Optional.of(new SubscriberPhase(client, target, options, newsroom, pusher, clock).run(pushed));
    }

    private Optional<DedupTime> dedup(Newsroom newsroom, Instant now) {
        return options.dedupRounds() == 0
                ? Optional.empty()
                : work.map(found -> {
                    say("deduplicate: %d rounds of %,d articles", options.dedupRounds(), DedupPhase.ARTICLES);
                    return new DedupPhase(found, newsroom, now).run(options.dedupRounds());
                });
    }

    private Optional<SearchTime> search(Newsroom newsroom, Instant now) throws IOException, InterruptedException {
        if (options.searchStories() == 0) {
            return Optional.empty();
        }
        say("search: an index of %,d stories", options.searchStories());
        try (var folder = OwnFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            return Optional.of(new SearchPhase(newsroom, now).run(options.searchStories(), folder.path()));
        }
    }

    private List<Window> windows(ThroughputPhase phase) throws IOException, InterruptedException {
        var windows = new ArrayList<Window>();
        for (int preload : options.preload()) {
            windows.add(window(phase, preload));
        }
        return windows;
    }

    private Window window(ThroughputPhase phase, int preload) throws IOException, InterruptedException {
        Optional<Throughput> preloading = Optional.empty();
        if (preload > pushed) {
            say("preload: %,d articles", preload - pushed);
            preloading = Optional.of(push(phase, preload - pushed, Progress.each(PRELOADED, out)));
        }
        int there = pushed;
        var relations = Relations.of(target.dataFolder());
        var memory = new ProcessMeter(target.process(), target.dataFolder()).memory();
        Optional<Throughput> measured = Optional.empty();
        if (options.articles() > 0) {
            say(
                    "throughput: %,d articles, %d a request, %d connections, %,d there before",
                    options.articles(), options.batch(), options.connections(), there);
            measured = Optional.of(push(phase, options.articles(), Progress.eachFiveSeconds(out)));
        }
        return new Window(there, preloading, relations, memory, measured);
    }

    private Throughput push(ThroughputPhase phase, int count, Progress progress)
            throws IOException, InterruptedException {
        var figures = phase.run(pushed, count, progress);
        pushed += count;
        return figures;
    }

    private void say(String format, Object... values) {
        out.printf(format + "%n", values);
        out.flush();
    }
}
