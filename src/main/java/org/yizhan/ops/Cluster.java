package org.yizhan.ops;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The Kafka brokers, asked one question at a time. An answer is waited for at most ten seconds; where none comes, the
 * {@link Rejection} is a 503. Safe for concurrent use.
 */
public final class Cluster {

    private static final int LIMIT_MILLIS = 5_000;

    private final Admin admin;

    /** @param admin stays the caller's to close */
    public Cluster(Admin admin) {
        this.admin = admin;
    }

    Admin admin() {
        return admin;
    }

    /** Every topic's name, the brokers' own left out. */
    Set<String> topics() {
        return answer(
                admin.listTopics(new ListTopicsOptions().timeoutMs(LIMIT_MILLIS).listInternal(false))
                        .names());
    }

    /** The partitions of topics, which must be there. */
    List<TopicPartition> partitions(Collection<String> topics) {
        return answer(admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(LIMIT_MILLIS))
                        .allTopicNames())
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** Where {@code which} leads in each of the partitions. */
    Map<TopicPartition, ListOffsetsResultInfo> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        return offsets(partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which)));
    }

    Map<TopicPartition, ListOffsetsResultInfo> offsets(Map<TopicPartition, OffsetSpec> questions) {
        return questions.isEmpty()
                ? Map.of()
                : answer(admin.listOffsets(questions, new ListOffsetsOptions().timeoutMs(LIMIT_MILLIS))
                        .all());
    }

    /** The offset that was answered for a partition; 0 where that has gone meanwhile. */
    static long offset(Map<TopicPartition, ListOffsetsResultInfo> answers, TopicPartition partition) {
        var answer = answers.get(partition);
        return answer == null ? 0 : answer.offset();
    }

    /** What each group has committed; a partition without a commit is missing. */
    Map<String, Map<TopicPartition, Long>> committed(Collection<String> groups) {
        var specs =
                groups.stream().collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec()));
        var committed = new HashMap<String, Map<TopicPartition, Long>>();
        answer(admin.listConsumerGroupOffsets(specs, new ListConsumerGroupOffsetsOptions().timeoutMs(LIMIT_MILLIS))
                        .all())
                .forEach((group, offsets) -> {
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

    /** The ids of all groups of consumers. */
    List<String> groups() {
        return answer(admin.listGroups(ListGroupsOptions.forConsumerGroups().timeoutMs(LIMIT_MILLIS))
                        .all())
                .stream()
                .map(GroupListing::groupId)
                .sorted()
                .toList();
    }

    /** The groups with their members; one that nobody knows counts as dead. */
    Map<String, ConsumerGroupDescription> describe(Collection<String> groups) {
        return answer(admin.describeConsumerGroups(groups, new DescribeConsumerGroupsOptions().timeoutMs(LIMIT_MILLIS))
                .all());
    }

    /** What each partition takes on the disks, all its copies together, in bytes. */
    Map<TopicPartition, Long> sizes() {
        var brokers = answer(admin.describeCluster().nodes()).stream()
                .map(node -> node.id())
                .toList();
        var sizes = new HashMap<TopicPartition, Long>();
        answer(admin.describeLogDirs(brokers).allDescriptions())
                .values()
                .forEach(folders -> folders.values()
                        .forEach(folder -> folder.replicaInfos()
                                .forEach((partition, copy) -> sizes.merge(partition, copy.size(), Long::sum))));
        return sizes;
    }

    /** How each topic is configured. */
    Map<String, Config> configs(Collection<String> topics) {
        var resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        return answer(admin.describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(LIMIT_MILLIS))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
    }

    static Duration limit() {
        return Duration.ofMillis(2L * LIMIT_MILLIS);
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Rejection.forNow("stopped while Kafka was asked");
        } catch (ExecutionException | TimeoutException failure) {
            throw away(failure);
        }
    }

    static Rejection away(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return Rejection.forNow("Kafka does not answer (%s); try again".formatted(Shown.line(cause.toString(), 200)));
    }
}
