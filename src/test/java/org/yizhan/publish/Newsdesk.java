package org.yizhan.publish;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.yizhan.article.Envelope;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Hop;
import org.yizhan.article.Message;
import org.yizhan.article.Sources;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedDatabase;

/** A real database with a publisher before it and the stories behind it. */
final class Newsdesk implements AutoCloseable {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");

    private final DataFolder folder;
    private final EmbeddedDatabase server;
    private final HikariDataSource database;
    private final AtomicLong seconds = new AtomicLong();
    final Publisher publisher;
    final StoredStories stories;

    private Newsdesk(DataFolder folder, EmbeddedDatabase server) {
        this.folder = folder;
        this.server = server;
        var config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.owner().user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(8);
        database = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .load()
                .migrate();
        InstantSource ticking = () -> START.plusSeconds(seconds.incrementAndGet());
        publisher = new Publisher(database, clock(ticking));
        stories = new StoredStories(database, Sources.NONE);
    }

    static Newsdesk in(Path temporary) throws IOException, InterruptedException {
        var folder = DataFolder.open(temporary);
        var server = new EmbeddedDatabase(folder, new SecureRandom());
        server.start();
        return new Newsdesk(folder, server);
    }

    private static Clock clock(InstantSource source) {
        return new Clock() {
            @Override
            public Instant instant() {
                return source.instant();
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
    }

    DataSource database() {
        return database;
    }

    void empty() throws SQLException {
        run(
                "truncate article, revision, notice, early_withdrawal, early_verdict, parting, erased_article, story, feed_entry, feed_count, feed_archive, tombstone, change_log, lost_decision");
        run("update change_number set last = 0");
    }

    void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Publishes these in one batch. */
    List<FeedsChanged> publish(Message... messages) {
        return publish(Arrays.asList(messages));
    }

    List<FeedsChanged> publish(List<? extends Message> messages) {
        return publisher.process(messages.stream().map(Newsdesk::envelope).toList()).stream()
                .flatMap(List::stream)
                .map(FeedsChanged.class::cast)
                .toList();
    }

    static Envelope envelope(Message message) {
        return new Envelope("trace-of-" + message.key(), List.of(new Hop("ingest", START)), message);
    }

    /** The ids of the stories in a feed, as its readers see them. */
    List<java.util.UUID> feed(String name) {
        return content(name).entries().stream().map(Entry::storyId).toList();
    }

    FeedContent content(String name) {
        return stories.feed(FeedName.parse(name).orElseThrow(), 50);
    }

    Entry entry(java.util.UUID story) {
        return ((StoryFound.Present) stories.story(story)).entry();
    }

    @Override
    public void close() {
        database.close();
        server.close();
        folder.close();
    }
}
