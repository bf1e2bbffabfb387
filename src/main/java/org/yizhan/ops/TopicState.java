package org.yizhan.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One topic as it is on the brokers now.
 *
 * @param retention how long a record is kept; empty where for ever
 * @param rate records a second that come; empty while that is not known, as for topics that are not ours
 */
public record TopicState(
        String name, List<Partition> partitions, Optional<Duration> retention, OptionalDouble rate, Instant at) {

    public TopicState {
        partitions = List.copyOf(partitions);
    }

    /**
     * One partition of a topic.
     *
     * @param bytes on the disks, all copies together
     * @param oldest when its oldest record was written; empty where it has none
     */
    public record Partition(int number, long first, long end, long bytes, Optional<Instant> oldest) {
        /** At most so many: retention cuts from the front, and aborted transactions leave gaps. */
        public long records() {
            return Math.max(0, end - first);
        }
    }

    /** The records of all partitions. */
    public long records() {
        return partitions.stream().mapToLong(Partition::records).sum();
    }

    /** The size of all partitions. */
    public long bytes() {
        return partitions.stream().mapToLong(Partition::bytes).sum();
    }

    /** How old the oldest record is; empty where there is none. */
    public Optional<Duration> age() {
        return partitions.stream()
                .flatMap(partition -> partition.oldest().stream())
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, at));
    }

    /** The share of its retention that the oldest record has lain there, in percent; whole segments go, so above 100 too. */
    public OptionalDouble risk() {
        return age().isPresent() && retention.isPresent()
                ? OptionalDouble.of(age().get().toMillis()
                        * 100.0
                        / Math.max(1, retention.get().toMillis()))
                : OptionalDouble.empty();
    }
}
