package org.yizhan.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One benchmark of one target: preload, throughput, latency, reads. Dates come from the given clock; durations always from
 * the machine's own.
 */
public final class Bench {
    private final Target target;
    private final BenchOptions options;
    private final PrintWriter out;
    private final Clock clock;

    /** @param out hears of progress and gets the table */
    public Bench(Target target, BenchOptions options, PrintWriter out, Clock clock) {
        this.target = target;
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
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build()) {
            var pusher = new Pusher(client, target);
            var throughput = new ThroughputPhase(target, options, newsroom, pusher, new Export(client, target), out);
            var latency = new LatencyPhase(client, target, options, newsroom, pusher);
            var reads = new ReadPhase(client, target, options);

            int first = options.preload();
            if (first > 0) {
                say("preload: %,d articles", first);
                throughput.run(0, first);
            }
            Optional<Throughput> pushed = Optional.empty();
            if (options.articles() > 0) {
                say(
                        "throughput: %,d articles, %d a request, %d connections",
                        options.articles(), options.batch(), options.connections());
                pushed = Optional.of(throughput.run(first, options.articles()));
            }
            Optional<Latency> waited = Optional.empty();
            if (options.rateSeconds() > 0) {
                say("latency: %,d articles/s for %d s", options.rate(), options.rateSeconds());
                waited = Optional.of(latency.run(first + options.articles()));
            }
            Optional<Reads> read = Optional.empty();
            if (options.readSeconds() > 0) {
                say("reads: %d s each", options.readSeconds());
                read = Optional.of(reads.run());
            }
            var result = new BenchResult(startedAt.toString(), Machine.here(), options, pushed, waited, read);
            Report.table(result, out);
            return result;
        }
    }

    private void say(String format, Object... values) {
        out.printf(format + "%n", values);
        out.flush();
    }
}
