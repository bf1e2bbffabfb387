package org.yizhan.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How the hub's subscribers and the readers of open lists are told. */
public final class DeliveryMeters {

    /** The words there are: each has its series, at zero, before anything happened, for rates to begin from. */
    private static final List<String> DELIVERIES = List.of("delivered", "nothing", "failed", "gone", "untried");

    private static final List<String> VERIFICATIONS = List.of("confirmed", "refused", "unreachable");
    private static final List<String> EVENTS = List.of("story", "gone", "more", "reset");
    private static final List<String> REASONS = List.of("slow", "full", "address");

    private final MeterRegistry registry;
    private final LastCount last;
    private final StateGauges subscriptions;
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong readers = new AtomicLong();

    DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
        DELIVERIES.forEach(this::deliveries);
        VERIFICATIONS.forEach(this::verifications);
        EVENTS.forEach(this::events);
        REASONS.forEach(this::turnedAways);
        last = new LastCount(registry.config().clock());
        subscriptions = new StateGauges(
                registry,
                "yizhan.deliver.subscriptions",
                "state",
                "Subscriptions at the hub in this state",
                last::orNaN);
        Gauge.builder("yizhan.deliver.lag", lag, waited -> last.orNaN(waited.get() / 1e3))
                .description("Since when the delivery that waits longest waits, those that failed left out")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("yizhan.deliver.readers", readers, AtomicLong::get)
                .description("Lists that readers have open here, kept up to date")
                .register(registry);
    }

    /** A delivery to a subscriber of the hub came to its end; the word is of a fixed set. */
    public void delivered(String outcome, Duration sinceChange) {
        deliveries(outcome).record(sinceChange);
    }

    private Timer deliveries(String outcome) {
        return Timer.builder("yizhan.deliver.deliveries")
                .description("Deliveries to subscribers, from the change to the end of the delivery")
                .tag("outcome", outcome)
                .serviceLevelObjectives(Buckets.delays())
                .register(registry);
    }

    /** A request to subscribe or unsubscribe was verified; the word is of a fixed set. */
    public void verified(String outcome) {
        verifications(outcome).increment();
    }

    private Counter verifications(String outcome) {
        return Counter.builder("yizhan.deliver.verifications")
                .description("Requests to subscribe or unsubscribe whose callback was asked")
                .tag("outcome", outcome)
                .register(registry);
    }

    /** How the hub is doing: subscriptions {@code active} and {@code failing}, deliveries {@code waiting}. */
    public void counted(Map<String, Long> states, Duration waited) {
        states.forEach(subscriptions::set);
        lag.set(waited.toMillis());
        last.counted();
    }

    /** They could not be counted. */
    public void unknown() {
        last.unknown();
    }

    /** So many lists are open. */
    public void reading(int lists) {
        readers.set(lists);
    }

    /** So many readers were sent an event; the word is of a fixed set. */
    public void told(String event, int many) {
        events(event).increment(many);
    }

    private Counter events(String event) {
        return Counter.builder("yizhan.deliver.events")
                .description("Events sent to readers of open lists")
                .tag("event", event)
                .register(registry);
    }

    /** A reader of an open list was let go or not let in; the word is of a fixed set. */
    public void turnedAway(String reason) {
        turnedAways(reason).increment();
    }

    private Counter turnedAways(String reason) {
        return Counter.builder("yizhan.deliver.turned.away")
                .description("Readers of open lists that were let go or not let in")
                .tag("reason", reason)
                .register(registry);
    }

    /** Since when the delivery that waits longest waits. */
    public Duration lag() {
        return Duration.ofMillis(lag.get());
    }

    /** Subscriptions and deliveries in each state, as they were last counted. */
    public Map<String, Long> subscriptions() {
        return subscriptions.now();
    }

    /** Open lists that are kept up to date. */
    public long readers() {
        return readers.get();
    }
}
