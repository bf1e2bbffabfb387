package org.yizhan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
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

    private ToldDecisions() {}

    /**
     * Reads it.
     *
     * @param offsets how far the stages had read when the backup was taken
     * @throws IllegalStateException where Kafka gives nothing more for a minute
     */
    static LostArrivals since(KafkaAccess kafka, List<Offset> offsets) {
        try (var consumer = Rereading.consumer(kafka)) {
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
        Map<TopicPartition, Long> begins =
                begins(consumer.beginningOffsets(partitions), consumer.endOffsets(partitions), offsets);
        Rereading.toTheEnd(consumer, begins, record -> hear(arrivals, record));
        return arrivals;
    }

    /** As {@link GroupOffsets#set} sets the group, but never before what there still is. */
    private static Map<TopicPartition, Long> begins(
            Map<TopicPartition, Long> firsts, Map<TopicPartition, Long> ends, List<Offset> offsets) {
        Map<TopicPartition, Long> read = offsets.stream()
                .filter(offset ->
                        offset.group().equals(READER) && offset.topic().equals(TOPIC.topicName()))
                .collect(Collectors.toMap(
                        offset -> new TopicPartition(offset.topic(), offset.partition()), Offset::offset));
        Map<TopicPartition, Long> begins = new HashMap<>(firsts);
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
