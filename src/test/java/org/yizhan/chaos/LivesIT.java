package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** R15, R19 and R23: a burst, a long pause, and gentle stops. */
class LivesIT extends LongDrill {

    private static final int RATE = 40;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int STOPS = 3;

    @Test
    void r15TenTimesAsMuchForAMinute() throws Exception {
        whole(Map.of());
        Drill drill = station().drill("R15", RATE);
        drill.awaitMore(10 * RATE);
        int before = drill.ledger().size();
        drill.load().rate(10 * RATE);
        drill.awaitTime(Length.of(MINUTE));
        drill.load().rate(RATE);
        int burst = drill.ledger().size() - before;
        drill.recover(() -> {});
        long heap = station().program().heap();
        drill.end(
                "burst=" + burst,
                "answers_202=" + drill.ledger().answers(202),
                "answers_429_503="
                        + (drill.ledger().answers(429) + drill.ledger().answers(503)),
                "heap_mb=" + heap);
        assertThat(drill.ledger().statuses()).isSubsetOf(202, 429, 503);
        Bar.of("R15", "caught_up_ms", Duration.ofMinutes(5)).hold(drill.slowest());
    }

    @Test
    void r19AnInstanceIsHeldForLongerThanItsSession() throws Exception {
        apart();
        Program other = station().another("second");
        other.start().awaitReady();
        Drill drill = station().drill("R19", RATE);
        drill.awaitMore(10 * RATE);
        drill.target(other);
        drill.recover(() -> {
            station().program().hold();
            drill.awaitTime(Length.of(MINUTE));
        });
        station().program().goOn();
        drill.awaitMore(10 * RATE);
        drill.target(station().program());
        drill.recover(() -> {});
        other.stop();
        drill.end("held_s=" + Length.of(MINUTE).toSeconds());
    }

    @Test
    void r23StopsGentlyUnderLoad() throws Exception {
        whole(Map.of());
        Drill drill = station().drill("R23", RATE);
        List<Long> stops = new ArrayList<>();
        for (int stop = 0; stop < STOPS; stop++) {
            drill.awaitMore(5 * RATE);
            drill.recover(() -> {
                stops.add(station().program().stop().toMillis());
                station().program().start().awaitReady();
            });
        }
        drill.awaitMore(5 * RATE);
        drill.end("stop_ms=" + stops);
        Bar.of("R23", "stop_ms", STOP_LIMIT).hold(Collections.max(stops));
    }
}
