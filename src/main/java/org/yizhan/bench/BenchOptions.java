package org.yizhan.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much is pushed and read.
 *
 * @param articles articles of the throughput phase; 0 leaves the phase out
 * @param batch articles in one request, 1 to 500
 * @param connections requests in flight while pushing
 * @param reposts share of articles that repost an earlier one, 0 to 1
 * @param rate articles a second of the latency phase
 * @param rateSeconds length of the latency phase; 0 leaves the phase out
 * @param readSeconds length of each reading; 0 leaves the phase out
 * @param readConnections connections of the load thread, one request in flight on each
 * @param preload how many articles there are to be before each measurement of throughput, ascending; 0 is none
 * @param seed what the synthetic texts are drawn from
 * @param patience how long nothing new may become visible before what is missing counts as lost
 * @param dedupRounds measured rounds of the deduplicate phase; 0 leaves the phase out
 * @param searchStories stories in the index that is searched; 0 leaves the phase out
 * @param audience who is subscribed at the hub
 */
public record BenchOptions(
        int articles,
        int batch,
        int connections,
        double reposts,
        int rate,
        int rateSeconds,
        int readSeconds,
        int readConnections,
        List<Integer> preload,
        long seed,
        Duration patience,
        int dedupRounds,
        int searchStories,
        Audience audience) {
    public BenchOptions {
        within("articles", articles, 0, 100_000_000);
        within("batch", batch, 1, 500);
        within("connections", connections, 1, 64);
        within("rate", rate, 1, 100_000);
        within("rateSeconds", rateSeconds, 0, 86_400);
        within("readSeconds", readSeconds, 0, 86_400);
        within("readConnections", readConnections, 1, 1_024);
        preload = List.copyOf(preload);
        requireAscending(preload);
        within("dedupRounds", dedupRounds, 0, 10_000);
        within("searchStories", searchStories, 0, 100_000_000);
        if (!(reposts >= 0 && reposts <= 1)) {
            throw new IllegalArgumentException("reposts " + reposts + " is not between 0 and 1");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience " + patience + " is not positive");
        }
    }

    private static void requireAscending(List<Integer> preload) {
        if (preload.isEmpty()) {
            throw new IllegalArgumentException("preload names no number");
        }
        int before = -1;
        for (int number : preload) {
            within("preload", number, 0, 100_000_000);
            if (number <= before) {
                throw new IllegalArgumentException("preload " + number + " does not come after " + before);
            }
            before = number;
        }
    }

    static void within(String name, int value, int least, int greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + least + " and " + greatest);
        }
    }
}
