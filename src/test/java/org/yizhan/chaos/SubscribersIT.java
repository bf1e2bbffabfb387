package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** R10: of a hundred subscribers more than half are ill. */
class SubscribersIT extends LongDrill {

    private static final int RATE = 10;
    private static final Duration LOAD = Duration.ofMinutes(2);
    private static final String SUBSCRIPTIONS = "select count(*) from subscription";

    private Crowd crowd;

    @AfterEach
    void close() throws Exception {
        crowd.close();
    }

    @Test
    void r10TheHealthyDoNotWaitForTheIll() throws Exception {
        whole(Map.of());
        crowd = new Crowd();
        crowd.subscribe(station().program());
        Store store = station().checker().store();
        // three are the station's own
        await().atMost(Duration.ofMinutes(1)).until(() -> store.number(SUBSCRIPTIONS) == Crowd.MANY + 3);
        int ill = Crowd.HANGING + Crowd.RESETTING + Crowd.FAILING;
        station().checker().expect("deliveries", ill);
        Drill drill = station().drill("R10", RATE);
        drill.awaitTime(Length.of(LOAD));
        drill.recover(() -> {});
        drill.load().close();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> store.number(SUBSCRIPTIONS + " where attempt > 0 and claim is null") == ill);
        var missing = new HashSet<UUID>();
        List<Long> delays = crowd.delays(drill.ledger(), missing);
        var told = new Delays(delays);
        drill.end("healthy=%d of %d".formatted(Crowd.HEALTHY, Crowd.MANY), "told:" + told);
        assertThat(missing).isEmpty();
        assertThat(store.number(SUBSCRIPTIONS)).as("only 410 ends one").isEqualTo(Crowd.MANY + 3 - Crowd.GONE);
        Bar.of("R10", "healthy_p99_ms", Duration.ofSeconds(5)).hold(told.percentile(0.99));
    }
}
