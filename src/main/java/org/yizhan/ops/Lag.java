package org.yizhan.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each stage's consumer group is behind, in records and in time, asked of Kafka again and again on one daemon
 * thread. Trouble with Kafka makes the lag unknown until the next round and never ends the thread.
 */
public final class Lag implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lag.class);

    private final Cluster cluster;
    private final Watched watched;
    private final Metrics metrics;
    private final KafkaHistory history;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private boolean isKnown = true;

    /**
     * What is looked at.
     *
     * @param inputs the input topic of each group
     * @param topics those whose growth is to be known
     */
    public record Watched(Map<String, String> inputs, List<String> topics) {
        public Watched {
            inputs = Map.copyOf(inputs);
            topics = List.copyOf(topics);
        }
    }

    /**
     * Asks from now on.
     *
     * @param metrics gets the outcome of each round, and {@code history} too
     * @param every the pause between two rounds
     */
    public Lag(Cluster cluster, Watched watched, Metrics metrics, KafkaHistory history, Clock clock, Duration every) {
        this.cluster = cluster;
        this.watched = watched;
        this.metrics = metrics;
        this.history = history;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("lag").factory());
        var unused = thread.scheduleWithFixedDelay(this::refresh, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void refresh() {
        try {
            Instant now = clock.instant();
            Backlog backlog = Backlog.of(cluster, watched.inputs(), watched.topics(), now);
            backlog.groups().forEach((group, behind) -> metrics.stage(group).lag(behind.records(), behind.waited()));
            history.saw(backlog, now);
            cluster.describe(watched.inputs().keySet())
                    .forEach((group, described) ->
                            history.saw(group, GroupState.members(described).toString(), now));
            isKnown = true;
        } catch (RuntimeException failure) {
            unknown(failure);
        }
    }

    private void unknown(RuntimeException failure) {
        watched.inputs().keySet().forEach(stage -> metrics.stage(stage).lagUnknown());
        if (isKnown && !Thread.currentThread().isInterrupted()) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("Kafka doesn't say how far the stages are behind");
        }
        isKnown = false;
    }
}
