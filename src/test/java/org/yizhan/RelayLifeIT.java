package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedKafka;

/** Starts and ends of the program, gentle and not. */
class RelayLifeIT {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path temporary;

    @Test
    void takesOverWhatAKilledInstanceLeftAndLeavesNothingRunningWhenItIsTerminated() throws Exception {
        Path data = temporary.resolve("data");
        Map<String, String> settings = ChildInstance.settings(data);
        var acknowledged = new ArrayList<String>();
        try (var killed = launch(settings);
                var caller = new Caller(killed)) {
            killed.awaitReady();
            for (int number = 0; number < 50; number++) {
                acknowledged.add(Caller.acceptedId(caller.push(killed.apiKey(), "cac", "before-" + number)));
            }
            killed.process().orElseThrow().destroyForcibly();
            assertThat(killed.awaitEnd(STOP_LIMIT)).isPresent();
        }
        assertThat(Processes.of(data)).as("the orphaned PostgreSQL").isNotEmpty();

        try (var next = launch(settings);
                var caller = new Caller(next)) {
            next.awaitReady();
            acknowledged.add(Caller.acceptedId(caller.push(next.apiKey(), "cac", "after")));
            next.process().orElseThrow().destroy();
            assertThat(next.awaitEnd(STOP_LIMIT)).hasValue(128 + 15);
        }
        assertThat(Processes.of(data)).isEmpty();
        assertThat(acknowledged).doesNotContain("").doesNotHaveDuplicates();
        assertThat(received(data)).containsAll(acknowledged);
    }

    @Test
    void leavesNothingRunningWhenItIsTerminatedWhileItStarts() throws Exception {
        Path data = temporary.resolve("data");
        try (var program = launch(ChildInstance.settings(data))) {
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() ->
                            data.resolve("postgres/postmaster.pid").toFile().exists());
            program.process().orElseThrow().destroy();
            assertThat(program.awaitEnd(STOP_LIMIT)).isPresent();
        }
        assertThat(Processes.of(data)).isEmpty();
    }

    private ChildInstance launch(Map<String, String> settings) throws Exception {
        return ChildInstance.launch(temporary, temporary.resolve("yizhan.log"), new HashMap<>(settings));
    }

    /** The keys of all records on {@code articles.received}, read from the folder once nobody runs on it. */
    private static Set<String> received(Path data) throws Exception {
        var keys = new HashSet<String>();
        try (var folder = DataFolder.open(data);
                var kafka = new EmbeddedKafka(folder)) {
            kafka.start();
            try (var consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", kafka.brokers()),
                    new StringDeserializer(),
                    new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = consumer.partitionsFor("articles.received").stream()
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                    consumer.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
                }
            }
        }
        return keys;
    }
}
