package org.yizhan.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The broker's settings: one node that is broker and controller, on loopback, for a machine it shares with the program.
 *
 * <p>Names and units are those of the Kafka documentation, "Broker Configs". The voters are given here and not kept in
 * the metadata, so that each start may use other ports.
 */
final class KafkaSettings {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    /** The largest record that any topic takes; a push of 10 MB fits in with its envelope. */
    static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    private static final int MEGABYTE = 1024 * 1024;

    private KafkaSettings() {}

    static Map<String, String> of(Path logFolder, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        Stream.of(node(logFolder, port, controllerPort), durability(), sizes(), pace())
                .forEach(part -> part.forEach((name, value) -> settings.put(name, value.toString())));
        return Map.copyOf(settings);
    }

    private static Map<String, Object> node(Path logFolder, int port, int controllerPort) {
        String listener = "PLAINTEXT://" + Loopback.ADDRESS + ":" + port;
        return Map.ofEntries(
                Map.entry("node.id", NODE),
                Map.entry("process.roles", "broker,controller"),
                Map.entry("log.dirs", logFolder.toString()),
                Map.entry("listeners", listener + "," + CONTROLLER + "://" + Loopback.ADDRESS + ":" + controllerPort),
                Map.entry("advertised.listeners", listener),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
                Map.entry("controller.listener.names", CONTROLLER),
                Map.entry("controller.quorum.voters", NODE + "@" + Loopback.ADDRESS + ":" + controllerPort),
                Map.entry("auto.create.topics.enable", false),
                Map.entry("metric.reporters", ""));
    }

    /** One replica is all there is, so a record is acknowledged when it is on the disk and not only in memory. */
    private static Map<String, Object> durability() {
        return Map.ofEntries(
                Map.entry("log.flush.interval.messages", 1),
                Map.entry("default.replication.factor", 1),
                Map.entry("min.insync.replicas", 1),
                Map.entry("offsets.topic.replication.factor", 1),
                Map.entry("offsets.topic.num.partitions", 1),
                Map.entry("offsets.retention.minutes", 30 * 24 * 60),
                Map.entry("transaction.state.log.replication.factor", 1),
                Map.entry("transaction.state.log.min.isr", 1),
                Map.entry("transaction.state.log.num.partitions", 1),
                Map.entry("share.coordinator.state.topic.replication.factor", 1),
                Map.entry("share.coordinator.state.topic.min.isr", 1),
                Map.entry("share.coordinator.state.topic.num.partitions", 1));
    }

    /**
     * After a kill every partition's newest segment is read through: small segments make that short. They are a day long
     * at most, in topics that were made without saying so too, and so go a day after their retention.
     */
    private static Map<String, Object> sizes() {
        return Map.ofEntries(
                Map.entry("message.max.bytes", MAX_RECORD_BYTES),
                Map.entry("replica.fetch.max.bytes", MAX_RECORD_BYTES),
                Map.entry("fetch.max.bytes", 4 * MAX_RECORD_BYTES),
                Map.entry("socket.request.max.bytes", 6 * MAX_RECORD_BYTES),
                Map.entry("log.segment.bytes", 64 * MEGABYTE),
                Map.entry("log.index.size.max.bytes", MEGABYTE),
                Map.entry("log.retention.hours", 7 * 24),
                Map.entry("log.roll.hours", 24),
                Map.entry("offsets.topic.segment.bytes", 16 * MEGABYTE),
                Map.entry("offsets.load.buffer.size", MEGABYTE),
                Map.entry("log.cleaner.threads", 1),
                Map.entry("log.cleaner.dedupe.buffer.size", 4L * MEGABYTE),
                Map.entry("metadata.max.retention.bytes", 32L * MEGABYTE),
                Map.entry("metadata.log.segment.bytes", 16 * MEGABYTE));
    }

    /** A killed broker's session must run out before the next start may register: three seconds and no more. */
    private static Map<String, Object> pace() {
        return Map.ofEntries(
                Map.entry("broker.session.timeout.ms", 3_000),
                Map.entry("broker.heartbeat.interval.ms", 500),
                Map.entry("initial.broker.registration.timeout.ms", 60_000),
                Map.entry("controller.quorum.election.timeout.ms", 200),
                Map.entry("controller.quorum.election.backoff.max.ms", 200),
                Map.entry("group.initial.rebalance.delay.ms", 0),
                Map.entry("group.min.session.timeout.ms", 3_000),
                Map.entry("group.coordinator.threads", 1),
                Map.entry("share.coordinator.threads", 1),
                Map.entry("num.network.threads", 2),
                Map.entry("num.io.threads", 4),
                Map.entry("background.threads", 2),
                Map.entry("num.recovery.threads.per.data.dir", 2),
                Map.entry("controlled.shutdown.enable", true));
    }
}
