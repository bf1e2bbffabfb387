package org.yizhan.deliver;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes outcomes down, many at once. One that can't be written down now is kept; where its claim ends meanwhile the
 * delivery is made again. Outcomes come from any thread, {@link #write} is called by one.
 */
final class Settlement {

    private final DueTable table;
    private final Clock clock;
    private final HubWatch watch;
    private final ConcurrentLinkedQueue<Outcome> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger healthy = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private List<Outcome> unwritten = List.of();

    Settlement(DueTable table, Clock clock, HubWatch watch) {
        this.table = table;
        this.clock = clock;
        this.watch = watch;
    }

    /** So many deliveries are under way from now on. */
    void begun(boolean wereFailing, int many) {
        (wereFailing ? failing : healthy).addAndGet(many);
    }

    /** Deliveries under way, to those who failed last or to the others. */
    int underWay(boolean failed) {
        return (failed ? failing : healthy).get();
    }

    void add(Outcome outcome) {
        (outcome.due().attempt() > 0 ? failing : healthy).decrementAndGet();
        waiting.add(outcome);
    }

    /** Writes down what has come so far; whether something had. */
    boolean write() throws SQLException {
        List<Outcome> outcomes = new ArrayList<>(unwritten);
        for (Outcome next = waiting.poll(); next != null; next = waiting.poll()) {
            outcomes.add(next);
        }
        unwritten = outcomes;
        Instant now = clock.instant();
        List<Outcome.Delivered> delivered = of(Outcome.Delivered.class);
        if (!delivered.isEmpty()) {
            table.delivered(delivered, now);
        }
        List<Outcome.Failed> failed = of(Outcome.Failed.class);
        if (!failed.isEmpty()) {
            table.failed(failed, now);
        }
        List<Outcome.Untried> untried = of(Outcome.Untried.class);
        if (!untried.isEmpty()) {
            table.untried(untried, now);
        }
        List<Outcome.Ended> ended = of(Outcome.Ended.class);
        if (!ended.isEmpty()) {
            table.ended(ended);
        }
        unwritten = List.of();
        outcomes.forEach(outcome -> watch.delivered(word(outcome), Round.lag(outcome.due(), now)));
        return !outcomes.isEmpty();
    }

    private <T extends Outcome> List<T> of(Class<T> kind) {
        return unwritten.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> delivered.documents() > 0 ? "delivered" : "nothing";
            case Outcome.Failed failed -> "failed";
            case Outcome.Ended ended -> "gone";
            case Outcome.Untried untried -> "untried";
        };
    }
}
