package org.yizhan.ops;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a group has read one partition.
 *
 * @param first the oldest record that is there
 * @param next the first one the group has not read: what it committed, or {@code first} where nothing is committed or
 *     retention has removed what was
 * @param end behind the newest record
 */
record Position(TopicPartition partition, long first, long next, long end) {

    static final Comparator<Position> ORDER = Comparator.comparing(
                    (Position position) -> position.partition().topic())
            .thenComparingInt(position -> position.partition().partition());

    /** The position of a group that committed {@code committed}, in a partition of these bounds. */
    static Position of(TopicPartition partition, long first, long end, long committed) {
        return new Position(partition, first, Math.max(first, committed), end);
    }

    /** Records that are there and unread. */
    long behind() {
        return Math.max(0, end - next);
    }
}
