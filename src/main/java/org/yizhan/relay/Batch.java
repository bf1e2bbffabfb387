package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.jspecify.annotations.Nullable;

/** The records that camel-kafka's batching consumer hands over as the body of one exchange. */
final class Batch {

    /** No clock shows this, and no envelope holds what lies far behind it. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, KafkaManualCommit> last = new HashMap<>();

    /**
     * One record.
     *
     * @param key as on the broker; null where the record has none
     * @param value its bytes; empty where the record has none
     * @param replayed when an operator had it put there again
     */
    record Entry(@Nullable String key, byte[] value, int partition, long offset, Optional<Instant> replayed) {}

    Batch(Exchange exchange) throws InvalidPayloadException {
        for (Object record : exchange.getMessage().getMandatoryBody(List.class)) {
            add(((Exchange) record).getMessage());
        }
    }

    private void add(org.apache.camel.Message record) {
        int partition = requireNonNull(record.getHeader(KafkaConstants.PARTITION, Integer.class));
        long offset = requireNonNull(record.getHeader(KafkaConstants.OFFSET, Long.class));
        byte[] value = record.getBody() instanceof byte[] bytes ? bytes : new byte[0];
        String key = record.getHeader(KafkaConstants.KEY, String.class);
        entries.add(new Entry(key, value, partition, offset, replayed(record)));
        // records of one partition come in order, so the last one's commit covers the ones before
        last.put(partition, requireNonNull(record.getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)));
    }

    /** A header that another program wrote → none. */
    private static Optional<Instant> replayed(org.apache.camel.Message record) {
        try {
            return record.getHeader(StageProcessor.REPLAYED) instanceof byte[] text
                    ? Optional.of(Instant.parse(new String(text, StandardCharsets.US_ASCII)))
                            .filter(at -> at.isAfter(Instant.EPOCH) && at.isBefore(END))
                    : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** One commit a partition, each for the last record of this batch. */
    List<KafkaManualCommit> commits() {
        return List.copyOf(last.values());
    }
}
