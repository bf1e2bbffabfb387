package org.yizhan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.yizhan.relay.Topic;

/** A program's embedded broker, seen by a plain client: what lies on its topics, and how far the stages have read. */
final class Broker implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("embedded Kafka is up brokers=\"([^\"]+)\"");

    private final Admin admin;
    private final KafkaProducer<String, byte[]> producer;
    private long put;

    private Broker(String address) {
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
