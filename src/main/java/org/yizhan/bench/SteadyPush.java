package org.yizhan.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Pushes single articles at a steady rate and notes when each was answered 202. */
final class SteadyPush {
    private final Pusher pusher;
    private final IntFunction<SyntheticArticle> articles;
    private final int rate;

    /** @param articles makes the article of a number, when it is due */
    SteadyPush(Pusher pusher, IntFunction<SyntheticArticle> articles, int rate) {
        this.pusher = pusher;
        this.articles = articles;
        this.rate = rate;
    }

    /**
     * What was accepted when.
     *
     * @param nanos of the answer ({@link System#nanoTime}), by the article's number
     * @param perSecond how many a second really were
     */
    record Accepted(Map<Integer, Long> nanos, double perSecond) {}

    /** Returns once all are answered; one that is not accepted is {@link BenchFailed}. */
    Accepted run(int[] numbers) throws InterruptedException {
        Map<Integer, Long> nanos = new TreeMap<>();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> pushes = new ArrayList<>();
            for (int number : numbers) {
                LatencyPhase.waitUntil(start + Math.round(pushes.size() * 1e9 / rate));
                var article = articles.apply(number);
                pushes.add(threads.submit(() -> accepted(article)));
            }
            for (int place = 0; place < numbers.length; place++) {
                nanos.put(numbers[place], LatencyPhase.get(pushes.get(place)));
            }
        }
        return new Accepted(nanos, numbers.length / ((System.nanoTime() - start) / 1e9));
    }

    private long accepted(SyntheticArticle article) throws Exception {
        var pushed = pusher.push(Batch.of(List.of(article)));
        if (!pushed.rejected().isEmpty()) {
            throw new BenchFailed("an article was rejected: " + pushed.rejected());
        }
        return System.nanoTime();
    }
}
