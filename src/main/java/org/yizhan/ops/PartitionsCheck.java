package org.yizhan.ops;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;

/**
 * Whether this instance's consumers take part in every stage's group and the partitions are given out. A stage that an
 * operator halted is left out: that is no fault of Kafka's, and the status names it.
 */
public final class PartitionsCheck implements HealthCheck {

    private static final int LIMIT_MILLIS = 1_800;

    private final Admin admin;
    private final Set<String> groups;
    private final String instance;
    private final Supplier<Set<String>> halted;

    /**
     * @param admin stays the caller's to close
     * @param instance what the client ids of this instance's consumers contain
     * @param halted the groups whose stages were halted by hand
     */
    public PartitionsCheck(Admin admin, Collection<String> groups, String instance, Supplier<Set<String>> halted) {
        this.admin = admin;
        this.groups = Set.copyOf(groups);
        this.instance = instance;
        this.halted = halted;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Health check() throws Exception {
        Map<String, ConsumerGroupDescription> described =
                admin.describeConsumerGroups(groups).all().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        var waiting = new TreeSet<String>();
        described.forEach((group, description) -> {
            if (!isServed(description)) {
                waiting.add(group);
            }
        });
        waiting.removeAll(halted.get());
        return waiting.isEmpty()
                ? Health.up()
                : Health.down(CheckRule.NO_PARTITIONS + " for " + String.join(", ", waiting));
    }

    private boolean isServed(ConsumerGroupDescription group) {
        List<MemberDescription> ours = group.members().stream()
                .filter(member -> member.clientId().contains(instance))
                .toList();
        boolean given = group.members().stream()
                .anyMatch(member -> !member.assignment().topicPartitions().isEmpty());
        return group.groupState() == GroupState.STABLE && !ours.isEmpty() && given;
    }
}
