package org.yizhan.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The consumers of a killed program, which the broker still counts as members of their groups. */
final class LeftoverMembers {
    private static final Logger log = LoggerFactory.getLogger(LeftoverMembers.class);
    private static final long MAX_SECONDS = 10;

    private LeftoverMembers() {}

    /** Drops all members of these groups, on a broker that nobody but this program uses; groups may be missing. */
    static void clear(String brokers, Collection<String> groups) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            var removals = new ArrayList<KafkaFuture<Void>>();
            for (var group :
                    admin.describeConsumerGroups(groups).describedGroups().entrySet()) {
                if (hasMembers(group.getValue())) {
                    removals.add(admin.removeMembersFromConsumerGroup(
                                    group.getKey(), new RemoveMembersFromConsumerGroupOptions())
                            .all());
                }
            }
            for (KafkaFuture<Void> removal : removals) {
                await(removal);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of a group that has none, none can be removed. */
    private static boolean hasMembers(KafkaFuture<ConsumerGroupDescription> group) throws InterruptedException {
        try {
            return !group.get(MAX_SECONDS, TimeUnit.SECONDS).members().isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            tell(e);
            return false;
        }
    }

    private static void await(KafkaFuture<Void> removal) throws InterruptedException {
        try {
            removal.get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            tell(e);
        }
    }

    private static void tell(Exception failure) {
        if (!isMissing(failure)) {
            log.atWarn()
                    .addKeyValue("error", failure.toString())
                    .log("consumers of a killed program keep their partitions until their sessions run out");
        }
    }

    private static boolean isMissing(Throwable failure) {
        return failure instanceof GroupIdNotFoundException
                || (failure.getCause() != null && isMissing(failure.getCause()));
    }
}
