package org.yizhan.ops;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * One group of consumers as Kafka knows it now.
 *
 * @param state Kafka's word for it: {@code stable}, {@code empty}, {@code preparing-rebalance}, {@code dead}
 * @param places how far it has read, partition by partition
 * @param waited how long its first unread record has lain there; zero where there is none
 * @param changes how often this instance saw its members or their partitions change
 * @param trend its lag in the last hour, the oldest first; empty for a group that is not watched
 */
public record GroupState(
        String id,
        String state,
        List<Member> members,
        List<Place> places,
        Duration waited,
        KafkaHistory.Changes changes,
        List<KafkaHistory.Sample> trend) {

    public GroupState {
        members = List.copyOf(members);
        places = List.copyOf(places);
        trend = List.copyOf(trend);
    }

    /**
     * One consumer of a group.
     *
     * @param client the id it gave itself
     * @param host where it runs
     * @param partitions what it reads, as in {@code articles.received-0}
     */
    public record Member(String client, String host, List<String> partitions) {
        public Member {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * How far a group has read one partition.
     *
     * @param next the first offset that is not read
     * @param end behind the newest record
     */
    public record Place(String topic, int partition, long first, long next, long end) {

        static Place of(Position position) {
            TopicPartition of = position.partition();
            return new Place(of.topic(), of.partition(), position.first(), position.next(), position.end());
        }

        /** Records that are there and unread. */
        public long behind() {
            return Math.max(0, end - next);
        }
    }

    /** Records that are there and unread, of all partitions. */
    public long behind() {
        return places.stream().mapToLong(Place::behind).sum();
    }

    /** Whether nobody reads for it: its offsets can be set. */
    public boolean isStopped() {
        return members.isEmpty() && (state.equals("empty") || state.equals("dead"));
    }

    /** When its members or their partitions were last seen to change. */
    public Optional<java.time.Instant> lastChange() {
        return changes.last();
    }

    static String state(ConsumerGroupDescription group) {
        return group.groupState()
                .toString()
                .replaceAll("([a-z])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    /** In an order that doesn't change. */
    static List<Member> members(ConsumerGroupDescription group) {
        return group.members().stream()
                .map(member -> new Member(
                        member.clientId(),
                        member.host(),
                        member.assignment().topicPartitions().stream()
                                .map(TopicPartition::toString)
                                .sorted()
                                .toList()))
                .sorted(Comparator.comparing(Member::client)
                        .thenComparing(member -> member.partitions().toString()))
                .toList();
    }
}
