package org.yizhan.ops;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The groups of consumers on the brokers, ours and others'. Safe for concurrent use. */
public final class ConsumerGroups {

    private final Cluster cluster;
    private final Map<String, String> inputs;
    private final KafkaHistory history;
    private final Clock clock;

    /** @param inputs the topic that each of our groups reads */
    public ConsumerGroups(Cluster cluster, Map<String, String> inputs, KafkaHistory history, Clock clock) {
        this.cluster = cluster;
        this.inputs = Map.copyOf(inputs);
        this.history = history;
        this.clock = clock;
    }

    /** All of them, by id; ours also while nobody reads for them. */
    public List<GroupState> list() {
        var ids = new HashSet<>(cluster.groups());
        ids.addAll(inputs.keySet());
        return states(ids);
    }

    /** One of them; a 404 where there is none such. */
    public GroupState find(String id) {
        if (!inputs.containsKey(id) && !cluster.groups().contains(id)) {
            throw Rejection.of(404, "no consumer group has this id; GET /api/v1/ops/kafka lists them");
        }
        return states(Set.of(id)).getFirst();
    }

    private List<GroupState> states(Collection<String> ids) {
        var described = cluster.describe(ids);
        var positions = positions(ids);
        return ids.stream()
                .sorted()
                .map(id -> state(requireNonNull(described.get(id)), id, positions.getOrDefault(id, List.of())))
                .toList();
    }

    private GroupState state(ConsumerGroupDescription described, String id, List<Position> positions) {
        return new GroupState(
                id,
                GroupState.state(described),
                GroupState.members(described),
                positions.stream().map(GroupState.Place::of).toList(),
                Backlog.behind(cluster, positions, clock.instant()).waited(),
                history.changes(id),
                history.lag(id));
    }

    /** Of each group: what it committed, and all of the topic that it is meant to read. */
    Map<String, List<Position>> positions(Collection<String> ids) {
        var committed = cluster.committed(ids);
        var all = cluster.partitions(cluster.topics());
        var first = cluster.offsets(all, OffsetSpec.earliest());
        var end = cluster.offsets(all, OffsetSpec.latest());
        return ids.stream()
                .collect(Collectors.toMap(
                        id -> id,
                        id -> all.stream()
                                .filter(partition ->
                                        committed.getOrDefault(id, Map.of()).containsKey(partition)
                                                || partition.topic().equals(inputs.get(id)))
                                .map(partition -> position(partition, first, end, committed.getOrDefault(id, Map.of())))
                                .sorted(Position.ORDER)
                                .toList()));
    }

    private static Position position(
            TopicPartition partition,
            Map<TopicPartition, ListOffsetsResultInfo> first,
            Map<TopicPartition, ListOffsetsResultInfo> end,
            Map<TopicPartition, Long> committed) {
        return Position.of(
                partition,
                Cluster.offset(first, partition),
                Cluster.offset(end, partition),
                committed.getOrDefault(partition, 0L));
    }
}
