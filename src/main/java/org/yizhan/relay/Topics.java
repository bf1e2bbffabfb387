package org.yizhan.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics that are not there yet; those that are stay as they are. */
public final class Topics {

    /** A segment goes as a whole, once its last record is old enough: so long a record may outlive its retention. */
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

    private Topics() {}

    /**
     * How topics are made.
     *
     * @param partitions of each article topic; the most consumers a stage can have
     * @param replicas copies of each record; 1 on a single broker
     * @param retention how long records are kept
     * @param flushEach whether the broker syncs every batch of {@code articles.received} before it acknowledges: what a
     *     single broker needs so that a 202 outlives a power cut
     */
    public record Layout(int partitions, short replicas, Duration retention, boolean flushEach) {
        public Layout {
            if (partitions < 1) {
                throw new IllegalArgumentException("partitions is " + partitions + "; give 1 or more");
            }
        }
    }

    /**
     * Creates what is missing.
     *
     * @param client who comes in where, as Kafka's clients are configured
     * @throws IllegalStateException where the brokers can't be reached within a minute or refuse
     */
    public static void create(Map<String, Object> client, Layout layout) {
        var wanted = new ArrayList<NewTopic>();
        for (Topic topic : Topic.ALL) {
            wanted.add(new NewTopic(topic.topicName(), topic.partitions(layout.partitions), layout.replicas)
                    .configs(configs(topic, layout)));
        }
        try (Admin admin = Admin.create(client)) {
            for (var creation : admin.createTopics(List.copyOf(wanted)).values().values()) {
                try {
                    creation.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new IllegalStateException(
                                "topics can't be created on %s: %s"
                                        .formatted(
                                                client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), e.getCause()),
                                e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while creating topics", e);
        }
    }

    private static Map<String, String> configs(Topic topic, Layout layout) {
        Duration segment = layout.retention.compareTo(LONGEST_SEGMENT) < 0 ? layout.retention : LONGEST_SEGMENT;
        var configs = new HashMap<>(Map.of(
                "retention.ms", Long.toString(layout.retention.toMillis()),
                "segment.ms", Long.toString(segment.toMillis()),
                "max.message.bytes", Integer.toString(Topic.LARGEST_RECORD)));
        if (topic == Topic.RECEIVED && layout.flushEach) {
            configs.put("flush.messages", "1");
        }
        return configs;
    }
}
