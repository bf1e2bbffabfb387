package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is read back from a Kafka that goes away meanwhile. */
class ToldDecisionsTest {

    private static final String TOPIC = "articles.deduplicated";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final AtomicInteger polls = new AtomicInteger();

    /** Three records are there to be read; what comes of each poll is {@code next}'s to say, by the number of it. */
    private MockConsumer<byte[], byte[]> consumer(IntConsumer next) {
        var consumer = new MockConsumer<byte[], byte[]>("earliest") {
            @Override
            public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                next.accept(polls.incrementAndGet());
                return super.poll(timeout);
            }
        };
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 3L));
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(TOPIC, 0, offset, new byte[0], new byte[0]);
    }

    @Test
    void givesUpWhereKafkaGivesNothingMoreForAMinute() {
        var all = new ArrayList<MockConsumer<byte[], byte[]>>();
        all.add(consumer(poll -> {
            if (poll == 100) {
                all.getFirst().addRecord(record(0));
            }
        }));

        assertThatThrownBy(() -> ToldDecisions.since(all.getFirst(), List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing for a minute, and 2 records of articles.deduplicated");
        assertThat(polls).as("a minute of half seconds behind the last record").hasValue(100 + 120);
    }

    @Test
    void goesOnWhereItComesSlowly() {
        var all = new ArrayList<MockConsumer<byte[], byte[]>>();
        all.add(consumer(poll -> {
            if (poll % 100 == 0) {
                all.getFirst().addRecord(record(poll / 100 - 1));
            }
        }));

        assertThatCode(() -> ToldDecisions.since(all.getFirst(), List.of())).doesNotThrowAnyException();
        assertThat(polls).hasValue(300);
    }
}
