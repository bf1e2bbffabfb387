package org.yizhan.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A broker as the embedded one, whose clients are told the port of a proxy: faults between them and it can be made then. */
final class ProxiedKafka implements AutoCloseable {

    private final DataFolder folder;
    private final int proxy;
    private volatile Runnable stop = () -> {};

    ProxiedKafka(DataFolder folder, int proxy) {
        this.folder = folder;
        this.proxy = proxy;
    }

    /** Starts it; the port where it really listens. */
    int start() throws IOException {
        Path logs = folder.path().resolve("kafka");
        EmbeddedKafka.format(logs);
        int port = Loopback.freePort();
        Map<String, String> settings = new HashMap<>(KafkaSettings.of(logs, port, Loopback.freePort()));
        settings.put("advertised.listeners", "PLAINTEXT://" + Loopback.ADDRESS + ":" + proxy);
        // as a broker of its own has it: members that come back one after the other are counted as one rebalance
        settings.remove("group.initial.rebalance.delay.ms");
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        stop = () -> {
            server.shutdown();
            server.awaitShutdown();
        };
        return port;
    }

    @Override
    public void close() {
        stop.run();
    }
}
