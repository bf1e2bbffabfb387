package org.yizhan.ops;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each stage's consumer group is behind, asked of Kafka again and again on one daemon thread.
 *
 * <p>The lag of a partition is its end less the committed offset; where nothing is committed, or retention has removed
 * what was, the partition counts from its first record. Trouble with Kafka makes the lag unknown until the next round and
 * never ends the thread.
 */
public final class Lag implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lag.class);
    private static final int LIMIT_MILLIS = 5_000;

    private final Admin admin;
    private final Map<String, String> topics;
    private final Metrics metrics;
    private final ScheduledExecutorService thread;
    private boolean isKnown = true;

    /**
     * Asks from now on.
     *
     * @param admin stays the caller's to close, after this
     * @param topics the input topic of each stage; a stage's group has its name
     * @param metrics gets the outcome of each round
     * @param every the pause between two rounds
     */
    public Lag(Admin admin, Map<String, String> topics, Metrics metrics, Duration every) {
        this.admin = admin;
        this.topics = Map.copyOf(topics);
        this.metrics = metrics;
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
            var committed = committed();
            var partitions = partitions();
            var first = offsets(partitions, OffsetSpec.earliest());
            var end = offsets(partitions, OffsetSpec.latest());
            topics.forEach((stage, topic) -> metrics.lag(
                    stage,
                    OptionalLong.of(behind(
                            partitions.stream()
                                    .filter(partition -> partition.topic().equals(topic))
                                    .toList(),
                            first,
                            end,
                            committed.getOrDefault(stage, Map.of())))));
            isKnown = true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RuntimeException failure) {
            unknown(failure);
        }
    }

    private void unknown(Exception failure) {
        topics.keySet().forEach(stage -> metrics.lag(stage, OptionalLong.empty()));
        if (isKnown) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("Kafka doesn't say how far the stages are behind");
        }
        isKnown = false;
    }

    private Map<String, Map<TopicPartition, Long>> committed()
            throws ExecutionException, TimeoutException, InterruptedException {
        var specs = topics.keySet().stream()
                .collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
        var answer = answer(
                admin.listConsumerGroupOffsets(specs, new ListConsumerGroupOffsetsOptions().timeoutMs(LIMIT_MILLIS))
                        .all());
        var committed = new HashMap<String, Map<TopicPartition, Long>>();
        answer.forEach((group, offsets) -> {
            var known = new HashMap<TopicPartition, Long>();
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    known.put(partition, offset.offset());
                }
            });
            committed.put(group, known);
        });
        return committed;
    }

    private List<TopicPartition> partitions() throws ExecutionException, TimeoutException, InterruptedException {
        var described = answer(admin.describeTopics(
                        new HashSet<>(topics.values()), new DescribeTopicsOptions().timeoutMs(LIMIT_MILLIS))
                .allTopicNames());
        return described.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(TopicPartitionInfo::partition)
                        .map(partition -> new TopicPartition(topic.name(), partition)))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        var specs = partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        return answer(admin.listOffsets(specs, new ListOffsetsOptions().timeoutMs(LIMIT_MILLIS))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().offset()));
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(2L * LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    static long behind(
            Collection<TopicPartition> partitions,
            Map<TopicPartition, Long> first,
            Map<TopicPartition, Long> end,
            Map<TopicPartition, Long> committed) {
        return partitions.stream()
                .mapToLong(partition -> {
                    var begin = first.getOrDefault(partition, 0L);
                    var done = Math.max(begin, committed.getOrDefault(partition, begin));
                    return Math.max(0, end.getOrDefault(partition, done) - done);
                })
                .sum();
    }
}
