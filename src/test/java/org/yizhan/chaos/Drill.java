package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One row put to the test: pushes go on while faults happen; then what was promised is compared with what is there. */
final class Drill {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Probes have numbers of their own; none is a repost. */
    private static final int FIRST_PROBE = 1_000_001;

    private final Station station;
    private final String row;
    private final Dispatches dispatches;
    private final Ledger ledger = new Ledger();
    private final Load load;
    private final SplittableRandom random;
    private final List<Long> recoveries = new ArrayList<>();
    private volatile Program target;
    private int probes;

    Drill(Station station, String row, Dispatches dispatches, int perSecond) {
        this.station = station;
        this.row = row;
        this.dispatches = dispatches;
        this.target = station.program();
        this.random = new SplittableRandom(row.hashCode());
        Supplier<URI> base = () -> target.base();
        this.load = new Load(dispatches, ledger, base, station.program().key(), perSecond).start();
    }

    /** Something that goes wrong. */
    @FunctionalInterface
    interface Fault {
        void happen() throws Exception;
    }

    Ledger ledger() {
        return ledger;
    }

    Load load() {
        return load;
    }

    /** Pushes go to this instance from now on. */
    void target(Program instance) {
        target = instance;
    }

    /** Lets so much time pass, while the load goes on. */
    void awaitTime(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        await().atMost(time.plusMinutes(1)).pollInterval(Duration.ofMillis(50)).until(() -> System.nanoTime() >= until);
    }

    /** Waits until some more articles are taken, a random number of them. */
    void awaitSome(int least, int most) {
        awaitMore(least + random.nextInt(most - least));
    }

    /** Waits until so many more articles are taken. */
    void awaitMore(int articles) {
        int before = ledger.size();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> ledger.size() >= before + articles);
    }

    /** Has the fault happen; the milliseconds until an article that is pushed after it can be read. */
    long recover(Fault fault) throws Exception {
        long began = System.nanoTime();
        fault.happen();
        awaitProbe();
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        recoveries.add(millis);
        return millis;
    }

    /** Pushes an article and waits until it can be read. */
    void awaitProbe() {
        Dispatches.Dispatch probe = dispatches.of(FIRST_PROBE + 10 * probes++, 1);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> isTaken(probe));
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> target.get("/api/v1/articles/" + probe.articleId()).statusCode() == 200);
    }

    /** An article of this drill that the load does not push, from 0 on. */
    Dispatches.Dispatch own(int number, int revision) {
        return dispatches.of(2_000_001 + 10 * number, revision);
    }

    /** Pushes it and has it promised. */
    void push(Dispatches.Dispatch dispatch) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> isTaken(dispatch));
    }

    private boolean isTaken(Dispatches.Dispatch probe) throws IOException, InterruptedException {
        boolean taken = target.push(JSON.writeValueAsBytes(probe.pushed()), "application/json")
                        .statusCode()
                == 202;
        if (taken) {
            ledger.promised(probe);
        }
        return taken;
    }

    /** Milliseconds, the longest. */
    long slowest() {
        return recoveries.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Ends the load, waits until all is settled, and says how it went; fails where anything is lost, twice, or stuck. */
    Comparison end(String... figures) throws Exception {
        load.close();
        station.promised().addAll(ledger);
        Comparison comparison = station.checker().settled(ledger, PATIENCE, Checker.Depth.NEWEST);
        System.out.printf(
                "%s acked=%d published=%d lost=%d dup=%d recover_ms=%d%s%s%n",
                row,
                comparison.acked(),
                comparison.published(),
                comparison.lost().size(),
                comparison.twice().size(),
                slowest(),
                recoveries.size() > 1 ? recoveries : "",
                List.of(figures).stream().map(figure -> " " + figure).collect(Collectors.joining()));
        System.out.flush();
        if (!comparison.faults().isEmpty()) {
            warnings();
        }
        assertThat(comparison.faults()).as(row).isEmpty();
        assertThat(comparison.lost()).as(row).isEmpty();
        assertThat(comparison.twice()).as(row).isEmpty();
        assertThat(comparison.acked()).as(row).isPositive();
        return comparison;
    }

    private void warnings() throws IOException {
        List<String> lines = Files.readAllLines(station.program().log()).stream()
                .filter(line -> line.contains("WARN") || line.contains("ERROR"))
                .toList();
        lines.subList(Math.max(0, lines.size() - 40), lines.size()).forEach(System.out::println);
    }
}
