package org.yizhan;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedDatabase;
import org.yizhan.embedded.EmbeddedKafka;
import org.yizhan.embedded.Secrets;
import org.yizhan.relay.Topics;

/**
 * Kafka and PostgreSQL, ready for use: topics created, tables migrated. Embedded ones are started, side by side; others
 * are taken as configured.
 *
 * @param brokers {@code host:port,…}
 * @param secrets the operator's password and the first push key
 */
record Servers(String brokers, HikariDataSource database, Secrets secrets) {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    /** Starts what is to be embedded, and hands every part that must be stopped to {@code closing}. */
    static Servers start(Settings settings, DataFolder folder, SecureRandom random, Closing closing) {
        String opsPassword = settings.text("yizhan.ops.password");
        String apiKey = settings.text("yizhan.api.key");
        String signingKey = settings.text("yizhan.signing.key");
        // threads of their own: the common pool of a small machine has one, and they would start one after the other
        Executor threads = Thread.ofPlatform().name("start-server-", 0).daemon()::start;
        var kafka = CompletableFuture.supplyAsync(() -> brokers(settings, folder, closing), threads);
        var database = CompletableFuture.supplyAsync(() -> database(settings, folder, random, closing), threads);
        try {
            return new Servers(
                    kafka.join(), database.join(), Secrets.of(folder, opsPassword, apiKey, signingKey, random));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static String brokers(Settings settings, DataFolder folder, Closing closing) {
        String brokers = settings.text("yizhan.kafka.brokers");
        boolean embedded = brokers.equals(Settings.EMBEDDED);
        if (embedded) {
            EmbeddedKafka kafka = closing.add(new EmbeddedKafka(folder));
            try {
                kafka.start();
            } catch (IOException e) {
                throw new IllegalStateException("embedded Kafka did not start: " + e.getMessage(), e);
            }
            kafka.forgetMembers(Stages.GROUPS);
            brokers = kafka.brokers();
        } else {
            LOG.atInfo().addKeyValue("brokers", brokers).log("asking for Kafka, as YIZHAN_KAFKA_BROKERS says");
        }
        short replicas = (short) settings.number("yizhan.kafka.replicas", 1);
        Topics.create(
                brokers,
                new Topics.Layout(
                        settings.number("yizhan.kafka.partitions", 1),
                        replicas,
                        settings.duration("yizhan.kafka.retention"),
                        embedded));
        return brokers;
    }

    private static HikariDataSource database(
            Settings settings, DataFolder folder, SecureRandom random, Closing closing) {
        var config = new HikariConfig();
        if (settings.text("yizhan.database.url").equals(Settings.EMBEDDED)) {
            EmbeddedDatabase postgres = closing.add(new EmbeddedDatabase(folder, random));
            try {
                postgres.start();
            } catch (IOException e) {
                throw new IllegalStateException("embedded PostgreSQL did not start: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while PostgreSQL started", e);
            }
            config.setJdbcUrl(postgres.jdbcUrl());
            config.setUsername(postgres.user());
            config.setPassword(postgres.password());
        } else {
            config.setJdbcUrl(settings.text("yizhan.database.url"));
            config.setUsername(settings.text("yizhan.database.user"));
            config.setPassword(settings.text("yizhan.database.password"));
        }
        config.setPoolName("yizhan");
        config.setMaximumPoolSize(settings.number("yizhan.database.connections", 4));
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(60_000);
        config.addDataSourceProperty("ApplicationName", "yizhan");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        HikariDataSource pool = closing.add(new HikariDataSource(config));
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        return pool;
    }
}
