package org.yizhan;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.yizhan.ops.Audit;
import org.yizhan.ops.Cluster;
import org.yizhan.ops.ConsumerGroups;
import org.yizhan.ops.HealthCheck;
import org.yizhan.ops.KafkaApi;
import org.yizhan.ops.KafkaHistory;
import org.yizhan.ops.KafkaTopics;
import org.yizhan.ops.Lag;
import org.yizhan.ops.Metrics;
import org.yizhan.ops.OffsetReset;
import org.yizhan.ops.PartitionsCheck;
import org.yizhan.ops.Paths;
import org.yizhan.ops.Peek;
import org.yizhan.ops.RouteOrders;
import org.yizhan.ops.RouteState;
import org.yizhan.ops.Routes;
import org.yizhan.ops.RoutesApi;
import org.yizhan.ops.console.KafkaScreens;
import org.yizhan.ops.console.ResetScreens;
import org.yizhan.ops.console.RouteScreens;
import org.yizhan.ops.console.Screens;
import org.yizhan.relay.Topic;

/** The routes and Kafka as operators see and steer them, joined. */
final class Engine {

    private static final Duration PACE = Duration.ofSeconds(5);

    private final Admin admin;
    private final Cluster cluster;
    private final Map<String, Object> client;
    private final Routes routes;
    private final Clock clock;
    private final KafkaHistory history = new KafkaHistory();

    /**
     * @param admin stays the caller's to close
     * @param client who comes in where, as Kafka's clients are configured
     */
    Engine(Admin admin, Map<String, Object> client, Routes routes, Clock clock) {
        this.admin = admin;
        this.cluster = new Cluster(admin);
        this.client = client;
        this.routes = routes;
        this.clock = clock;
    }

    /** The topic that each group reads. */
    private static Map<String, String> inputs() {
        var inputs = new LinkedHashMap<String, String>();
        Stages.INPUTS.forEach((stage, topic) -> inputs.put(stage, topic.topicName()));
        inputs.put(Stages.KEEPER, Topic.DEAD.topicName());
        return inputs;
    }

    private static List<String> topics() {
        return Topic.ALL.stream().map(Topic::topicName).toList();
    }

    /** Asks again and again how far the groups are; to be closed. */
    Lag lag(Metrics metrics) {
        return new Lag(cluster, new Lag.Watched(inputs(), topics()), metrics, history, clock, PACE);
    }

    /** Whether the stages of {@code instance} read, those left out that an operator halted. */
    HealthCheck partitions(String instance) {
        return new PartitionsCheck(admin, Stages.INPUTS.keySet(), instance, this::halted);
    }

    private Set<String> halted() {
        return routes.halted().stream().map(RouteState::id).collect(Collectors.toSet());
    }

    Routes routes() {
        return routes;
    }

    List<Consumer<Paths>> parts(Screens screens, Audit audit) {
        var orders = new RouteOrders(routes, audit);
        var topics = new KafkaTopics(cluster, topics(), history, clock);
        var groups = new ConsumerGroups(cluster, inputs(), history, clock);
        var peek = new Peek(client, topics, cluster);
        var reset = new OffsetReset(cluster, groups, audit);
        return Stream.<Consumer<Paths>>of(
                        new RoutesApi(routes, orders)::mount,
                        new RouteScreens(screens, routes, orders)::mount,
                        new KafkaApi(topics, groups, peek, reset)::mount,
                        new KafkaScreens(screens, topics, groups, peek)::mount,
                        new ResetScreens(screens, groups, reset)::mount)
                .toList();
    }
}
