package org.yizhan;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.yizhan.article.Grouped;
import org.yizhan.article.Moved;
import org.yizhan.article.Unreadable;
import org.yizhan.ops.backup.LostArrivals;
import org.yizhan.ops.backup.Offset;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/** What the stage deduplicate had told the others after a backup, read back from Kafka. */
final class ToldDecisions {

    /** Who reads what deduplicate tells: all that it had read when a backup was taken is in that. */
    private static final String READER = "tag";

    private static final Topic TOPIC = Topic.DEDUPLICATED;
    private static final Duration POLL = Duration.ofMillis(500);

    /** So many in a row that bring nothing are a minute. */
    private static final int MOST_EMPTY_POLLS = 120;

    private ToldDecisions() {}

    /**
     * Reads it.
     *
     * @param offsets how far the stages had read when the backup was taken
     * @throws IllegalStateException where Kafka gives nothing more for a minute
     */
    static LostArrivals since(KafkaAccess kafka, List<Offset> offsets) {
        Map<String, Object> client = new HashMap<>(kafka.client());
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return since(consumer, offsets);
        }
    }

    /** The same by a consumer that nobody else uses. */
    static LostArrivals since(Consumer<byte[], byte[]> consumer, List<Offset> offsets) {
        var arrivals = new LostArrivals();
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        begins(consumer, partitions, ends, offsets).forEach(consumer::seek);
        long missing = missing(consumer, ends);
        for (int empty = 0; missing > 0; ) {
            consumer.poll(POLL).forEach(record -> hear(arrivals, record.value()));
            long left = missing(consumer, ends);
            empty = left < missing ? 0 : empty + 1;
            missing = left;
            if (empty == MOST_EMPTY_POLLS) {
                throw new IllegalStateException(
                        "Kafka has given nothing for a minute, and %d records of %s are still to be read"
                                .formatted(missing, TOPIC.topicName()));
            }
        }
        return arrivals;
    }

    private static long missing(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    /** As {@link GroupOffsets#set} sets the group, but never before what there still is. */
    private static Map<TopicPartition, Long> begins(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            List<Offset> offsets) {
        Map<TopicPartition, Long> read = offsets.stream()
                .filter(offset ->
                        offset.group().equals(READER) && offset.topic().equals(TOPIC.topicName()))
                .collect(Collectors.toMap(
                        offset -> new TopicPartition(offset.topic(), offset.partition()), Offset::offset));
        Map<TopicPartition, Long> begins = new HashMap<>(consumer.beginningOffsets(partitions));
        begins.replaceAll((partition, first) -> {
            long known = read.getOrDefault(partition, first);
            return known <= ends.getOrDefault(partition, first) ? Math.max(first, known) : first;
        });
        return begins;
    }

    /** What no stage could read counts for nothing here either. */
    private static void hear(LostArrivals arrivals, byte[] record) {
        try {
            switch (Wire.read(TOPIC, record).message()) {
                case Grouped grouped -> {
                    var verdict = grouped.verdict();
                    arrivals.hear(grouped.key(), verdict.storyId(), verdict.decided());
                }
                case Moved moved -> {
                    var verdict = moved.verdict();
                    arrivals.hear(moved.key(), verdict.storyId(), verdict.decided());
                }
                default -> {}
            }
        } catch (Unreadable poison) {
            return;
        }
    }
}
