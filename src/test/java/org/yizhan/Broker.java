package org.yizhan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.yizhan.relay.Topic;

/** A program's embedded broker, seen by a plain client: what lies on its topics, and how far the stages have read. */
final class Broker implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("embedded Kafka is up brokers=\"([^\"]+)\"");

    private final String address;
    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private long put;

    private Broker(String address) {
        this.address = address;
        admin = Admin.create(Map.of("bootstrap.servers", address));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address, "linger.ms", 100),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** The one whose address the program has printed into {@code log}. */
    static Broker of(Path log) throws IOException {
        var found = ADDRESS.matcher(Files.readString(log));
        if (!found.find()) {
            throw new IOException("no broker's address in " + log);
        }
        return new Broker(found.group(1));
    }

    /** Every group with the topic it reads, each after those that write for it. */
    private static Map<String, Topic> groups() {
        var groups = new LinkedHashMap<>(Stages.INPUTS);
        groups.put("keep-dead-letter", Topic.DEAD);
        return groups;
    }

    /** Whether every record on every topic has been handled. */
    boolean isQuiet() throws IOException, InterruptedException {
        for (Map.Entry<String, Topic> group : groups().entrySet()) {
            if (committed(group.getKey()) != records(group.getValue())) {
                return false;
            }
        }
        return true;
    }

    private long committed(String group) throws IOException, InterruptedException {
        return got(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()).values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** How many records were ever put on the topic. */
    long records(Topic topic) throws IOException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = got(
                        admin.describeTopics(List.of(topic.topicName())).allTopicNames())
                .get(topic.topicName())
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic.topicName(), partition.partition()))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return got(admin.listOffsets(ends).all()).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** Puts these values on one partition, in one batch; where each of them lies. */
    List<RecordMetadata> put(Topic topic, int partition, List<byte[]> values) throws IOException, InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (byte[] value : values) {
            sent.add(producer.send(new ProducerRecord<>(topic.topicName(), partition, "no-uuid", value)));
        }
        producer.flush();
        var places = new ArrayList<RecordMetadata>();
        for (Future<RecordMetadata> one : sent) {
            places.add(got(one));
        }
        put += places.size();
        return places;
    }

    /** Puts one value with headers of a stranger's making on a topic. */
    void put(Topic topic, String key, byte[] value, Map<String, String> headers)
            throws IOException, InterruptedException {
        var record = new ProducerRecord<>(topic.topicName(), key, value);
        headers.forEach((name, content) -> record.headers().add(name, content.getBytes(UTF_8)));
        got(producer.send(record));
        put++;
    }

    /** The names of all topics, our own and others. */
    Set<String> topics() throws IOException, InterruptedException {
        return got(admin.listTopics().names());
    }

    /** The headers of the records with this key, by topic. */
    Map<String, Set<String>> headers(String key) throws IOException, InterruptedException {
        var headers = new TreeMap<String, Set<String>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address), new StringDeserializer(), new ByteArrayDeserializer())) {
            for (Topic topic : Topic.ALL) {
                headers.put(topic.topicName(), headers(consumer, topic, key));
            }
        }
        return headers;
    }

    private static Set<String> headers(KafkaConsumer<String, byte[]> consumer, Topic topic, String key) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var names = new TreeSet<String>();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                if (key.equals(record.key())) {
                    record.headers().forEach(header -> names.add(header.key()));
                }
            });
        }
        return names;
    }

    /** How many values this has put on topics. */
    long put() {
        return put;
    }

    private static <T> T got(Future<T> answer) throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
