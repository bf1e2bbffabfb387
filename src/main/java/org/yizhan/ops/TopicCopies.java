package org.yizhan.ops;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a record may lie in the topics that carry articles, as the broker is configured today. Safe for concurrent use.
 */
public final class TopicCopies {

    private static final Logger log = LoggerFactory.getLogger(TopicCopies.class);
    private static final int LIMIT_MILLIS = 5_000;

    /** For the broker's clean-up, and for records under way that are written after all. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private final Admin admin;
    private final List<String> topics;

    /** @param admin stays the caller's to close */
    public TopicCopies(Admin admin, Collection<String> topics) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
    }

    /**
     * The longest of all topics; empty where one keeps its records for ever, or the broker doesn't say. The broker drops
     * whole segments only, once their last record is old enough: so it is {@code retention.ms} and {@code segment.ms}.
     */
    public Optional<Duration> longest() {
        var resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        try {
            var configs = admin.describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(LIMIT_MILLIS))
                    .all()
                    .get(2L * LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            return longest(configs.values());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException failure) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("Kafka doesn't say how long it keeps records");
            return Optional.empty();
        }
    }

    static Optional<Duration> longest(Collection<Config> topics) {
        if (topics.stream().anyMatch(topic -> millis(topic, "retention.ms") < 0)) {
            return Optional.empty();
        }
        return topics.stream()
                .map(topic -> Duration.ofMillis(millis(topic, "retention.ms"))
                        .plusMillis(millis(topic, "segment.ms"))
                        .plus(MARGIN))
                .max(Duration::compareTo);
    }

    private static long millis(Config topic, String name) {
        return Long.parseLong(topic.get(name).value());
    }
}
