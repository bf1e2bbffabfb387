package org.yizhan.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker of our own: broker and controller (KRaft) in this process, logs in {@code kafka} of the data folder,
 * reachable from this machine only, durable.
 *
 * <p>A start takes over the logs of a killed program. Topics are made by who needs them; none is made by use.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);
    private static final int START_TRIES = 5;

    /** The file that the broker leaves in its folder when it is stopped and not killed. */
    private static final String CLEAN_STOP = ".kafka_cleanshutdown";

    private final Path logFolder;
    private final int wantedPort;
    private volatile int port;
    private volatile boolean takesOver;
    private volatile @Nullable KafkaRaftServer server;

    /** A broker in this folder on a free port; nothing runs before the start. */
    public EmbeddedKafka(DataFolder folder) {
        this(folder, 0);
    }

    /** @param port the port to listen on, 0 for a free one */
    public EmbeddedKafka(DataFolder folder, int port) {
        this.logFolder = folder.path().resolve("kafka");
        this.wantedPort = port;
    }

    /**
     * Starts the broker and waits until it takes requests.
     *
     * @throws IOException when it does not come up
     */
    public void start() throws IOException {
        format(logFolder);
        takesOver = !Files.exists(logFolder.resolve(CLEAN_STOP));
        for (int tries = 1; ; tries++) {
            try {
                port = wantedPort == 0 ? Loopback.freePort() : wantedPort;
                startOn(port, Loopback.freePort());
                log.atInfo().addKeyValue("brokers", brokers()).log("embedded Kafka is up");
                return;
            } catch (RuntimeException e) {
                if (tries == START_TRIES || !isPortTaken(e)) {
                    throw new IOException("Kafka did not start: " + e.getMessage(), e);
                }
            }
        }
    }

    private void startOn(int brokerPort, int controllerPort) {
        KafkaConfig config = new KafkaConfig(KafkaSettings.of(logFolder, brokerPort, controllerPort), false);
        KafkaRaftServer started = new KafkaRaftServer(config, Time.SYSTEM);
        try {
            started.startup();
            server = started;
        } catch (RuntimeException e) {
            started.shutdown();
            throw e;
        }
    }

    private static boolean isPortTaken(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("").contains("Address already in use")
                || (failure.getCause() != null && isPortTaken(failure.getCause()));
    }

    /** Gives a new log folder its cluster id; one that has it stays as it is. */
    static void format(Path logFolder) throws IOException {
        if (Files.exists(logFolder.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(logFolder, DataFolder.forOwnerOnly(logFolder, "rwx------"));
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(KafkaSettings.NODE)
                    .setControllerListenerName(KafkaSettings.CONTROLLER)
                    .setMetadataLogDirectory(logFolder.toString())
                    .addDirectory(logFolder.toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + logFolder + ": " + e.getMessage(), e);
        }
    }

    /** Ends the broker; what was acknowledged is kept. One that takes too long is left to its recovery at next start. */
    @Override
    public void close() {
        KafkaRaftServer running = server;
        if (running == null) {
            return;
        }
        server = null;
        Thread stopping = Thread.ofPlatform()
                .daemon()
                .name("embedded-kafka-stop")
                .start(() -> {
                    running.shutdown();
                    running.awaitShutdown();
                });
        try {
            if (!stopping.join(STOP_PATIENCE)) {
                log.atWarn().addKeyValue("patience", STOP_PATIENCE).log("Kafka did not stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * After a kill, drops the dead program's consumers from these groups, so that ours get the partitions at once and not
     * when the sessions of the dead have run out. Call it between the start and the first consumer.
     */
    public void forgetMembers(Collection<String> groups) {
        if (takesOver) {
            LeftoverMembers.clear(brokers(), groups);
        }
    }

    /** The bootstrap servers for clients, {@code host:port}. */
    public String brokers() {
        return Loopback.ADDRESS + ":" + port;
    }
}
