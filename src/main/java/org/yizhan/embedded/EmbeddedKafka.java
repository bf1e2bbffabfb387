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
import java.util.concurrent.locks.ReentrantLock;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker of our own: broker and controller (KRaft) in this process, logs in {@code kafka} of the data folder,
 * reachable from this machine only, durable.
 *
 * <p>A broker that ends itself, as it does when its disk is full, comes back on the same port by itself.
 *
 * <p>A start takes over the logs of a killed program. Topics are made by who needs them; none is made by use.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);
    private static final int START_TRIES = 5;

    /** In bytes: the recovery writes indexes and checkpoints, and the first records want a segment. */
    private static final long ROOM = 64_000_000;

    private static final int MEGABYTE = 1_000_000;

    /** The file that the broker leaves in its folder when it is stopped and not killed. */
    private static final String CLEAN_STOP = ".kafka_cleanshutdown";

    private final Path logFolder;
    private final int wantedPort;
    private volatile int port;
    private volatile boolean takesOver;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile boolean closing;
    private volatile @Nullable KafkaRun run;

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
        starting.lock();
        try {
            launchOnFreePort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while Kafka started", e);
        } finally {
            starting.unlock();
        }
        Thread.ofPlatform().daemon().name("embedded-kafka-watch").start(this::watch);
    }

    private void launchOnFreePort() throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            port = wantedPort == 0 ? Loopback.freePort() : wantedPort;
            try {
                launch();
                log.atInfo().addKeyValue("brokers", brokers()).log("embedded Kafka is up");
                return;
            } catch (IOException e) {
                if (tries == START_TRIES || !isPortTaken(e)) {
                    throw new IOException("Kafka did not start: " + e.getMessage(), e);
                }
            }
        }
    }

    private void launch() throws IOException, InterruptedException {
        if (closing) {
            throw new IOException("the program stops");
        }
        KafkaRun launched =
                new KafkaRun(new KafkaConfig(KafkaSettings.of(logFolder, port, Loopback.freePort()), false));
        run = launched;
        launched.start();
    }

    private static boolean isPortTaken(Throwable failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("").contains("Address already in use")
                || (failure.getCause() != null && isPortTaken(failure.getCause()));
    }

    /** Brings the broker back each time it ends itself, until we stop. */
    private void watch() {
        try {
            while (!closing) {
                KafkaRun watched = run;
                if (watched == null) {
                    return;
                }
                int status = watched.awaitFailure();
                if (!closing) {
                    log.atError()
                            .addKeyValue("status", status)
                            .addKeyValue("freeMegabytes", free() / MEGABYTE)
                            .log("Kafka ended itself and is started again");
                    restart(watched);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart(KafkaRun broken) throws InterruptedException {
        broken.stop(STOP_PATIENCE);
        new Comeback("Kafka", () -> closing).insist(() -> {
            starting.lock();
            try {
                requireRoom();
                // a log whose last write failed must be looked through, whatever its broker thought of it at its end
                Files.deleteIfExists(logFolder.resolve(CLEAN_STOP));
                launch();
            } finally {
                starting.unlock();
            }
        });
    }

    /** A start on a full disk would only end as the one before. */
    private void requireRoom() throws IOException {
        long free = free();
        if (free < ROOM) {
            throw new IOException("%,d MB are free on the disk of %s, %,d MB are needed"
                    .formatted(free / MEGABYTE, logFolder, ROOM / MEGABYTE));
        }
    }

    private long free() {
        return logFolder.toFile().getUsableSpace();
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
        closing = true;
        stopRun();
        starting.lock();
        try {
            // launched meanwhile
            stopRun();
            run = null;
        } finally {
            starting.unlock();
        }
    }

    private void stopRun() {
        KafkaRun running = run;
        if (running != null) {
            running.stop(STOP_PATIENCE);
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
