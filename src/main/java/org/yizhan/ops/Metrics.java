package org.yizhan.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Every metric of the program: each is named here. As Prometheus reads them, {@code <stage>} being
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
 * <tr><td>{@code yizhan_ingest_channels}</td><td>gauge</td><td>channels, label {@code state} ({@code fresh}, {@code late}, {@code failing}, …); of all instances; NaN, like the other gauges of {@code ingest}, while the database can't be asked</td></tr>
 * <tr><td>{@code yizhan_ingest_fresh_ratio}</td><td>gauge</td><td>the share of channels that are as fresh as they should be, of those that are to be polled; NaN where there are none, or our own network is gone; of all instances</td></tr>
 * <tr><td>{@code yizhan_ingest_overdue_seconds}</td><td>gauge</td><td>by how much the poll that waits longest is overdue, rests of hosts left out</td></tr>
 * <tr><td>{@code yizhan_ingest_pages_waiting}</td><td>gauge</td><td>articles' pages still to be fetched</td></tr>
 * <tr><td>{@code yizhan_ingest_failed_files}</td><td>gauge</td><td>files in this instance's drop folders of which something was not taken</td></tr>
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

    private final MeterRegistry registry;
    private final Map<String, StageMeters> stages = new ConcurrentHashMap<>();
    private final PollMeters polls;
    private final DeliveryMeters deliveries;
    private final AlertMeters alerts;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Map<Knock, Counter> knocks = new EnumMap<>(Knock.class);

    public Metrics(MeterRegistry registry, String version) {
        this.registry = registry;
        stage(INGEST);
        STAGES.forEach(this::stage);
        polls = new PollMeters(registry);
        deliveries = new DeliveryMeters(registry);
        alerts = new AlertMeters(registry);
        for (Knock knock : Knock.values()) {
            knocks.put(
                    knock,
                    Counter.builder("yizhan.ops.logins")
                            .description("Logins to the console and its API")
                            .tag("outcome", knock.word())
                            .register(registry));
        }
        Gauge.builder("yizhan.build.info", () -> 1)
                .description("The program that runs")
                .tag("version", version)
                .register(registry);
        virtualMachine();
    }

    private void virtualMachine() {
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /**
     * What a stage has reported since the start, and its lag where that is known.
     *
     * @param lagTime how long the first unread record has waited; zero where there is none or nobody knows
     */
    public record Seen(String stage, long received, long sent, long dead, OptionalLong lag, Duration lagTime) {}

    /** The meters of a stage; an unknown name, such as one more consumer group, gets its own. */
    public StageMeters stage(String name) {
        return stages.computeIfAbsent(name, unseen -> new StageMeters(registry, "yizhan." + name + "."));
    }

    public PollMeters polls() {
        return polls;
    }

    public DeliveryMeters deliveries() {
        return deliveries;
    }

    public AlertMeters alerts() {
        return alerts;
    }

    /** Every stage, in flow order, the others after them by name. */
    public List<Seen> seen() {
        var others = stages.keySet().stream()
                .filter(name -> !STAGES.contains(name) && !name.equals(INGEST))
                .sorted();
        return Stream.of(Stream.of(INGEST), STAGES.stream(), others)
                .flatMap(names -> names)
                .map(name -> stage(name).seen(name))
                .toList();
    }

    /** Somebody wanted to log in. */
    public void knocked(Knock knock) {
        Objects.requireNonNull(knocks.get(knock)).increment();
    }

    /** So many things of a kind were dropped for their age; the word is of a fixed set. */
    public void dropped(String what, int many) {
        Counter.builder("yizhan.retention.dropped")
                .description("What was dropped for its age")
                .tag("what", what)
                .register(registry)
                .increment(many);
    }

    /** From now on the use of these copies is shown. */
    public void show(CopyMeters copies) {
        CopyMeters.show(registry, copies);
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

    @Override
    public void close() {
        collections.close();
    }
}
