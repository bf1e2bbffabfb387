package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yizhan.ops.backup.LostDecisions;

/** R24: the database is lost; its backup is put back, and the topics are read again from where that was made. */
class RescueIT extends LongDrill {

    private static final int RATE = 40;
    private static final List<String> FORMATS = List.of("rss", "atom", "json");

    /** When an entry or a feed was changed: what is read again is written again. */
    private static final Pattern CHANGED =
            Pattern.compile("(<updated>|<lastBuildDate>|<atom:updated>|\"date_modified\":\\s*\")[^<\"]*");

    private static final List<String> STAGES = List.of("normalize", "deduplicate", "tag", "publish");

    @BeforeEach
    void open() throws Exception {
        apart();
    }

    @Test
    void r24ABackupAndTheTopicsGiveTheSameFeeds() throws Exception {
        Drill drill = station().drill("R24", RATE);
        drill.awaitMore(10 * RATE);
        Map<String, Map<TopicPartition, OffsetAndMetadata>> read = new LinkedHashMap<>();
        Path files = station().postgres().folder().resolve("postgres");
        Path backup = folder().resolve("backup");
        drill.recover(() -> {
            station().program().stop();
            read.putAll(committed());
            station().postgres().stop();
            copy(files, backup);
            station().postgres().startAgain();
            station().program().start().awaitReady();
        });
        drill.awaitMore(10 * RATE);
        drill.end("backup=made");
        Map<String, String> before = feeds();

        long began = System.nanoTime();
        station().program().stop();
        station().postgres().stop();
        delete(files);
        copy(backup, files);
        station().postgres().startAgain();
        try (Connection restored = station().postgres().connect()) {
            LostDecisions.declare(restored, Instant.now());
        }
        rewind(read);
        station().program().start().awaitReady();
        Comparison comparison = station().checker().settled(drill.ledger(), Duration.ofMinutes(3), Checker.Depth.ALL);
        long millis = (System.nanoTime() - began) / 1_000_000;
        Map<String, String> after = feeds();
        System.out.printf(
                "R24 acked=%d published=%d lost=%d dup=%d recover_ms=%d feeds_equal=%s%n",
                comparison.acked(),
                comparison.published(),
                comparison.lost().size(),
                comparison.twice().size(),
                millis,
                before.equals(after));
        assertThat(comparison.faults()).isEmpty();
        assertThat(after).isEqualTo(before);
    }

    /** Every feed's document to the byte but for the times of change, and what its archive holds. */
    private Map<String, String> feeds() throws IOException, InterruptedException {
        Map<String, String> feeds = new LinkedHashMap<>();
        for (String format : FORMATS) {
            String path = "/feeds/all." + format;
            String document = new String(station().program().get(path).body(), StandardCharsets.UTF_8);
            feeds.put(path, CHANGED.matcher(document).replaceAll("$1"));
            feeds.put(
                    path + " and its archive",
                    new TreeSet<>(FeedWalk.of(station().program(), "all", format)
                                    .titles()
                                    .keySet())
                            .toString());
        }
        return feeds;
    }

    /** How far each stage had read: what lay between two of them at that moment is read again, too. */
    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed() throws Exception {
        Map<String, Map<TopicPartition, OffsetAndMetadata>> read = new LinkedHashMap<>();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", station().kafka().brokers()))) {
            for (String stage : STAGES) {
                read.put(
                        stage,
                        admin.listConsumerGroupOffsets(stage)
                                .partitionsToOffsetAndMetadata()
                                .get());
            }
        }
        return read;
    }

    private void rewind(Map<String, Map<TopicPartition, OffsetAndMetadata>> read) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", station().kafka().brokers()))) {
            for (Map.Entry<String, Map<TopicPartition, OffsetAndMetadata>> stage : read.entrySet()) {
                await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                    admin.alterConsumerGroupOffsets(stage.getKey(), stage.getValue())
                            .all()
                            .get();
                    return true;
                });
            }
        }
    }

    private static void copy(Path from, Path into) throws IOException {
        for (Path path : Files.walk(from).collect(Collectors.toList())) {
            Files.copy(path, into.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
