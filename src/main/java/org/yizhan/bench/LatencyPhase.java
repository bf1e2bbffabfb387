package org.yizhan.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Pushes single articles at a steady rate and measures how long some of them take to their source's feed. Ten probes a
 * second, or all at a lower rate, go to ten sources of their own, so that each feed stays small and changes once a second.
 * Time runs from when a push was due, so that a program that holds up the sender does not look faster for it.
 */
final class LatencyPhase {
    private static final int SOURCES = 10;
    private static final int PROBES_PER_SECOND = 10;
    private static final Duration STRAGGLERS = Duration.ofSeconds(30);

    private final HttpClient client;
    private final Target target;
    private final BenchOptions options;
    private final Newsroom newsroom;
    private final Pusher pusher;

    LatencyPhase(HttpClient client, Target target, BenchOptions options, Newsroom newsroom, Pusher pusher) {
        this.client = client;
        this.target = target;
        this.options = options;
        this.newsroom = newsroom;
        this.pusher = pusher;
    }

    /** How many articles it pushes. */
    int count() {
        return options.rate() * options.rateSeconds() + SOURCES;
    }

    /** The feed of a probe source, which has an entry for each second of the phase. */
    static String feed() {
        return "/feeds/source/" + source(0);
    }

    /** @param from the first article's number */
    Latency run(int from) throws IOException, InterruptedException {
        var feeds = new ArrayList<ProbeFeed>();
        for (int source = 0; source < SOURCES; source++) {
            feeds.add(new ProbeFeed(client, target, source(source)));
            // The first article makes the source known; nobody can be subscribed to an unknown one.
            pusher.push(Batch.of(List.of(newsroom.article(from + source).probe(source(source)))));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var watching = feeds.stream().map(threads::submit).toList();
            try {
                double perSecond = pushAll(from + SOURCES, feeds, threads);
                awaitStragglers(feeds);
                feeds.forEach(ProbeFeed::stop);
                var seen = new ArrayList<Double>();
                for (var feed : watching) {
                    seen.addAll(get(feed));
                }
                var sample = seen.stream().mapToDouble(Double::doubleValue).toArray();
                return new Latency(count() - SOURCES, perSecond, waiting(feeds), Percentiles.of(sample));
            } finally {
                feeds.forEach(ProbeFeed::stop);
            }
        }
    }

    private double pushAll(int from, List<ProbeFeed> feeds, ExecutorService threads) throws InterruptedException {
        int count = count() - SOURCES;
        var pushes = new ArrayList<Future<Pusher.Pushed>>(count);
        long start = System.nanoTime();
        for (int number = 0; number < count; number++) {
            long due = start + Math.round(number * 1e9 / options.rate());
            waitUntil(due);
            var article = article(from + number, number);
            if (isProbe(number)) {
                feeds.get(feed(number)).expect(article.id(), due);
            }
            pushes.add(threads.submit(() -> pusher.push(Batch.of(List.of(article)))));
        }
        for (var push : pushes) {
            get(push);
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private SyntheticArticle article(int index, int number) {
        var article = newsroom.article(index);
        return isProbe(number) ? article.probe(source(feed(number))) : article;
    }

    private static void awaitStragglers(List<ProbeFeed> feeds) throws InterruptedException {
        long deadline = System.nanoTime() + STRAGGLERS.toNanos();
        while (waiting(feeds) > 0 && System.nanoTime() < deadline) {
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private int feed(int number) {
        return number / stride() % SOURCES;
    }

    private boolean isProbe(int number) {
        return number % stride() == 0;
    }

    private int stride() {
        return Math.max(1, options.rate() / PROBES_PER_SECOND);
    }

    private static String source(int number) {
        return "bench-probe-" + number;
    }

    private static int waiting(List<ProbeFeed> feeds) {
        return feeds.stream().mapToInt(ProbeFeed::waiting).sum();
    }

    static void waitUntil(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(left);
        }
    }

    static <T> T get(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new BenchFailed("a phase failed: " + failed.getCause(), failed);
        }
    }
}
