package org.yizhan.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Envelope;
import org.yizhan.article.Received;
import org.yizhan.relay.Topic;
import org.yizhan.relay.Wire;

/** Records that are put on topics past the program: poison, and dead letters whose records are good. */
final class Records implements AutoCloseable {

    /** What each stage works on. */
    private static final Map<Topic, String> KINDS = Map.of(
            Topic.RECEIVED, "received",
            Topic.NORMALIZED, "article",
            Topic.DEDUPLICATED, "grouped",
            Topic.TAGGED, "tagged");

    private final KafkaProducer<String, byte[]> producer;

    Records(String brokers) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all"), new StringSerializer(), new ByteArraySerializer());
    }

    /** A record that was put on a topic. */
    record Put(Topic topic, int partition, long offset, byte[] value) {}

    /** Returns when all are acknowledged. */
    List<Put> put(Topic topic, List<byte[]> values) throws ExecutionException, InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (byte[] value : values) {
            sent.add(producer.send(
                    new ProducerRecord<>(topic.topicName(), UUID.randomUUID().toString(), value)));
        }
        producer.flush();
        var put = new ArrayList<Put>();
        for (int n = 0; n < values.size(); n++) {
            RecordMetadata place = sent.get(n).get();
            put.add(new Put(topic, place.partition(), place.offset(), values.get(n)));
        }
        return put;
    }

    /** An article as ingest puts it down, on {@code topic}, which may be one where it has no business. */
    static byte[] received(Topic topic, Dispatches.Dispatch dispatch) {
        return Wire.write(topic, new Envelope(UUID.randomUUID().toString(), List.of(), message(dispatch)));
    }

    private static Received message(Dispatches.Dispatch dispatch) {
        String json = "{\"source\":\"%s\",\"id\":\"%s\",\"title\":\"%s\",\"text\":\"%s\"}"
                .formatted(
                        dispatch.source(),
                        dispatch.id(),
                        dispatch.title(),
                        dispatch.text().replace("\n", "\\n"));
        return new Received(
                dispatch.articleId(),
                dispatch.source(),
                dispatch.id(),
                Received.Form.PUSH,
                "application/json",
                Received.Encoding.TEXT,
                json,
                "push",
                Map.of(),
                Instant.parse("2026-11-23T02:00:00Z"));
    }

    /** A letter about an article that failed in {@code normalize} for a reason that has passed. */
    static byte[] letter(Dispatches.Dispatch dispatch) {
        var letter = new DeadLetter(
                dispatch.articleId(),
                "normalize",
                Topic.RECEIVED.topicName(),
                // one place for each letter: what lies at another's place is that one, delivered again
                Math.floorMod(
                        dispatch.id()
                                .substring(0, dispatch.id().lastIndexOf('-'))
                                .hashCode(),
                        1_000),
                dispatch.number(),
                "stage-failure",
                "the disk was full",
                Base64.getEncoder().encodeToString(received(Topic.RECEIVED, dispatch)),
                Instant.parse("2026-11-23T03:00:00Z"));
        return Wire.write(Topic.DEAD, new Envelope("dead-" + dispatch.id(), List.of(), letter));
    }

    /** Records that the stage that reads {@code topic} can't use, each in another way. */
    static List<byte[]> poison(Topic topic, Dispatches.Dispatch dispatch) {
        byte[] good = received(topic, dispatch);
        String text = new String(good, StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(good, good.length / 2);
        byte[] damaged = good.clone();
        damaged[damaged.length - 20] ^= 1;
        byte[] hollow = Wire.sealed(
                topic,
                "{\"schema\":1,\"topic\":\"%s\",\"kind\":\"%s\",\"traceId\":\"t\",\"hops\":[],\"message\":{}}"
                        .formatted(topic.topicName(), KINDS.get(topic))
                        .getBytes(StandardCharsets.UTF_8));
        Topic other = topic == Topic.TAGGED ? Topic.RECEIVED : Topic.TAGGED;
        return List.of(
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2},
                cut,
                damaged,
                text.replace("{\"schema\":1,", "{\"schema\":99,").getBytes(StandardCharsets.UTF_8),
                text.replace("\"kind\":\"received\"", "\"kind\":\"telegram\"").getBytes(StandardCharsets.UTF_8),
                received(other, dispatch),
                hollow);
    }

    @Override
    public void close() {
        producer.close();
    }
}
