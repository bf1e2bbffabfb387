package org.yizhan.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;

/**
 * Counts what comes through one route: how many exchanges, how long each took, which are under way, and what failed last.
 * Counts start when the route is added. Safe for concurrent use.
 */
public final class RouteTally extends RoutePolicySupport {

    private static final int LONGEST_ERROR = 500;

    private final Clock clock;
    private final Runnable removed;
    private final Spread spread = new Spread();
    private final LongAdder failures = new LongAdder();
    private final Map<String, Long> underWay = new ConcurrentHashMap<>();
    private volatile Optional<Failure> last = Optional.empty();

    RouteTally(Clock clock, Runnable removed) {
        this.clock = clock;
        this.removed = removed;
    }

    /** What failed last, in its own words. */
    public record Failure(Instant at, String text) {}

    @Override
    public void onRemove(Route route) {
        super.onRemove(route);
        removed.run();
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        underWay.put(exchange.getExchangeId(), System.nanoTime());
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        Long began = underWay.remove(exchange.getExchangeId());
        spread.add(began == null ? 0 : System.nanoTime() - began);
        Throwable failure = exchange.getException();
        if (failure != null) {
            failures.increment();
            last = Optional.of(new Failure(clock.instant(), words(failure)));
        }
    }

    private static String words(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getClass().getSimpleName() + ": " + root.getMessage();
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }

    /** How long those took that are through, whether they failed or not. */
    public Spread spread() {
        return spread;
    }

    /** How many of them failed. */
    public long failures() {
        return failures.sum();
    }

    /** How many are under way. */
    public int inFlight() {
        return underWay.size();
    }

    /** Since when the oldest of them is. */
    public Optional<Duration> oldest() {
        OptionalLong oldest =
                underWay.values().stream().mapToLong(Long::longValue).min();
        return oldest.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, System.nanoTime() - oldest.getAsLong())));
    }

    /** The last failure, whatever came since. */
    public Optional<Failure> lastFailure() {
        return last;
    }
}
