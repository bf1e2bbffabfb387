package org.yizhan.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The topics on the brokers: ours in flow order, then others'. Safe for concurrent use. */
public final class KafkaTopics {

    private final Cluster cluster;
    private final List<String> ours;
    private final KafkaHistory history;
    private final Clock clock;

    /** @param ours our topics in flow order */
    public KafkaTopics(Cluster cluster, List<String> ours, KafkaHistory history, Clock clock) {
        this.cluster = cluster;
        this.ours = List.copyOf(ours);
        this.history = history;
        this.clock = clock;
    }

    /** All of them. */
    public List<TopicState> list() {
        return states(cluster.topics());
    }

    /** One of them; a 404 where there is none such. */
    public TopicState find(String name) {
        if (!cluster.topics().contains(name)) {
            throw Rejection.of(404, "no topic has this name; GET /api/v1/ops/kafka lists them");
        }
        return states(Set.of(name)).getFirst();
    }

    private List<TopicState> states(Collection<String> names) {
        var look = new Look(names);
        return names.stream()
                .sorted(Comparator.comparingInt(this::place).thenComparing(Comparator.naturalOrder()))
                .map(look::state)
                .toList();
    }

    private int place(String topic) {
        int place = ours.indexOf(topic);
        return place < 0 ? ours.size() : place;
    }

    /** Everything that is asked for one answer, each question once for all topics. */
    private final class Look {
        private final List<TopicPartition> partitions;
        private final Map<TopicPartition, ListOffsetsResultInfo> first;
        private final Map<TopicPartition, ListOffsetsResultInfo> end;
        private final Map<TopicPartition, ListOffsetsResultInfo> oldest;
        private final Map<TopicPartition, Long> sizes;
        private final Map<String, Config> configs;
        private final Instant now = clock.instant();

        Look(Collection<String> names) {
            partitions = cluster.partitions(names);
            first = cluster.offsets(partitions, OffsetSpec.earliest());
            end = cluster.offsets(partitions, OffsetSpec.latest());
            oldest = new HashMap<>(cluster.offsets(partitions, OffsetSpec.forTimestamp(0)));
            sizes = cluster.sizes();
            configs = cluster.configs(names);
        }

        TopicState state(String name) {
            return new TopicState(
                    name,
                    partitions.stream()
                            .filter(partition -> partition.topic().equals(name))
                            .sorted(Comparator.comparingInt(TopicPartition::partition))
                            .map(this::partition)
                            .toList(),
                    Optional.ofNullable(configs.get(name)).flatMap(KafkaTopics::retention),
                    history.rate(name),
                    now);
        }

        private TopicState.Partition partition(TopicPartition partition) {
            return new TopicState.Partition(
                    partition.partition(),
                    Cluster.offset(first, partition),
                    Cluster.offset(end, partition),
                    sizes.getOrDefault(partition, 0L),
                    Optional.ofNullable(oldest.get(partition))
                            .filter(record -> record.offset() >= 0)
                            .map(record -> Instant.ofEpochMilli(record.timestamp())));
        }
    }

    private static Optional<Duration> retention(Config topic) {
        return Optional.ofNullable(topic.get("retention.ms"))
                .map(entry -> Long.parseLong(entry.value()))
                .filter(millis -> millis >= 0)
                .map(Duration::ofMillis);
    }
}
