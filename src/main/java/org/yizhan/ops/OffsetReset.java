package org.yizhan.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets from where a stopped group goes on reading. Nothing is set while a consumer reads for the group (Kafka itself
 * refuses that too, so a consumer that comes in between is no danger), and nothing without its line in the audit.
 */
public final class OffsetReset {

    private static final Logger log = LoggerFactory.getLogger(OffsetReset.class);

    private final Cluster cluster;
    private final ConsumerGroups groups;
    private final Audit audit;

    public OffsetReset(Cluster cluster, ConsumerGroups groups, Audit audit) {
        this.cluster = cluster;
        this.groups = groups;
        this.audit = audit;
    }

    /** Where a group is to go on. */
    public sealed interface Aim {
        /** With the oldest record that is there. */
        record Earliest() implements Aim {}

        /** Behind the newest. */
        record Latest() implements Aim {}

        /** With the first record since then, in milliseconds; behind the newest where there is none. */
        record Since(long millis) implements Aim {}

        /** With this record of one partition; the others stay. */
        record Offset(int partition, long offset) implements Aim {}
    }

    /** One partition, before and after. */
    public record Move(String topic, int partition, long before, long after) {
        /** Records that would be read a second time. */
        public long again() {
            return Math.max(0, before - after);
        }

        /** Records that would never be read. */
        public long skipped() {
            return Math.max(0, after - before);
        }
    }

    /** What a reset would do; only partitions that move. */
    public record Plan(GroupState group, List<Move> moves) {
        public Plan {
            moves = List.copyOf(moves);
        }

        public long again() {
            return moves.stream().mapToLong(Move::again).sum();
        }

        public long skipped() {
            return moves.stream().mapToLong(Move::skipped).sum();
        }

        /** All of it on one line, to be sent back with the order. */
        public String expected() {
            return new ExpectedMoves(moves).line();
        }
    }

    /** What it would do; changes nothing. */
    public Plan plan(String id, Aim aim) {
        GroupState group = groups.find(id);
        return plan(group, wanted(group, aim));
    }

    private static Plan plan(GroupState group, Map<TopicPartition, Long> wanted) {
        return new Plan(
                group,
                group.places().stream()
                        .map(place -> new Move(
                                place.topic(),
                                place.partition(),
                                place.next(),
                                wanted.getOrDefault(
                                        new TopicPartition(place.topic(), place.partition()), place.next())))
                        .filter(move -> move.before() != move.after())
                        .sorted(Comparator.comparing(Move::topic).thenComparingInt(Move::partition))
                        .toList());
    }

    private Map<TopicPartition, Long> wanted(GroupState group, Aim aim) {
        var partitions = group.places().stream()
                .map(place -> new TopicPartition(place.topic(), place.partition()))
                .toList();
        return switch (aim) {
            case Aim.Earliest earliest -> bounds(group, true);
            case Aim.Latest latest -> bounds(group, false);
            case Aim.Since since -> {
                var ends = bounds(group, false);
                yield cluster.offsets(partitions, OffsetSpec.forTimestamp(since.millis())).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                found -> found.getValue().offset() < 0
                                        ? ends.getOrDefault(found.getKey(), 0L)
                                        : found.getValue().offset()));
            }
            case Aim.Offset offset -> offset(group, offset);
        };
    }

    private static Map<TopicPartition, Long> bounds(GroupState group, boolean first) {
        return group.places().stream()
                .collect(Collectors.toMap(
                        place -> new TopicPartition(place.topic(), place.partition()),
                        place -> first ? place.first() : place.end()));
    }

    private static Map<TopicPartition, Long> offset(GroupState group, Aim.Offset aim) {
        var place = group.places().stream()
                .filter(found -> found.partition() == aim.partition())
                .findFirst()
                .orElseThrow(() -> Rejection.of(422, "the group reads no partition " + aim.partition()));
        if (aim.offset() < place.first() || aim.offset() > place.end()) {
            throw Rejection.of(
                    422,
                    "partition %d has offsets %d to %d; %d is none of them"
                            .formatted(aim.partition(), place.first(), place.end(), aim.offset()));
        }
        return Map.of(new TopicPartition(place.topic(), place.partition()), aim.offset());
    }

    /**
     * Does it.
     *
     * @param expected what the operator was shown, as {@link Plan#expected}: exactly that is set, whatever came meanwhile; empty
     *     where he wants what {@code aim} means now
     * @param typed what he typed to confirm: the group's id
     * @param order who, and why
     */
    public Plan apply(String id, Aim aim, String expected, String typed, Order order) throws SQLException {
        Plan plan = expected.isBlank() ? plan(id, aim) : agreed(id, ExpectedMoves.of(expected));
        if (!typed.strip().equals(id)) {
            throw Rejection.of(422, "to confirm, type the group's id into the field 'confirm'; nothing was changed");
        }
        if (!plan.group().isStopped()) {
            throw running(id, plan.group().members().size());
        }
        if (plan.moves().isEmpty()) {
            return plan;
        }
        var deed = new Audit.Deed(order.operator(), Audit.Action.RESET_OFFSETS, id, order.reason(), detail(plan));
        audit.write(deed);
        set(id, plan, deed);
        log.atInfo()
                .addKeyValue("group", id)
                .addKeyValue("again", plan.again())
                .addKeyValue("skipped", plan.skipped())
                .log("an operator set a group's offsets");
        return plan;
    }

    private Plan agreed(String id, ExpectedMoves expected) {
        GroupState group = groups.find(id);
        return plan(group, expected.offsets(group));
    }

    private void set(String id, Plan plan, Audit.Deed deed) throws SQLException {
        Map<TopicPartition, OffsetAndMetadata> offsets = plan.moves().stream()
                .collect(Collectors.toMap(
                        move -> new TopicPartition(move.topic(), move.partition()),
                        move -> new OffsetAndMetadata(move.after())));
        try {
            cluster.admin()
                    .alterConsumerGroupOffsets(id, offsets)
                    .all()
                    .get(Cluster.limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Rejection.forNow("stopped while the offsets were set");
        } catch (ExecutionException | TimeoutException failure) {
            audit.write(deed.failed(Shown.line(failure.toString(), 300)));
            throw groups.find(id).isStopped() ? Cluster.away(failure) : running(id, 1);
        }
    }

    private static Rejection running(String id, int members) {
        return Rejection.of(
                409,
                "group %s is being read (%d consumers); stop its route on every instance first, under /ops/routes"
                        .formatted(id, members));
    }

    private static ObjectNode detail(Plan plan) {
        var detail = Answer.object().put("again", plan.again()).put("skipped", plan.skipped());
        var before = detail.putObject("before");
        var after = detail.putObject("after");
        plan.moves().forEach(move -> {
            before.put(move.topic() + "-" + move.partition(), move.before());
            after.put(move.topic() + "-" + move.partition(), move.after());
        });
        return detail;
    }
}
