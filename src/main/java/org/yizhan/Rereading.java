package org.yizhan;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reading again what lies in a topic, by a consumer of no group. */
final class Rereading {

    private static final int AT_ONCE = 2_000;
    private static final Duration POLL = Duration.ofMillis(500);

    /** So many in a row that bring nothing are a minute. */
    private static final int MOST_EMPTY_POLLS = 120;

    private Rereading() {}

    /** Who takes a record in. */
    interface Ear<X extends Exception> {
        void hear(byte[] value) throws X;
    }

    static KafkaConsumer<byte[], byte[]> consumer(KafkaAccess kafka) {
        Map<String, Object> client = new HashMap<>(kafka.client());
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, AT_ONCE);
        return new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Reads these partitions from there on as far as they reach now.
     *
     * @throws IllegalStateException where Kafka gives nothing more for a minute
     */
    static <X extends Exception> void toTheEnd(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> begins, Ear<X> ear) throws X {
        consumer.assign(begins.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(begins.keySet());
        begins.forEach(consumer::seek);
        long missing = missing(consumer, ends);
        for (int empty = 0; missing > 0; ) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                ear.hear(record.value());
            }
            long left = missing(consumer, ends);
            empty = left < missing ? 0 : empty + 1;
            missing = left;
            if (empty == MOST_EMPTY_POLLS) {
                throw new IllegalStateException(
                        "Kafka has given nothing for a minute, and %d records of %s are still to be read"
                                .formatted(missing, topics(ends)));
            }
        }
    }

    private static long missing(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private static String topics(Map<TopicPartition, Long> ends) {
        return ends.keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
