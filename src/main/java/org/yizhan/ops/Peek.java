package org.yizhan.ops;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Looks at records that lie on a topic, with a consumer that belongs to no group, commits nothing and lives for one look:
 * at most {@value #MOST} records and two seconds. Safe for concurrent use.
 */
public final class Peek {

    /** The most records of one look. */
    public static final int MOST = 50;

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MEGABYTE = 1024 * 1024;

    private final Map<String, Object> client;
    private final KafkaTopics topics;
    private final Cluster cluster;

    /** @param client who comes in where, as Kafka's clients are configured */
    public Peek(Map<String, Object> client, KafkaTopics topics, Cluster cluster) {
        this.client = Map.copyOf(client);
        this.topics = topics;
        this.cluster = cluster;
    }

    /**
     * What is wanted.
     *
     * @param partition where to look; empty: where the key lies, or the first partition
     * @param offset from there on
     * @param since from the first record since then on; with neither, the newest
     * @param key only records with this key
     * @param limit 1 to {@value #MOST}
     */
    public record Wanted(
            Optional<Integer> partition,
            Optional<Long> offset,
            Optional<Instant> since,
            Optional<String> key,
            int limit) {}

    /**
     * What was found.
     *
     * @param from the offset where the look began
     * @param next the first offset it did not come to
     * @param isCut whether the time ran out before the end or the limit was reached
     */
    public record Found(
            TopicState topic, int partition, long from, long next, boolean isCut, List<ShownRecord> records) {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** Looks; a 404 for an unknown topic, a 422 for a partition or an offset that isn't there. */
    public Found look(String topic, Wanted wanted) {
        TopicState state = topics.find(topic);
        int number = wanted.partition()
                .orElseGet(() -> home(wanted.key(), state.partitions().size()));
        TopicState.Partition partition = state.partitions().stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseThrow(() -> Rejection.of(
                        422,
                        "the topic has partitions 0 to %d"
                                .formatted(state.partitions().size() - 1)));
        long from = from(new TopicPartition(topic, number), partition, wanted);
        try (var consumer = consumer(wanted.limit())) {
            return new Look(consumer, state, partition, from, wanted).found();
        } catch (KafkaException failure) {
            throw Cluster.away(failure);
        }
    }

    /** Where producers put records of this key: all of ours are spread by it. */
    private static int home(Optional<String> key, int partitions) {
        return key.map(text -> Utils.toPositive(Utils.murmur2(text.getBytes(StandardCharsets.UTF_8))) % partitions)
                .orElse(0);
    }

    private long from(TopicPartition place, TopicState.Partition partition, Wanted wanted) {
        if (wanted.offset().isPresent()) {
            return inside(partition, wanted.offset().get());
        }
        if (wanted.since().isPresent()) {
            var since = OffsetSpec.forTimestamp(wanted.since().get().toEpochMilli());
            long found = Cluster.offset(cluster.offsets(List.of(place), since), place);
            return found < 0 ? partition.end() : found;
        }
        return wanted.key().isPresent()
                ? partition.first()
                : Math.max(partition.first(), partition.end() - wanted.limit());
    }

    private static long inside(TopicState.Partition partition, long offset) {
        if (partition.records() == 0) {
            throw Rejection.of(422, "partition %d has no records".formatted(partition.number()));
        }
        if (offset < partition.first() || offset >= partition.end()) {
            throw Rejection.of(
                    422,
                    "partition %d has offsets %d to %d; %d is none of them"
                            .formatted(partition.number(), partition.first(), partition.end() - 1, offset));
        }
        return offset;
    }

    private KafkaConsumer<byte[], byte[]> consumer(int limit) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.putAll(Map.of(
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Math.max(limit, 500),
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                100,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                MEGABYTE,
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                MEGABYTE,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis(),
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis()));
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** One look at one partition. */
    private static final class Look {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final TopicState topic;
        private final TopicState.Partition partition;
        private final long from;
        private final Wanted wanted;
        private final Optional<byte[]> key;
        private final List<ShownRecord> records = new ArrayList<>();
        private long next;

        Look(
                KafkaConsumer<byte[], byte[]> consumer,
                TopicState topic,
                TopicState.Partition partition,
                long from,
                Wanted wanted) {
            this.consumer = consumer;
            this.topic = topic;
            this.partition = partition;
            this.from = from;
            this.wanted = wanted;
            this.key = wanted.key().map(text -> text.getBytes(StandardCharsets.UTF_8));
            this.next = from;
        }

        Found found() {
            var place = new TopicPartition(topic.name(), partition.number());
            consumer.assign(List.of(place));
            consumer.seek(place, from);
            long began = System.nanoTime();
            while (isWanting() && System.nanoTime() - began < LIMIT.toNanos()) {
                for (var record : consumer.poll(POLL)) {
                    take(record);
                }
            }
            boolean isCut = isWanting();
            consumer.close(CloseOptions.timeout(Duration.ofMillis(200)));
            return new Found(topic, partition.number(), from, next, isCut, records);
        }

        private boolean isWanting() {
            return next < partition.end() && records.size() < wanted.limit();
        }

        private void take(ConsumerRecord<byte[], byte[]> record) {
            if (!isWanting()) {
                return;
            }
            next = record.offset() + 1;
            if (key.isEmpty() || Arrays.equals(key.get(), record.key())) {
                records.add(ShownRecord.of(record));
            }
        }
    }
}
