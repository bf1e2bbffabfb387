package org.yizhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.yizhan.Row;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Topics;

class EmbeddedKafkaIT {
    private static final String TOPIC = "articles.received";

    @TempDir
    Path temporary;

    @Test
    void keepsRecordsAndCommittedOffsetsOverARestartOnAnotherPort() throws Exception {
        String before;
        try (DataFolder folder = DataFolder.open(temporary)) {
            try (EmbeddedKafka kafka = new EmbeddedKafka(folder)) {
                kafka.start();
                before = kafka.brokers();
                createTopic(before);
                produce(before, 0, 100);
                assertThat(consume(before, 100)).isEqualTo(numbers(0, 100));
            }
            try (EmbeddedKafka kafka = new EmbeddedKafka(folder)) {
                kafka.start();
                produce(kafka.brokers(), 100, 150);

                assertThat(kafka.brokers()).isNotEqualTo(before);
                assertThat(consume(kafka.brokers(), 50)).isEqualTo(numbers(100, 150));
            }
        }
    }

    @Test
    void keepsAcknowledgedRecordsWhenTheProgramIsKilled() throws Exception {
        try (Child child = Child.holding("kafka", temporary)) {
            createTopic(child.ready(0));
            produce(child.ready(0), 0, 1000);
            child.kill();
        }
        try (DataFolder folder = DataFolder.open(temporary);
                EmbeddedKafka kafka = new EmbeddedKafka(folder)) {
            kafka.start();

            assertThat(consume(kafka.brokers(), 1000)).isEqualTo(numbers(0, 1000));
        }
    }

    @Test
    @Row("S24")
    void holdsTheTopicsOfTheConfigurationDurableAndOnThisMachineOnly() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary);
                EmbeddedKafka kafka = new EmbeddedKafka(folder)) {
            kafka.start();
            Topics.create(
                    Map.of("bootstrap.servers", kafka.brokers()),
                    new Topics.Layout(3, (short) 1, Duration.ofDays(2), true));
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
                var topics = admin.describeTopics(
                                Topic.ALL.stream().map(Topic::topicName).toList())
                        .allTopicNames()
                        .get(30, TimeUnit.SECONDS);
                assertThat(topics.get(TOPIC).partitions()).hasSize(3);
                assertThat(config(admin, ConfigResource.Type.TOPIC, TOPIC))
                        .containsEntry("flush.messages", "1")
                        .containsEntry(
                                "retention.ms", Long.toString(Duration.ofDays(2).toMillis()))
                        .containsEntry(
                                "segment.ms", Long.toString(Duration.ofDays(1).toMillis()));
                assertThat(config(admin, ConfigResource.Type.TOPIC, Topic.FEEDS_CHANGED.topicName()))
                        .as("a restore reads it again with the others")
                        .containsEntry(
                                "retention.ms", Long.toString(Duration.ofDays(2).toMillis()));
                var broker = config(admin, ConfigResource.Type.BROKER, "1");
                assertThat(broker)
                        .containsEntry("auto.create.topics.enable", "false")
                        .containsEntry("log.flush.interval.messages", "1")
                        .containsEntry("log.roll.hours", "24");
                assertThat(broker.get("listeners").split(","))
                        .hasSize(2)
                        .allSatisfy(listener -> assertThat(listener).contains("://127.0.0.1:"));
            }
        }
    }

    @Test
    void givesPartitionsOnAtOnceWhenTheirConsumerWasKilled() throws Exception {
        try (Child child = Child.holding("kafka", temporary)) {
            createTopic(child.ready(0));
            produce(child.ready(0), 0, 10);
            var forgotten = consumer(child.ready(0));
            forgotten.subscribe(List.of(TOPIC));
            await().until(() -> !forgotten.poll(Duration.ofMillis(100)).isEmpty());
            child.kill();
            // no word to the broker, which is gone: to its next start, on another port, it is a member still
            forgotten.close(CloseOptions.timeout(Duration.ZERO));
        }
        try (DataFolder folder = DataFolder.open(temporary);
                EmbeddedKafka kafka = new EmbeddedKafka(folder)) {
            kafka.start();
            kafka.forgetMembers(List.of("normalize", "never-seen"));

            // a dead member would hold its partitions for a minute, three times as long as this waits
            assertThat(consume(kafka.brokers(), 10)).isEqualTo(numbers(0, 10));

            assertThat(warnings(() -> kafka.forgetMembers(List.of("normalize", "never-seen"))))
                    .as("the group is there, and nobody in it")
                    .isEmpty();
        }
    }

    private static List<ILoggingEvent> warnings(Runnable deed) {
        var logger = (Logger) LoggerFactory.getLogger(LeftoverMembers.class);
        var told = new ListAppender<ILoggingEvent>();
        told.start();
        logger.addAppender(told);
        try {
            deed.run();
        } finally {
            logger.detachAppender(told);
        }
        return told.list;
    }

    @Test
    void comesBackOnItsPortWithAllThatWasAcknowledgedWhenItEndsItself() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary);
                EmbeddedKafka kafka = new EmbeddedKafka(folder)) {
            kafka.start();
            createTopic(kafka.brokers());
            produce(kafka.brokers(), 0, 1000);
            Thread broker = thread("kafka-scheduler");

            // a checkpoint that can't be written is to Kafka a disk that is broken, and its only one
            Path obstacle = Files.createDirectory(temporary.resolve("kafka/replication-offset-checkpoint.tmp"));
            await().atMost(Duration.ofSeconds(30)).until(() -> !broker.isAlive());
            Files.delete(obstacle);

            assertThat(consume(kafka.brokers(), 1000)).isEqualTo(numbers(0, 1000));
            produce(kafka.brokers(), 1000, 1100);
            assertThat(consume(kafka.brokers(), 100)).isEqualTo(numbers(1000, 1100));
        }
    }

    private static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .filter(thread -> thread.getThreadGroup().getName().equals("embedded-kafka"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> config(Admin admin, ConfigResource.Type type, String name) throws Exception {
        var resource = new ConfigResource(type, name);
        return admin.describeConfigs(List.of(resource)).all().get(30, TimeUnit.SECONDS).get(resource).entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static void createTopic(String brokers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get(30, TimeUnit.SECONDS);
        }
    }

    private static void produce(String brokers, int from, int to) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all"), new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = IntStream.range(from, to)
                    .mapToObj(number -> producer.send(
                            new ProducerRecord<>(TOPIC, Integer.toString(number), Integer.toString(number))))
                    .toList();
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static Set<Integer> consume(String brokers, int expected) {
        Set<Integer> seen = new TreeSet<>();
        try (KafkaConsumer<String, String> consumer = consumer(brokers)) {
            consumer.subscribe(List.of(TOPIC));
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (seen.size() < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(Integer.parseInt(record.value())));
            }
            consumer.commitSync();
        }
        return seen;
    }

    private static KafkaConsumer<String, String> consumer(String brokers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", brokers,
                        "group.id", "normalize",
                        "session.timeout.ms", "60000",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static Set<Integer> numbers(int from, int to) {
        return new HashSet<>(IntStream.range(from, to).boxed().toList());
    }
}
