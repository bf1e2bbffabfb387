package org.yizhan.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A subscription as operators see it.
 *
 * @param topic path of the feed
 * @param written the topic's address as the subscriber wrote it
 * @param host the callback's
 * @param dueAt since when, or from when on, there is something to deliver
 * @param attempt failures in a row
 * @param took how long the last deliveries took since there was something to deliver, the newest first; at most {@value
 *     #MEASURED}
 * @param halt by whom it is suspended; empty where it isn't
 */
public record Subscription(
        long id,
        String topic,
        String written,
        String callback,
        String host,
        boolean signed,
        Instant leaseUntil,
        Optional<Instant> dueAt,
        boolean underWay,
        int attempt,
        Optional<Instant> failingSince,
        String lastError,
        Optional<Instant> lastDeliveryAt,
        long deliveries,
        List<Duration> took,
        Optional<Halt> halt) {

    /** So many deliveries are remembered by their times. */
    static final int MEASURED = 50;

    /** A suspension, until somebody resumes it. */
    public record Halt(String operator, Instant since) {}

    public Subscription {
        took = List.copyOf(took);
    }

    /** Within this time 95 of 100 of its last deliveries came (nearest rank); empty where there was none. */
    public Optional<Duration> p95() {
        List<Duration> sorted = took.stream().sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((95 * sorted.size() + 99) / 100 - 1));
    }
}
