package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R22: an hour of pushes, polls, readers and subscribers leaves nothing behind in the program but what it published. */
@Tag("chaos")
class SoakIT {

    private static final int RATE = 20;
    private static final Duration HOUR = Duration.ofMinutes(60);

    /** A site is promised its articles when it is asked the second time. */
    private static final Duration TWO_POLLS = Duration.ofMinutes(12);

    /** Of at least ten seconds each. */
    private static final int LOOKS = (int) Math.clamp(Length.of(HOUR).toSeconds() / 10, 8, 60);

    private static final int SITES = 40;
    private static final List<String> READ = List.of(
            "/",
            "/feeds/all.atom",
            "/feeds/all.json",
            "/feeds/source/laiyuan-0.rss",
            "/sources",
            "/status",
            "/api/v1/stories");

    @TempDir
    private Path folder;

    private final Ledger polled = new Ledger();
    private final Inbox ofOneSource;
    private Station station;
    private Drill drill;

    SoakIT() throws IOException {
        ofOneSource = new Inbox();
    }

    @AfterEach
    void close() throws Exception {
        station.close();
        ofOneSource.close();
    }

    @Test
    void r22AnHourLeavesNothingBehind() throws Exception {
        station = Station.polled(folder, polled);
        var atSites = new Dispatches(2222, "r22.polled", Instant.now());
        drill = station.drill("R22", RATE);
        drill.awaitMore(10 * RATE);
        drill.awaitProbe();
        for (int source = 0; source < 4; source++) {
            ofOneSource.subscribe(station.program(), "source/laiyuan-" + source, "atom");
        }
        var looks = new ArrayList<Vitals>();
        long began = System.nanoTime();
        for (int look = 0; look < LOOKS; look++) {
            if (look % 5 == 0) {
                station.sites().open(look / 5 * SITES, SITES, atSites, 3);
            }
            looks.add(look(began));
        }
        // in the first half the caches fill, which are bounded: 96 MB of fingerprints last some 30,000 articles
        List<Vitals> steady = looks.subList(LOOKS / 2, LOOKS);
        List<Vitals> early = steady.subList(0, steady.size() / 2);
        List<Vitals> late = steady.subList(steady.size() / 2, steady.size());
        drill.ledger().addAll(polled);
        drill.end(
                "minutes=" + Length.of(HOUR).toMinutes(),
                "polled=" + polled.size(),
                "heap_mb=" + change(early, late, Vitals::heap),
                "heap_mb_an_hour=%.1f".formatted(Vitals.anHour(steady, Vitals::heap)),
                "resident_mb=" + change(early, late, Vitals::resident),
                "threads=" + change(early, late, Vitals::threads),
                "descriptors=" + change(early, late, Vitals::descriptors),
                "p99_ms=" + change(early, late, SoakIT::slow));
        assertThat(ofOneSource.boxes().values())
                .allSatisfy(box -> assertThat(box.told()).isNotEmpty());
        if (Length.of(HOUR).compareTo(TWO_POLLS) > 0) {
            assertThat(polled.size()).as("what sites were promised").isPositive();
        }
        assertThat(Vitals.median(late, Vitals::heap)).as("heap").isLessThan(grown(early, Vitals::heap, 0.15));
        assertThat(Vitals.median(late, Vitals::threads)).as("threads").isLessThan(grown(early, Vitals::threads, 0.05));
        assertThat(Vitals.median(late, Vitals::descriptors))
                .as("descriptors")
                .isLessThan(grown(early, Vitals::descriptors, 0.15));
        Bar.of("R22", "p99_ms", Duration.ofSeconds(5)).hold(Vitals.median(late, SoakIT::slow));
    }

    /** Reads as readers do for a sixtieth of the time, then looks at the program. */
    private Vitals look(long began) throws Exception {
        long from = System.nanoTime();
        long until = from + Length.of(HOUR).toNanos() / LOOKS;
        for (int read = 0; System.nanoTime() < until; read++) {
            String path = READ.get(read % READ.size());
            assertThat(station.program().get(path).statusCode()).as(path).isEqualTo(200);
            drill.awaitTime(Duration.ofMillis(250));
        }
        Inbox.Box box = station.inbox().boxes().get("/all-atom");
        // what was pushed at the very end is still on its way
        var delays = Delays.between(drill.ledger(), box, from, until - TimeUnit.SECONDS.toNanos(2));
        Vitals look = Vitals.of(station.program(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), delays);
        System.out.println("R22 " + look);
        System.out.flush();
        return look;
    }

    private static long slow(Vitals look) {
        return look.delays().percentile(0.99);
    }

    private static String change(List<Vitals> early, List<Vitals> late, ToLongFunction<Vitals> figure) {
        return Vitals.median(early, figure) + "→" + Vitals.median(late, figure);
    }

    private static long grown(List<Vitals> early, ToLongFunction<Vitals> figure, double share) {
        return Math.round(Vitals.median(early, figure) * (1 + share)) + 1;
    }
}
