package org.yizhan;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.flywaydb.core.Flyway;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedDatabase;
import org.yizhan.embedded.EmbeddedKafka;
import org.yizhan.embedded.Secrets;
import org.yizhan.relay.Topics;

/**
 * Kafka, PostgreSQL and the data folder, ready for use: topics created, tables migrated. Embedded ones are started, side
 * by side; others are taken as configured.
 *
 * @param brokers {@code host:port,…}
 * @param secrets what was generated for this data folder
 */
record Servers(String brokers, HikariDataSource database, Secrets secrets) {

    /** Starts what is to be embedded, and hands every part that must be stopped to {@code closing}. */
    static Servers start(Settings settings, SecureRandom random, Closing closing) {
        DataFolder folder = closing.add(DataFolder.open(Path.of(settings.text("yizhan.data.dir"))));
        var kafka = CompletableFuture.supplyAsync(() -> brokers(settings, folder, closing));
        var database = CompletableFuture.supplyAsync(() -> database(settings, folder, random, closing));
        try {
            return new Servers(kafka.join(), database.join(), Secrets.in(folder, random));
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
            brokers = kafka.brokers();
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
