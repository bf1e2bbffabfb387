package org.yizhan.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every metric of the program: the one place where they are named. As Prometheus reads them, {@code <stage>} being
 * {@code ingest}, {@code normalize}, {@code deduplicate}, {@code tag} or {@code publish}:
 *
 * <table>
 * <caption>Metrics</caption>
 * <tr><th>name</th><th>kind</th><th>meaning</th></tr>
 * <tr><td>{@code yizhan_<stage>_received_total}</td><td>counter</td><td>records read from the stage's input topic, redelivered ones again; for {@code ingest} what was accepted to be put there</td></tr>
 * <tr><td>{@code yizhan_<stage>_sent_total}</td><td>counter</td><td>records whose outcome is acknowledged: written to the output topic, for {@code publish} to PostgreSQL</td></tr>
 * <tr><td>{@code yizhan_<stage>_dead_total}</td><td>counter</td><td>records put on {@code articles.dead}</td></tr>
 * <tr><td>{@code yizhan_<stage>_batch_seconds}</td><td>histogram, 5 ms to 60 s</td><td>one batch, from its arrival to its commit</td></tr>
 * <tr><td>{@code yizhan_<stage>_delay_seconds}</td><td>histogram, 50 ms to 300 s</td><td>from an article's arrival in ingest to the end of this stage; that of {@code publish} is received → visible</td></tr>
 * <tr><td>{@code yizhan_<stage>_lag_records}</td><td>gauge</td><td>records the stage's consumer group hasn't committed yet, of all instances; NaN while Kafka can't be asked</td></tr>
 * <tr><td>{@code yizhan_<stage>_lag_seconds}</td><td>gauge</td><td>how long the first of those records has lain in its topic, to within a second; 0 where there is none, NaN while Kafka can't be asked</td></tr>
 * <tr><td>{@code yizhan_ingest_poll_seconds}</td><td>histogram, 50 ms to 30 s</td><td>one request to a source; labels {@code task} ({@code poll}, {@code more}, {@code page}) and {@code outcome} ({@code ok}, {@code not-modified}, {@code found}, {@code kept-out} or a class of failure)</td></tr>
 * <tr><td>{@code yizhan_ingest_channels}</td><td>gauge</td><td>channels, label {@code state} ({@code fresh}, {@code late}, {@code failing}, …); of all instances</td></tr>
 * <tr><td>{@code yizhan_ingest_fresh_ratio}</td><td>gauge</td><td>the share of channels that are as fresh as they should be, of those that are to be polled; NaN where there are none, or our own network is gone; of all instances</td></tr>
 * <tr><td>{@code yizhan_ingest_overdue_seconds}</td><td>gauge</td><td>by how much the poll that waits longest is overdue</td></tr>
 * <tr><td>{@code yizhan_ingest_pages_waiting}</td><td>gauge</td><td>articles' pages still to be fetched</td></tr>
 * <tr><td>{@code yizhan_deliver_readers}</td><td>gauge</td><td>lists that readers have open at this instance, kept up to date</td></tr>
 * <tr><td>{@code yizhan_deliver_events_total}</td><td>counter</td><td>events sent to them, label {@code event} ({@code story}, {@code gone}, {@code more}, {@code reset})</td></tr>
 * <tr><td>{@code yizhan_deliver_turned_away_total}</td><td>counter</td><td>readers let go or not let in, label {@code reason} ({@code slow}, {@code full}, {@code address})</td></tr>
 * <tr><td>{@code yizhan_copies_asked_total}</td><td>counter</td><td>requests for feeds and pages, label {@code outcome}: {@code hit} answered by a ready copy, {@code miss} not; the rest of the site is held in memory anyway</td></tr>
 * <tr><td>{@code yizhan_copies_rendered_total}, {@code yizhan_copies_evicted_total}</td><td>counter</td><td>copies made; copies dropped for want of room</td></tr>
 * <tr><td>{@code yizhan_copies}, {@code yizhan_copies_bytes}</td><td>gauge</td><td>copies held, and what they weigh, compressed forms and names included</td></tr>
 * <tr><td>{@code yizhan_retention_dropped_total}</td><td>counter</td><td>what was dropped for its age, label {@code what} ({@code dead-letters}, {@code bodies}, …)</td></tr>
 * <tr><td>{@code yizhan_search_lag_changes}</td><td>gauge</td><td>changes that this instance's search index has still to read; where it keeps one</td></tr>
 * <tr><td>{@code yizhan_search_lag_seconds}</td><td>gauge</td><td>how long the oldest change that can't be found by words yet has waited</td></tr>
 * <tr><td>{@code yizhan_ops_logins_total}</td><td>counter</td><td>logins to the console and its API, label {@code outcome} ({@code right}, {@code wrong}, {@code resting}: not tried after too many wrong ones, {@code crowded}: not tried for want of room); credentials of HTTP Basic that were right count once in five minutes</td></tr>
 * <tr><td>{@code yizhan_alerts}</td><td>gauge</td><td>alerts that are open, label {@code severity}; of all instances</td></tr>
 * <tr><td>{@code yizhan_alert_messages_total}</td><td>counter</td><td>messages about alerts, labels {@code output} and {@code outcome} ({@code sent}, {@code failed}: to be sent again)</td></tr>
 * <tr><td>{@code yizhan_build_info}</td><td>gauge, always 1</td><td>label {@code version}</td></tr>
 * <tr><td>{@code jvm_*}, {@code process_*}, {@code system_*}</td><td></td><td>Micrometer's own, of memory, garbage collection, threads, classes, files, processor and uptime</td></tr>
 * </table>
 *
 * <p>Counters count since the start of this instance. No label comes from outside, so the number of series is bounded.
 * Safe for concurrent use.
 */
public final class Metrics implements AutoCloseable {

    /** The stages that consume a topic, in flow order; they have their metrics, at zero, from the start. */
    public static final List<String> STAGES = List.of("normalize", "deduplicate", "tag", "publish");

    /** The stage that reads no topic: it has no lag, and its batches are not timed. */
    public static final String INGEST = "ingest";

    private static final Duration[] BATCH_BUCKETS =
            milliseconds(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000);
    private static final Duration[] POLL_BUCKETS =
            milliseconds(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000);
    private static final Duration[] DELAY_BUCKETS = milliseconds(
            50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000);

    private final MeterRegistry registry;
    private final Map<String, Meters> stages = new ConcurrentHashMap<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<String, AtomicLong> channels = new ConcurrentHashMap<>();
    private volatile Optional<Instant> networkGone = Optional.empty();
    private final AtomicLong overdue = new AtomicLong();
    private final AtomicLong pagesWaiting = new AtomicLong();
    private final Map<String, AtomicLong> subscriptions = new ConcurrentHashMap<>();
    private final AtomicLong hubLag = new AtomicLong();
    private final Map<String, AtomicLong> alerts = new ConcurrentHashMap<>();
    private final AtomicLong readers = new AtomicLong();
    private final Map<Knock, Counter> knocks = new EnumMap<>(Knock.class);

    public Metrics(MeterRegistry registry, String version) {
        this.registry = registry;
        for (Knock knock : Knock.values()) {
            knocks.put(
                    knock,
                    Counter.builder("yizhan.ops.logins")
                            .description("Logins to the console and its API")
                            .tag("outcome", knock.word())
                            .register(registry));
        }
        stage(INGEST);
        STAGES.forEach(this::stage);
        Gauge.builder("yizhan.build.info", () -> 1)
                .description("The program that runs")
                .tag("version", version)
                .register(registry);
        Gauge.builder("yizhan.ingest.overdue", overdue, AtomicLong::get)
                .description("By how much the poll that waits longest is overdue")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("yizhan.ingest.fresh", this, metrics -> metrics.fresh().ratio())
                .description("The share of channels to be polled that are as fresh as they should be")
                .baseUnit("ratio")
                .register(registry);
        Gauge.builder("yizhan.ingest.pages.waiting", pagesWaiting, AtomicLong::get)
                .description("Articles' pages still to be fetched")
                .register(registry);
        Gauge.builder("yizhan.deliver.lag", hubLag, lag -> lag.get() / 1e3)
                .description("Since when the delivery that waits longest waits, those that failed left out")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("yizhan.deliver.readers", readers, AtomicLong::get)
                .description("Lists that readers have open here, kept up to date")
                .register(registry);
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Somebody wanted to log in. */
    public void knocked(Knock knock) {
        Objects.requireNonNull(knocks.get(knock)).increment();
    }

    /** What one stage reports. Calls are cheap and never fail. */
    public interface Stage {

        /** So many records came. */
        void received(int records);

        /** So many records are acknowledged further on. */
        void sent(int records);

        /** So many records went to the dead letters. */
        void dead(int records);

        /** A batch took so long. */
        void batch(Duration took);

        /** An article that was received so long ago is through this stage; a negative time counts as none. */
        void delay(Duration sinceReceived);
    }

    /** How ready copies of feeds and pages are used. Calls are cheap. */
    public interface Copies {

        /** Requests that a copy answered at once, since the start like all that are counted. */
        long hits();

        /** Requests for which none was good. */
        long misses();

        /** Copies made. */
        long renderings();

        /** Copies dropped for want of room. */
        long evictions();

        /** Copies held now. */
        long kept();

        /** What they weigh. */
        long bytes();
    }

    /**
     * What a stage has reported since the start, and its lag where that is known.
     *
     * @param lagTime how long the first unread record has waited; zero where there is none or nobody knows
     */
    public record Seen(String stage, long received, long sent, long dead, OptionalLong lag, Duration lagTime) {}

    /** The meters of a stage; an unknown name, such as one more consumer group, gets its own. */
    public Stage stage(String name) {
        return meters(name);
    }

    /** How many articles were through this stage how long after their receipt, since the start. */
    Spread delays(String stage) {
        HistogramSnapshot taken = meters(stage).delay.takeSnapshot();
        List<Duration> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        for (CountAtBucket bucket : taken.histogramCounts()) {
            bounds.add(Duration.ofNanos((long) bucket.bucket()));
            counts.add((long) bucket.count());
        }
        return new Spread(bounds, counts, taken.count());
    }

    /** The channels in each state, as they were last counted. */
    public Map<String, Long> channels() {
        return channels.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, state -> state.getValue().get()));
    }

    /** How many of the sources are fresh, as they were last counted. */
    public SourcesFresh fresh() {
        return SourcesFresh.of(channels(), networkGone);
    }

    /** Since when our own network is gone; empty while all is well. */
    public void networkGone(Optional<Instant> since) {
        networkGone = since;
    }

    /** The pages of articles that are still to be fetched, as they were last counted. */
    public long pagesWaiting() {
        return pagesWaiting.get();
    }

    /** By how much the poll that waits longest is overdue. */
    public Duration overdue() {
        return Duration.ofSeconds(overdue.get());
    }

    /** Since when the delivery that waits longest waits. */
    public Duration hubLag() {
        return Duration.ofMillis(hubLag.get());
    }

    /** Subscriptions and deliveries in each state, as they were last counted. */
    public Map<String, Long> hub() {
        return subscriptions.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, state -> state.getValue().get()));
    }

    /** Open lists that are kept up to date. */
    public long readers() {
        return readers.get();
    }

    /** How long the slowest article of the last minutes took to be through this stage; empty where none came. */
    public Optional<Duration> slowest(String stage) {
        Duration slowest = Duration.ofNanos((long) meters(stage).delay.max(TimeUnit.NANOSECONDS));
        return slowest.isZero() ? Optional.empty() : Optional.of(slowest);
    }

    /** A request to a source took so long; both words are of a fixed set. */
    public void asked(String task, String outcome, Duration took) {
        Timer.builder("yizhan.ingest.poll")
                .description("One request to a source")
                .tag("task", task)
                .tag("outcome", outcome)
                .serviceLevelObjectives(POLL_BUCKETS)
                .register(registry)
                .record(took);
    }

    /** How many channels are in each state, by how much the oldest poll is overdue, and how many pages wait. */
    public void sources(Map<String, Long> states, Duration oldest, long pages) {
        states.forEach(
                (state, many) -> channels.computeIfAbsent(state, this::channels).set(many));
        overdue.set(oldest.toSeconds());
        pagesWaiting.set(pages);
    }

    /** So many things of a kind were dropped for their age; the word is of a fixed set. */
    public void dropped(String what, int many) {
        Counter.builder("yizhan.retention.dropped")
                .description("What was dropped for its age")
                .tag("what", what)
                .register(registry)
                .increment(many);
    }

    /** A delivery to a subscriber of the hub came to its end; the word is of a fixed set. */
    public void delivered(String outcome, Duration lag) {
        Timer.builder("yizhan.deliver.deliveries")
                .description("Deliveries to subscribers, from the change to the end of the delivery")
                .tag("outcome", outcome)
                .serviceLevelObjectives(DELAY_BUCKETS)
                .register(registry)
                .record(lag);
    }

    /** A request to subscribe or unsubscribe was verified; the word is of a fixed set. */
    public void verified(String outcome) {
        Counter.builder("yizhan.deliver.verifications")
                .description("Requests to subscribe or unsubscribe whose callback was asked")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    /** From now on the use of these copies is shown. */
    public void show(Copies copies) {
        counter("yizhan.copies.asked", copies, Copies::hits)
                .tag("outcome", "hit")
                .description("Requests for feeds and pages")
                .register(registry);
        counter("yizhan.copies.asked", copies, Copies::misses)
                .tag("outcome", "miss")
                .description("Requests for feeds and pages")
                .register(registry);
        counter("yizhan.copies.rendered", copies, Copies::renderings)
                .description("Copies of feeds and pages that were made")
                .register(registry);
        counter("yizhan.copies.evicted", copies, Copies::evictions)
                .description("Copies dropped for want of room")
                .register(registry);
        Gauge.builder("yizhan.copies", copies, Copies::kept)
                .description("Copies of feeds and pages held")
                .strongReference(true)
                .register(registry);
        Gauge.builder("yizhan.copies.bytes", copies, Copies::bytes)
                .description("What the copies weigh")
                .strongReference(true)
                .register(registry);
    }

    private static FunctionCounter.Builder<Copies> counter(String name, Copies copies, ToDoubleFunction<Copies> count) {
        return FunctionCounter.builder(name, copies, count);
    }

    /** So many alerts of this severity are open; the word is of a fixed set. */
    public void alerts(String severity, long many) {
        alerts.computeIfAbsent(severity, this::alerts).set(many);
    }

    /** Somebody was told of an alert, or could not be; both words are of a fixed set. */
    public void alerted(String output, String outcome) {
        Counter.builder("yizhan.alert.messages")
                .description("Messages about alerts")
                .tag("output", output)
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    private AtomicLong alerts(String severity) {
        var many = new AtomicLong();
        Gauge.builder("yizhan.alerts", many, AtomicLong::get)
                .description("Alerts that are open")
                .tag("severity", severity)
                .register(registry);
        return many;
    }

    /** So many lists are open. */
    public void reading(int lists) {
        readers.set(lists);
    }

    /** So many readers were sent an event; the word is of a fixed set. */
    public void told(String event, int many) {
        Counter.builder("yizhan.deliver.events")
                .description("Events sent to readers of open lists")
                .tag("event", event)
                .register(registry)
                .increment(many);
    }

    /** A reader of an open list was let go or not let in; the word is of a fixed set. */
    public void turnedAway(String reason) {
        Counter.builder("yizhan.deliver.turned.away")
                .description("Readers of open lists that were let go or not let in")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }

    /** How the hub is doing: subscriptions {@code active} and {@code failing}, deliveries {@code waiting}. */
    public void hub(Map<String, Long> counts, Duration lag) {
        counts.forEach((state, many) ->
                subscriptions.computeIfAbsent(state, this::subscriptions).set(many));
        hubLag.set(lag.toMillis());
    }

    /** Asks a search index how far behind it is, whenever somebody reads. */
    public void search(LongSupplier changes, Supplier<Duration> lag) {
        Gauge.builder("yizhan.search.lag.changes", changes, LongSupplier::getAsLong)
                .description("Changes that the search index has still to read")
                .strongReference(true)
                .register(registry);
        Gauge.builder("yizhan.search.lag", lag, oldest -> oldest.get().toMillis() / 1e3)
                .description("How long the oldest change that can't be found yet has waited")
                .baseUnit("seconds")
                .strongReference(true)
                .register(registry);
    }

    private AtomicLong subscriptions(String state) {
        var many = new AtomicLong();
        Gauge.builder("yizhan.deliver.subscriptions", many, AtomicLong::get)
                .description("Subscriptions at the hub in this state")
                .tag("state", state)
                .register(registry);
        return many;
    }

    private AtomicLong channels(String state) {
        var many = new AtomicLong();
        Gauge.builder("yizhan.ingest.channels", many, AtomicLong::get)
                .description("Channels in this state")
                .tag("state", state)
                .register(registry);
        return many;
    }

    /** How many records the stage's group is behind, and how long the first of them has waited. */
    public void lag(String stage, long records, Duration waited) {
        meters(stage).lag = OptionalLong.of(records);
        meters(stage).lagTime = waited;
    }

    /** Nobody knows how far the stage's group is behind. */
    public void lagUnknown(String stage) {
        meters(stage).lag = OptionalLong.empty();
        meters(stage).lagTime = Duration.ZERO;
    }

    /** Every stage, in flow order, the others after them by name. */
    public List<Seen> seen() {
        var others = stages.keySet().stream()
                .filter(name -> !STAGES.contains(name) && !name.equals(INGEST))
                .sorted();
        return Stream.of(Stream.of(INGEST), STAGES.stream(), others)
                .flatMap(names -> names)
                .map(name -> meters(name).seen(name))
                .toList();
    }

    @Override
    public void close() {
        collections.close();
    }

    private Meters meters(String stage) {
        return stages.computeIfAbsent(stage, name -> new Meters(registry, "yizhan." + name + "."));
    }

    private static Duration[] milliseconds(long... bounds) {
        return Arrays.stream(bounds).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private static final class Meters implements Stage {

        private final Counter received;
        private final Counter sent;
        private final Counter dead;
        private final Timer batch;
        private final Timer delay;
        private volatile OptionalLong lag = OptionalLong.empty();
        private volatile Duration lagTime = Duration.ZERO;

        Meters(MeterRegistry registry, String prefix) {
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
                    .serviceLevelObjectives(BATCH_BUCKETS)
                    .register(registry);
            delay = Timer.builder(prefix + "delay")
                    .description("From an article's arrival in ingest to the end of this stage")
                    .serviceLevelObjectives(DELAY_BUCKETS)
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

        @Override
        public void received(int records) {
            received.increment(records);
        }

        @Override
        public void sent(int records) {
            sent.increment(records);
        }

        @Override
        public void dead(int records) {
            dead.increment(records);
        }

        @Override
        public void batch(Duration took) {
            batch.record(took);
        }

        @Override
        public void delay(Duration sinceReceived) {
            delay.record(sinceReceived.isNegative() ? Duration.ZERO : sinceReceived);
        }

        Seen seen(String stage) {
            return new Seen(stage, (long) received.count(), (long) sent.count(), (long) dead.count(), lag, lagTime);
        }
    }
}
