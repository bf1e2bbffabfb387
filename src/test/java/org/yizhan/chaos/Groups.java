package org.yizhan.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far the stages are behind, by the offsets that they have committed. */
final class Groups {

    private static final Map<String, String> TOPICS = Map.of(
            "normalize", "articles.received",
            "deduplicate", "articles.normalized",
            "tag", "articles.deduplicated",
            "publish", "articles.tagged",
            "keep-dead-letter", "articles.dead");
    private static final long PATIENCE_SECONDS = 5;

    /** Those that articles go through. */
    static final List<String> STAGES = List.of("normalize", "deduplicate", "tag", "publish");

    private Groups() {}

    /** The records that each group has before it; none where it has none. */
    static Map<String, Long> behind(String brokers) throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            var behind = new TreeMap<String, Long>();
            for (Map.Entry<String, String> group : TOPICS.entrySet()) {
                long records = records(admin, group.getValue()) - committed(admin, group.getKey());
                if (records != 0) {
                    behind.put("records before " + group.getKey(), records);
                }
            }
            return behind;
        }
    }

    /** How many records were ever put on the topic. */
    static long records(String brokers, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            return records(admin, topic);
        }
    }

    private static long records(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        var partitions = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .get(topic)
                .partitions();
        Map<TopicPartition, OffsetSpec> ends = partitions.stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    private static long committed(Admin admin, String group)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
