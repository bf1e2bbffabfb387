package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R12: of 5,000 sites that are polled every five minutes, as often as any may be, 500 hang. */
class SlowSitesIT extends LongDrill {

    private static final int SITES = 5_000;
    private static final int HANGING = 500;
    private static final int RATE = 5;
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration TWO_INTERVALS = INTERVAL.multipliedBy(2);

    /** Below that no site is polled so often that it can be late. */
    private static final Duration SHORTEST = INTERVAL.multipliedBy(3);

    private final CountDownLatch over = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        over.countDown();
    }

    @Test
    void r12TheOtherSitesArePolledAsEver() throws Exception {
        clocked();
        Sites sites = station().sites();
        sites.temper((exchange, feed, tag) -> {
            if (Sites.number(exchange) < HANGING) {
                hang(exchange);
            } else {
                Sites.serve(exchange, feed, tag);
            }
        });
        Drill drill = station().drill("R12", RATE);
        long from = System.nanoTime();
        sites.open(0, SITES, new Dispatches(1212, "r12.polled", Instant.now()), 1);
        Duration wanted = Length.of(INTERVAL.multipliedBy(6));
        drill.awaitTime(wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted);
        long until = System.nanoTime();
        Map<String, List<Long>> polls = healthy(sites.polls());
        List<Long> waits = polls.values().stream()
                .map(times -> longestWait(from, times, until))
                .sorted()
                .toList();
        long late = SITES
                - HANGING
                - waits.stream()
                        .filter(wait -> wait <= TWO_INTERVALS.toMillis())
                        .count();
        double share = 100 - 100.0 * late / (SITES - HANGING);
        drill.end(
                "sites=" + SITES,
                "hanging=" + HANGING,
                "intervals=%.1f".formatted((until - from) / 1e9 / INTERVAL.toSeconds()),
                "polls=" + polls.values().stream().mapToInt(List::size).sum(),
                "polled_within_2_intervals=%.2f%%".formatted(share),
                "wait_p99_s=" + new Delays(waits).percentile(0.99) / 1_000);
        assertThat(polls).as("healthy sites that were polled").hasSize(SITES - HANGING);
        assertThat(share).as("never more than two intervals without a poll").isGreaterThanOrEqualTo(99);
        assertThat(polls.values().stream().filter(times -> times.size() > 1).count())
                .as("polled again")
                .isGreaterThanOrEqualTo(99L * (SITES - HANGING) / 100);
    }

    /** When each site was polled that answers, in order. */
    private static Map<String, List<Long>> healthy(List<Sites.Poll> polls) {
        return polls.stream()
                .filter(poll -> Sites.number(poll.host()) >= HANGING)
                .collect(Collectors.groupingBy(
                        Sites.Poll::host, TreeMap::new, Collectors.mapping(Sites.Poll::at, Collectors.toList())));
    }

    /** The milliseconds that a site was left alone at the longest, from the beginning to the end. */
    private static long longestWait(long from, List<Long> polls, long until) {
        var moments = new ArrayList<>(polls);
        moments.addFirst(from);
        moments.add(until);
        return TimeUnit.NANOSECONDS.toMillis(LongStream.range(1, moments.size())
                .map(n -> moments.get((int) n) - moments.get((int) n - 1))
                .max()
                .orElseThrow());
    }

    private void hang(HttpExchange exchange) throws IOException {
        try {
            var unused = over.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(503, -1);
    }
}
