package org.yizhan;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Unreadable;
import org.yizhan.ops.backup.LostChronicle;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/** What the stage publish had told readers after a backup, read back from Kafka. */
final class ToldChanges {

    private static final Topic TOPIC = Topic.FEEDS_CHANGED;

    /** Clocks may have been put back by so much; what was told before the backup does no harm. */
    private static final Duration EARLIER = Duration.ofDays(1);

    private ToldChanges() {}

    /**
     * Reads it and puts it down.
     *
     * @param taken when the backup was
     * @throws IllegalStateException where Kafka gives nothing more for a minute
     */
    static void since(KafkaAccess kafka, Instant taken, Connection connection) throws SQLException {
        var chronicle = new LostChronicle(connection);
        try (var consumer = Rereading.consumer(kafka)) {
            Rereading.toTheEnd(consumer, begins(consumer, taken.minus(EARLIER)), record -> hear(chronicle, record));
        }
        chronicle.put();
    }

    /** Of those partitions that have something from then on. */
    private static Map<TopicPartition, Long> begins(Consumer<byte[], byte[]> consumer, Instant from) {
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> times =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> from.toEpochMilli()));
        return consumer.offsetsForTimes(times).entrySet().stream()
                .filter(first -> first.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, first -> offset(first.getValue())));
    }

    private static long offset(OffsetAndTimestamp first) {
        return first.offset();
    }

    /** What no instance could read counts for nothing here either. */
    private static void hear(LostChronicle chronicle, byte[] record) throws SQLException {
        try {
            if (Wire.read(TOPIC, record).message() instanceof FeedsChanged changed) {
                chronicle.hear(changed);
            }
        } catch (Unreadable poison) {
            return;
        }
    }
}
