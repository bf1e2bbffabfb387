package org.yizhan.deliver;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's loop: writes outcomes down, goes through what has changed, claims what is due and has it delivered. A change
 * is delivered at once where nothing was lately, else with what else changes within {@link #REST}. Everything is in the
 * database, so any number of instances do this side by side and each takes up what another left.
 */
final class Distributor implements AutoCloseable {

    /** A delivery that takes longer is taken for a crash, and made again. */
    static final Duration CLAIM = Duration.ofMinutes(1);

    /** How often a search is looked at while stories change, for what is not told from their changes. */
    static final Duration LOOK_REST = Duration.ofMinutes(1);

    /** How often while so much changes that it can't be told which searches that touches. */
    static final Duration FLOOD_REST = Duration.ofSeconds(4);

    private static final Logger LOG = LoggerFactory.getLogger(Distributor.class);

    /** Between two rounds: what changes within it goes out together. */
    private static final long REST = TimeUnit.MILLISECONDS.toNanos(400);

    private static final long BREATH_MILLIS = 25;

    /** Between two times that outcomes are written down and requests taken up, besides before each round. */
    private static final long BEAT = TimeUnit.MILLISECONDS.toNanos(100);

    /** Where nobody wakes it, such as while Kafka is away. */
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    private static final long TIDY = TimeUnit.MINUTES.toNanos(1);
    private static final int BATCHES = 1_000;
    private static final int HEALTHY = 1_000;
    private static final int FAILING = 200;

    /** Searches looked at in one round, so that not all of them are at once. */
    private static final int LOOKS = 20;

    /** An index that is filled beside the pipeline is a little behind it. */
    private static final int LOOKS_AFTER_A_CHANGE = 2;

    private final Topics topics;
    private final MarkTable marks;
    private final DueTable table;
    private final Settlement settlement;
    private final Round round;
    private final Verifications verifications;
    private final Clock clock;
    private final Semaphore wake = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closing;
    private boolean pending;
    private long looksUntil = System.nanoTime() + LOOKS_AFTER_A_CHANGE * LOOK_REST.toNanos();
    private long floodUntil = System.nanoTime();
    private long lastRound = System.nanoTime() - REST;
    private long lastBeat = System.nanoTime() - BEAT;
    private long lastTidy = System.nanoTime();

    /** @param round makes a round that reports to the settlement it is given */
    Distributor(
            Topics topics,
            MarkTable marks,
            DueTable table,
            Settlement settlement,
            Function<Settlement, Round> round,
            Verifications verifications,
            Clock clock) {
        this.topics = topics;
        this.marks = marks;
        this.table = table;
        this.settlement = settlement;
        this.round = round.apply(settlement);
        this.verifications = verifications;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("hub").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Something has changed, was asked for, or came to an end. */
    void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private void run() {
        while (!closing) {
            try {
                long pause = pending ? Math.max(0, lastRound + REST - System.nanoTime()) : LOOK;
                pending |= wake.tryAcquire(pause, TimeUnit.NANOSECONDS);
                work();
                TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("stage", "deliver")
                        .addKeyValue("error", e.getMessage())
                        .log("the hub could not go on and tries again");
                pending = false;
            }
        }
    }

    private void work() throws SQLException {
        long now = System.nanoTime();
        boolean isDue = now - lastRound >= (pending ? REST : LOOK);
        if (isDue || now - lastBeat >= BEAT) {
            lastBeat = now;
            settlement.write();
            verifications.begin();
        }
        if (isDue) {
            lastRound = now;
            pending = round();
        }
    }

    /** Whether the next one is not to be waited for longer than has to be. */
    private boolean round() throws SQLException {
        Instant now = clock.instant();
        Optional<MarkTable.Marks> marked = marks.advance(this::gather);
        marked.ifPresent(this::heed);
        if (looksUntil - System.nanoTime() > 0) {
            marks.markSearches(now, seen(now), LOOKS);
        }
        boolean full = claim(now, false, HEALTHY) | claim(now, true, FAILING);
        tidy(now);
        return marked.isPresent() || full;
    }

    private void heed(MarkTable.Marks marked) {
        looksUntil = System.nanoTime() + LOOKS_AFTER_A_CHANGE * LOOK_REST.toNanos();
        if (marked.searches().unread()) {
            floodUntil = System.nanoTime() + LOOKS_AFTER_A_CHANGE * FLOOD_REST.toNanos();
        }
    }

    /** A search that was looked at since then needs no look. */
    private Instant seen(Instant now) {
        return now.minus(floodUntil - System.nanoTime() > 0 ? FLOOD_REST : LOOK_REST);
    }

    private boolean claim(Instant now, boolean failing, int most) throws SQLException {
        int free = most - settlement.underWay(failing);
        if (free <= 0) {
            return false;
        }
        List<Due> due = table.claim(now, CLAIM, seen(now), failing, free);
        settlement.begun(failing, due.size());
        round.begin(due);
        return due.size() == free;
    }

    private Optional<MarkTable.Marks> gather(long seq, MarkTable.Searches searches) throws SQLException {
        List<Topics.Change> changes = topics.changes(seq, BATCHES);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Instant> since = new HashMap<>();
        Instant now = clock.instant();
        changes.forEach(change ->
                change.topics().forEach(topic -> since.putIfAbsent(topic, notAfter(now, change.at()))));
        // listed after the changes were read: whoever subscribes later knows them
        List<String> followed = searches.paths();
        Topics.Touched touched = followed.isEmpty() ? Topics.Touched.NONE : topics.touched(seq, followed);
        return Optional.of(new MarkTable.Marks(
                changes.getLast().seq(), since, notAfter(now, changes.getFirst().at()), touched));
    }

    /** A change by a clock that was ahead is not waited for. */
    private static Instant notAfter(Instant now, Instant at) {
        return at.isAfter(now) ? now : at;
    }

    private void tidy(Instant now) throws SQLException {
        if (System.nanoTime() - lastTidy < TIDY) {
            return;
        }
        lastTidy = System.nanoTime();
        table.moveBack(now, CLAIM);
        int ended = table.expire(now);
        if (ended > 0) {
            LOG.atInfo()
                    .addKeyValue("stage", "deliver")
                    .addKeyValue("subscriptions", ended)
                    .log("leases have ended");
        }
    }

    @Override
    public void close() {
        closing = true;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
