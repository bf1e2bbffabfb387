package org.yizhan.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.yizhan.article.Article;

/** Measures what fingerprints and decisions cost on one core, the database left out: the same articles in warm rounds. */
final class DedupPhase {
    /** Enough to have the reposts of many, few enough for a round to take well under a second. */
    static final int ARTICLES = 2_000;

    /** Rounds until the compiler has seen all it needs. */
    private static final int WARM_UP = 10;

    private final FingerprintWork work;
    private final Newsroom newsroom;
    private final Instant receivedAt;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    DedupPhase(FingerprintWork work, Newsroom newsroom, Instant receivedAt) {
        this.work = work;
        this.newsroom = newsroom;
        this.receivedAt = receivedAt;
    }

    DedupTime run(int rounds) {
        List<Article> articles = IntStream.range(0, ARTICLES)
                .mapToObj(index -> newsroom.article(index).read(receivedAt.plusMillis(index)))
                .toList();
        for (int round = 0; round < WARM_UP; round++) {
            work.decide(articles);
        }
        double[] sample = IntStream.range(0, rounds)
                .mapToDouble(round -> microseconds(articles))
                .toArray();
        return new DedupTime(ARTICLES, Percentiles.of(sample));
    }

    private double microseconds(List<Article> articles) {
        long before = threads.getCurrentThreadCpuTime();
        work.decide(articles);
        return (threads.getCurrentThreadCpuTime() - before) / 1e3 / articles.size();
    }
}
