package org.yizhan;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.DiskRoom;
import org.yizhan.embedded.EmbeddedDatabase;
import org.yizhan.embedded.EmbeddedKafka;
import org.yizhan.embedded.Secrets;
import org.yizhan.ops.backup.Restoration;
import org.yizhan.ops.backup.UnfinishedRestore;
import org.yizhan.relay.Topics;

/**
 * Kafka and PostgreSQL, ready for use: topics created, tables migrated. Embedded ones are started, side by side; others
 * are taken as configured.
 *
 * @param kafka where the brokers are, and as whom the program comes in
 * @param database connections that write
 * @param reader connections for those who only look something up; a write is refused
 * @param room on the disks of those that are embedded
 * @param secrets the operator's password and the first push key
 */
record Servers(KafkaAccess kafka, HikariDataSource database, HikariDataSource reader, DiskRoom room, Secrets secrets) {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    /** Operators look up little, and one after the other. */
    private static final int READERS = 2;

    private record Pools(HikariDataSource app, HikariDataSource reader) {}

    /** Starts what is to be embedded, and hands every part that must be stopped to {@code closing}. */
    static Servers start(Settings settings, DataFolder folder, SecureRandom random, Closing closing) {
        String opsPassword = settings.text("yizhan.ops.password");
        String apiKey = settings.text("yizhan.api.key");
        String signingKey = settings.text("yizhan.signing.key");
        // threads of their own: the common pool of a small machine has one, and they would start one after the other
        Executor threads = Thread.ofPlatform().name("start-server-", 0).daemon()::start;
        var kafka = CompletableFuture.supplyAsync(() -> kafka(settings, folder, closing), threads);
        var database = CompletableFuture.supplyAsync(() -> database(settings, folder, random, closing), threads);
        try {
            Pools pools = database.join();
            return new Servers(
                    kafka.join(),
                    pools.app(),
                    pools.reader(),
                    room(settings, folder),
                    Secrets.of(folder, opsPassword, apiKey, signingKey, random));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static DiskRoom room(Settings settings, DataFolder folder) {
        List<Path> folders = new ArrayList<>();
        if (isKafkaEmbedded(settings)) {
            folders.add(folder.path().resolve("kafka"));
        }
        if (isDatabaseEmbedded(settings)) {
            folders.add(folder.path().resolve("postgres"));
        }
        return new DiskRoom(folders, settings.bytes("yizhan.data.reserve"));
    }

    private static boolean isKafkaEmbedded(Settings settings) {
        return settings.text("yizhan.kafka.brokers").equals(Settings.EMBEDDED);
    }

    private static boolean isDatabaseEmbedded(Settings settings) {
        return settings.text("yizhan.database.url").equals(Settings.EMBEDDED);
    }

    private static KafkaAccess kafka(Settings settings, DataFolder folder, Closing closing) {
        boolean embedded = isKafkaEmbedded(settings);
        KafkaAccess kafka =
                embedded ? KafkaAccess.open(brokers(closing.add(new EmbeddedKafka(folder)))) : KafkaAccess.of(settings);
        if (!embedded) {
            LOG.atInfo().addKeyValue("brokers", kafka.brokers()).log("asking for Kafka, as YIZHAN_KAFKA_BROKERS says");
        }
        short replicas = (short) settings.number("yizhan.kafka.replicas", 1);
        Topics.create(
                kafka.client(),
                new Topics.Layout(
                        settings.number("yizhan.kafka.partitions", 1),
                        replicas,
                        settings.duration("yizhan.kafka.retention"),
                        embedded));
        return kafka;
    }

    private static String brokers(EmbeddedKafka kafka) {
        try {
            kafka.start();
        } catch (IOException e) {
            throw new IllegalStateException("embedded Kafka did not start: " + e.getMessage(), e);
        }
        kafka.forgetMembers(Stages.GROUPS);
        return kafka.brokers();
    }

    private static Pools database(Settings settings, DataFolder folder, SecureRandom random, Closing closing) {
        DatabaseAccess access = access(settings, folder, random, closing);
        try (HikariDataSource owner = access.owners()) {
            UnfinishedRestore.refuse(owner);
            var schema = new Schema(owner);
            schema.migrate();
            schema.grant(access);
        }
        return new Pools(
                closing.addWaitedFor(access.apps(settings.number("yizhan.database.connections", 4))),
                closing.addWaitedFor(access.readers(READERS)));
    }

    /** Puts a backup into the database, or goes on where that was cut off, and sets the stages to where they were then. */
    static void restore(Settings settings, DataFolder folder, SecureRandom random, Closing closing, Restoration backup)
            throws IOException, SQLException {
        KafkaAccess kafka = kafka(settings, folder, closing);
        try (HikariDataSource owner = access(settings, folder, random, closing).owners()) {
            new Restoring(owner, kafka).restore(backup);
        }
    }

    private static DatabaseAccess access(Settings settings, DataFolder folder, SecureRandom random, Closing closing) {
        return isDatabaseEmbedded(settings)
                ? embedded(closing.add(new EmbeddedDatabase(folder, random)))
                : DatabaseAccess.of(settings);
    }

    private static DatabaseAccess embedded(EmbeddedDatabase postgres) {
        try {
            postgres.start();
            return DatabaseAccess.of(postgres);
        } catch (IOException e) {
            throw new IllegalStateException("embedded PostgreSQL did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while PostgreSQL started", e);
        }
    }
}
