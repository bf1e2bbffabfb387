package org.yizhan.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.KafkaHeaderFilterStrategy;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.yizhan.article.Envelope;
import org.yizhan.article.Hop;
import org.yizhan.article.Withdrawal;
import org.yizhan.fuzz.Cost;

/** Any lines {@code name: value} as headers of a request and of a record: none goes on, and none steers where a record goes. */
public final class HeaderFuzz {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final UUID KEY = new UUID(7, 7);
    private static final Withdrawal SAID = new Withdrawal(KEY, "tou-zhan", "1", "", NOW);
    private static final Envelope ENVELOPE = new Envelope("t-1", List.of(new Hop("ingest", NOW)), SAID);
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();
    private static final KafkaHeaderFilterStrategy AT_THE_DOOR = new KafkaHeaderFilterStrategy();
    private static final SealProcessor SEAL = new SealProcessor(Topic.RECEIVED, "ingest", CLOCK, () -> "t-1");
    private static final StageProcessor STAGE = new StageProcessor(
            "tag",
            Topic.DEDUPLICATED,
            Topic.TAGGED,
            Stage.each(message -> List.of(message)),
            CLOCK,
            new Unwatched(),
            () -> true);

    private HeaderFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        var headers = new HashMap<String, String>();
        new String(bytes, UTF_8).lines().forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, Math.max(0, colon)),
                    line.substring(colon + 1).strip());
        });
        Cost.bounded(bytes.length, () -> {
            checkRequest(headers);
            checkRecord(headers, Wire.write(Topic.DEDUPLICATED, ENVELOPE), StageProcessor.PASSED);
            checkRecord(headers, bytes, StageProcessor.DEAD);
        });
    }

    private static void checkRequest(Map<String, String> headers) {
        var exchange = new DefaultExchange(CAMEL);
        exchange.getMessage().setBody(List.of(SAID));
        headers.forEach(exchange.getMessage()::setHeader);
        process(SEAL::process, exchange);
        List<?> records = exchange.getMessage().getBody(List.class);
        assertThat(records).singleElement().isInstanceOfSatisfying(Message.class, record -> {
            assertGoesOn(record);
            assertThat(Wire.read(Topic.RECEIVED, (byte[]) record.getBody())).isEqualTo(ENVELOPE);
        });
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    /** As the component hands a record over: with its own headers, and then those that the record has. */
    private static void checkRecord(Map<String, String> headers, byte[] value, String wanted) {
        var record = new DefaultExchange(CAMEL);
        Message message = record.getMessage();
        message.setHeader(KafkaConstants.PARTITION, 3);
        message.setHeader(KafkaConstants.OFFSET, 17L);
        message.setHeader(KafkaConstants.KEY, KEY.toString());
        message.setHeader(KafkaConstants.MANUAL_COMMIT, (KafkaManualCommit) () -> {});
        headers.forEach((name, text) -> {
            byte[] bytes = text.getBytes(UTF_8);
            if (!AT_THE_DOOR.applyFilterToExternalHeaders(name, bytes, record)) {
                message.setHeader(name, bytes);
            }
        });
        message.setBody(value);
        var batch = new DefaultExchange(CAMEL);
        batch.getMessage().setBody(List.of(record));
        headers.forEach(batch.getMessage()::setHeader);
        process(STAGE::process, batch);
        assertThat(batch.getMessage().getHeaders()).isEmpty();
        List<?> records = batch.getProperty(wanted, List.class);
        assertThat(records).singleElement().isInstanceOfSatisfying(Message.class, HeaderFuzz::assertGoesOn);
        Set<String> properties =
                Set.of(StageProcessor.PASSED, StageProcessor.DEAD, StageProcessor.COMMITS, StageProcessor.REPORT);
        assertThat(batch.getProperties()).containsOnlyKeys(properties.toArray(String[]::new));
    }

    private static void assertGoesOn(Message record) {
        assertThat(record.getHeaders()).isEqualTo(Map.of(KafkaConstants.KEY, KEY.toString()));
    }

    private static final class Unwatched implements Watch {
        @Override
        public void batch(String stage, int received, int sent, int dead, Duration took) {}

        @Override
        public void passed(String stage, Duration delay) {}
    }

    private interface Step {
        void process(Exchange exchange) throws InvalidPayloadException;
    }

    private static void process(Step step, Exchange exchange) {
        try {
            step.process(exchange);
        } catch (InvalidPayloadException e) {
            throw new AssertionError(e);
        }
    }
}
