package org.yizhan;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

    private ToldDecisions() {}

    /** @param offsets how far the stages had read when the backup was taken */
    static LostArrivals since(KafkaAccess kafka, List<Offset> offsets) {
        var arrivals = new LostArrivals();
        Map<String, Object> client = new HashMap<>(kafka.client());
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC.topicName()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            begins(consumer, partitions, ends, offsets).forEach(consumer::seek);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(POLL).forEach(record -> hear(arrivals, record.value()));
            }
        }
        return arrivals;
    }

    /** As {@link GroupOffsets#set} sets the group, but never before what there still is. */
    private static Map<TopicPartition, Long> begins(
            KafkaConsumer<byte[], byte[]> consumer,
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
