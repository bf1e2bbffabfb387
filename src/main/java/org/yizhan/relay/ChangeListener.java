package org.yizhan.relay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Unreadable;

/**
 * Hears every record of {@link Topic#FEEDS_CHANGED} from now on, in every instance: it belongs to no consumer group but
 * takes the partition itself, from the end. What was said before it listened is of no use to it, as nothing was cached
 * then. One thread of its own; a broker that is away is waited for.
 */
public final class ChangeListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeListener.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<FeedsChanged> ear;
    private final Thread thread;
    private volatile boolean closing;

    /** @param client who comes in where, as Kafka's clients are configured */
    public ChangeListener(Map<String, Object> client, Consumer<FeedsChanged> ear) {
        this.ear = ear;
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partition = new TopicPartition(Topic.FEEDS_CHANGED.topicName(), 0);
        consumer.assign(List.of(partition));
        consumer.seekToEnd(List.of(partition));
        // fixes the end now: a change said after this constructor returns is heard
        consumer.position(partition);
        this.thread = Thread.ofPlatform().name("feeds-changed").daemon().start(this::listen);
    }

    private void listen() {
        while (!closing) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    hear(record);
                }
            } catch (WakeupException e) {
                LOG.debug("woken to stop");
            } catch (RuntimeException e) {
                LOG.atWarn()
                        .addKeyValue("topic", Topic.FEEDS_CHANGED.topicName())
                        .setCause(e)
                        .log("listening goes on");
            }
        }
        consumer.close();
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (Wire.read(Topic.FEEDS_CHANGED, record.value()).message() instanceof FeedsChanged changed) {
                ear.accept(changed);
            }
        } catch (Unreadable e) {
            LOG.atWarn()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("error", e.error())
                    .log("a change could not be read: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
