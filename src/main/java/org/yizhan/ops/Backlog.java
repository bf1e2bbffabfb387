package org.yizhan.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How far groups are behind at one moment.
 *
 * @param groups by the group's id
 * @param ends how many records were ever put on each topic that was asked about
 */
record Backlog(Map<String, Behind> groups, Map<String, Long> ends) {

    /**
     * One group's lag.
     *
     * @param waited how long the first unread record has lain there; zero where there is none
     */
    record Behind(long records, Duration waited) {}

    /**
     * Asks the brokers.
     *
     * @param inputs the topic that each group reads
     * @param topics those whose ends are wanted
     */
    static Backlog of(Cluster cluster, Map<String, String> inputs, List<String> topics, Instant now) {
        var wanted = new HashSet<>(topics);
        wanted.addAll(inputs.values());
        var committed = cluster.committed(inputs.keySet());
        var partitions = cluster.partitions(wanted);
        var first = cluster.offsets(partitions, OffsetSpec.earliest());
        var end = cluster.offsets(partitions, OffsetSpec.latest());
        var groups = new HashMap<String, Behind>();
        inputs.forEach((group, topic) -> {
            var positions = partitions.stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .map(partition -> Position.of(
                            partition,
                            Cluster.offset(first, partition),
                            Cluster.offset(end, partition),
                            committed.getOrDefault(group, Map.of()).getOrDefault(partition, 0L)))
                    .toList();
            groups.put(group, behind(cluster, positions, now));
        });
        return new Backlog(groups, ends(end));
    }

    static Behind behind(Cluster cluster, List<Position> positions, Instant now) {
        var times = new FirstUnread(cluster).times(positions, now);
        long records = positions.stream().mapToLong(Position::behind).sum();
        var waited = times.values().stream()
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, now))
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
        return new Behind(records, waited);
    }

    private static Map<String, Long> ends(Map<TopicPartition, ListOffsetsResultInfo> end) {
        var ends = new HashMap<String, Long>();
        end.forEach((partition, offset) -> ends.merge(partition.topic(), offset.offset(), Long::sum));
        return ends;
    }
}
