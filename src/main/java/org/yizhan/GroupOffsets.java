package org.yizhan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.yizhan.ops.backup.Offset;

/** How far the stages have read, taken down beside a backup and set back after it is restored. */
final class GroupOffsets {

    private GroupOffsets() {}

    /** What every group of ours has committed. */
    static List<Offset> now(Admin admin) {
        return Stages.GROUPS.stream()
                .flatMap(group ->
                        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                                .entrySet()
                                .stream()
                                .filter(committed -> committed.getValue() != null)
                                .map(committed -> new Offset(
                                        group,
                                        committed.getKey().topic(),
                                        committed.getKey().partition(),
                                        committed.getValue().offset())))
                .toList();
    }

    /**
     * Sets the groups back, while nobody reads for them. A partition that they had read nothing of then, or that no longer
     * reaches so far, in a Kafka that begins anew, they read as a whole.
     */
    static void set(KafkaAccess kafka, List<Offset> offsets) {
        try (Admin admin = Admin.create(kafka.client())) {
            Map<TopicPartition, Long> ends = ends(admin, offsets);
            var wanted = new HashMap<String, Map<TopicPartition, OffsetAndMetadata>>();
            for (Offset read : now(admin)) {
                wanted.computeIfAbsent(read.group(), group -> new HashMap<>())
                        .put(new TopicPartition(read.topic(), read.partition()), new OffsetAndMetadata(0));
            }
            for (Offset offset : offsets) {
                var partition = new TopicPartition(offset.topic(), offset.partition());
                if (ends.getOrDefault(partition, -1L) >= offset.offset()) {
                    wanted.computeIfAbsent(offset.group(), group -> new HashMap<>())
                            .put(partition, new OffsetAndMetadata(offset.offset()));
                }
            }
            wanted.forEach((group, places) ->
                    answer(admin.alterConsumerGroupOffsets(group, places).all()));
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, List<Offset> offsets) {
        var known = answer(admin.describeTopics(
                                offsets.stream().map(Offset::topic).distinct().toList())
                        .allTopicNames())
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return answer(admin.listOffsets(known).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, place -> place.getValue().offset()));
    }

    private static <T> T answer(org.apache.kafka.common.KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not say how far the stages are: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while asking Kafka", e);
        }
    }
}
