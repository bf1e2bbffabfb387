package org.yizhan.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What one stage reports. Calls are cheap and never fail. */
public final class StageMeters {

    private static final Duration[] BATCHES =
            Buckets.milliseconds(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);

    private final Counter received;
    private final Counter sent;
    private final Counter dead;
    private final Timer batch;
    private final Timer delay;
    private volatile OptionalLong lag = OptionalLong.empty();
    private volatile Duration lagTime = Duration.ZERO;

    StageMeters(MeterRegistry registry, String prefix) {
        received = Counter.builder(prefix + "received")
                .description("Records read from the stage's input topic")
                .register(registry);
        sent = Counter.builder(prefix + "sent")
                .description("Records whose outcome is acknowledged")
                .register(registry);
        dead = Counter.builder(prefix + "dead")
                .description("Records put on the dead letter topic")
                .register(registry);
        batch = Timer.builder(prefix + "batch")
                .description("One batch, from its arrival to its commit")
                .serviceLevelObjectives(BATCHES)
                .register(registry);
        delay = Timer.builder(prefix + "delay")
                .description("From an article's arrival in ingest to the end of this stage")
                .serviceLevelObjectives(Buckets.delays())
                .register(registry);
        Gauge.builder(prefix + "lag", () -> lag.isPresent() ? lag.getAsLong() : Double.NaN)
                .description("Records the stage's consumer group has not committed yet")
                .baseUnit("records")
                .register(registry);
        Gauge.builder(prefix + "lag.seconds", () -> lag.isPresent() ? lagTime.toMillis() / 1e3 : Double.NaN)
                .description("How long the first of them has waited")
                .baseUnit("seconds")
                .register(registry);
    }

    /** So many records came. */
    public void received(int records) {
        received.increment(records);
    }

    /** So many records are acknowledged further on. */
    public void sent(int records) {
        sent.increment(records);
    }

    /** So many records went to the dead letters. */
    public void dead(int records) {
        dead.increment(records);
    }

    /** A batch took so long. */
    public void batch(Duration took) {
        batch.record(took);
    }

    /** An article that was received so long ago is through this stage; a negative time counts as none. */
    public void delay(Duration sinceReceived) {
        delay.record(sinceReceived.isNegative() ? Duration.ZERO : sinceReceived);
    }

    /** How many records the stage's group is behind, and how long the first of them has waited. */
    public void lag(long records, Duration waited) {
        lag = OptionalLong.of(records);
        lagTime = waited;
    }

    /** Nobody knows how far the stage's group is behind. */
    public void lagUnknown() {
        lag = OptionalLong.empty();
        lagTime = Duration.ZERO;
    }

    /** How long the slowest article of the last minutes took to be through this stage; empty where none came. */
    public Optional<Duration> slowest() {
        Duration slowest = Duration.ofNanos((long) delay.max(TimeUnit.NANOSECONDS));
        return slowest.isZero() ? Optional.empty() : Optional.of(slowest);
    }

    /** How many articles were through this stage how long after their receipt, since the start. */
    Spread delays() {
        HistogramSnapshot taken = delay.takeSnapshot();
        List<Duration> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (CountAtBucket bucket : taken.histogramCounts()) {
            bounds.add(Duration.ofNanos((long) bucket.bucket()));
            counts.add((long) bucket.count());
        }
        return new Spread(bounds, counts, taken.count());
    }

    Metrics.Seen seen(String stage) {
        return new Metrics.Seen(stage, (long) received.count(), (long) sent.count(), (long) dead.count(), lag, lagTime);
    }
}
