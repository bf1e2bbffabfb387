package org.yizhan.ops;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds when the first unread record of partitions was written, to within a second, without fetching a record: a fetch
 * brings whole batches of up to a megabyte, while the broker answers "which is the first record since …" out of its
 * index. All partitions are asked in one request a round: first further and further back from now, then between the two
 * last answers; at most {@value #ROUNDS} rounds. Records are taken to be in the order of their times, as producers write
 * them; where a few are not, the answer is out by as much as they are.
 */
final class FirstUnread {

    private static final int ROUNDS = 40;
    private static final long FINE = 1_000;
    private static final int FURTHER = 4;

    private final Cluster cluster;

    FirstUnread(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The times of those positions that are behind; no partition may be there twice. */
    Map<TopicPartition, Instant> times(Collection<Position> positions, Instant now) {
        Map<TopicPartition, Search> open = positions.stream()
                .filter(position -> position.behind() > 0)
                .collect(Collectors.toMap(Position::partition, position -> new Search(position, now.toEpochMilli())));
        var found = new HashMap<TopicPartition, Instant>();
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            var questions = open.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            search -> OffsetSpec.forTimestamp(search.getValue().next())));
            cluster.offsets(questions).forEach((partition, answer) -> {
                Search search = open.get(partition);
                if (search != null && search.isOver(answer)) {
                    found.put(partition, Instant.ofEpochMilli(search.early));
                    open.remove(partition);
                }
            });
        }
        open.forEach((partition, search) -> found.put(partition, Instant.ofEpochMilli(search.early)));
        return found;
    }

    /** One partition's search: the record was written at {@code early} or later, and before {@code late}. */
    private static final class Search {
        private final long unread;
        private long early;
        private long late;
        private long step = FINE;
        private boolean isBetween;

        Search(Position position, long now) {
            this.unread = position.next();
            // a producer's clock may be ahead of ours
            this.late = now + FINE;
            this.early = now - step;
        }

        long next() {
            return isBetween ? early + (late - early) / 2 : Math.max(0, early);
        }

        boolean isOver(ListOffsetsResultInfo answer) {
            if (answer.offset() == unread) {
                early = answer.timestamp();
                return true;
            }
            boolean isLater = answer.offset() < 0 || answer.offset() > unread;
            if (!isBetween && isLater && early == 0) {
                // retention has removed it since its offset was read
                early = answer.offset() < 0 ? late : answer.timestamp();
                return true;
            }
            if (isBetween) {
                narrow(isLater);
            } else {
                goOn(isLater);
            }
            return isBetween && late - early <= FINE;
        }

        private void narrow(boolean isLater) {
            long middle = next();
            if (isLater) {
                late = middle;
            } else {
                early = middle;
            }
        }

        private void goOn(boolean isLater) {
            if (isLater) {
                late = early;
                step *= FURTHER;
                early = Math.max(0, late - step);
            } else {
                isBetween = true;
            }
        }
    }
}
