package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R12: of 5,000 sites that are polled every five minutes 500 hang. */
class SlowSitesIT extends LongDrill {

    private static final int SITES = 5_000;
    private static final int HANGING = 500;
    private static final int RATE = 5;
    private static final Duration TWO_INTERVALS = Duration.ofMinutes(10);

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
        sites.open(0, SITES, new Dispatches(1212, "r12.polled", Instant.now()), 1);
        drill.awaitTime(Length.of(TWO_INTERVALS));
        Set<String> polled = new HashSet<>(sites.requests());
        long healthy =
                polled.stream().filter(host -> Sites.number(host) >= HANGING).count();
        double share = 100.0 * healthy / (SITES - HANGING);
        drill.end("sites=" + SITES, "hanging=" + HANGING, "polled_within_2_intervals=%.2f%%".formatted(share));
        assertThat(share).isGreaterThanOrEqualTo(99);
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
