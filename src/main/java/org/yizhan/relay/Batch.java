package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.jspecify.annotations.Nullable;

/** The records that camel-kafka's batching consumer hands over as the body of one exchange. */
final class Batch {

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, KafkaManualCommit> last = new HashMap<>();

    /**
     * One record.
     *
     * @param key as on the broker; null where the record has none
     * @param value its bytes; empty where the record has none
     */
    record Entry(@Nullable String key, byte[] value, int partition, long offset) {}

    Batch(Exchange exchange) throws InvalidPayloadException {
        for (Object record : exchange.getMessage().getMandatoryBody(List.class)) {
            add(((Exchange) record).getMessage());
        }
    }

    private void add(org.apache.camel.Message record) {
        int partition = requireNonNull(record.getHeader(KafkaConstants.PARTITION, Integer.class));
        long offset = requireNonNull(record.getHeader(KafkaConstants.OFFSET, Long.class));
        byte[] value = record.getBody() instanceof byte[] bytes ? bytes : new byte[0];
        entries.add(new Entry(record.getHeader(KafkaConstants.KEY, String.class), value, partition, offset));
        // records of one partition come in order, so the last one's commit covers the ones before
        last.put(partition, requireNonNull(record.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)));
    }

    List<Entry> entries() {
        return entries;
    }

    /** One commit a partition, each for the last record of this batch. */
    List<KafkaManualCommit> commits() {
        return List.copyOf(last.values());
    }
}
