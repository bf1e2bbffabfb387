package org.yizhan.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Envelope;
import org.yizhan.article.Hop;
import org.yizhan.article.Unreadable;
import org.yizhan.article.Withdrawal;

class StageProcessorTest {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> committed = new ArrayList<>();
    private final Counts watch = new Counts();
    private volatile boolean running = true;

    @Test
    void sendsOnWhatTheStageMade() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"), record(1, 0, "b"));

        run(exchange, Stage.each(message -> List.of(message)));

        assertThat(passed(exchange)).extracting(Envelope::message).containsExactly(withdrawal("a"), withdrawal("b"));
        assertThat(passed(exchange).getFirst().hops()).extracting(Hop::stage).containsExactly("ingest", "tag");
        assertThat(watch.delays).containsExactly(Duration.ofMillis(40), Duration.ofMillis(40));
        assertThat(dead(exchange)).isEmpty();
    }

    @Test
    void tellsTheWatchOnceTheBatchIsCommitted() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"), record(1, 0, "b"), raw(1, 1, new byte[0]));

        run(exchange, Stage.each(message -> List.of(message, message)));
        assertThat(watch.counts).isEmpty();
        new CommitProcessor().process(exchange);

        assertThat(watch.counts).containsExactly("tag 3 2 1");
    }

    @Test
    void buriesOnlyTheRecordThatFails() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"), record(0, 1, "poison"), record(0, 2, "b"), record(0, 3, "c"));

        run(exchange, Stage.each(Withdrawal.class, withdrawal -> {
            if (withdrawal.externalId().equals("poison")) {
                throw new IllegalArgumentException("can't be tagged");
            }
            return List.of(withdrawal);
        }));

        assertThat(passed(exchange))
                .extracting(Envelope::message)
                .containsExactly(withdrawal("a"), withdrawal("b"), withdrawal("c"));
        assertThat(dead(exchange)).singleElement().satisfies(letter -> {
            assertThat(letter.stage()).isEqualTo("tag");
            assertThat(letter.topic()).isEqualTo("articles.deduplicated");
            assertThat(letter.offset()).isEqualTo(1);
            assertThat(letter.error()).isEqualTo("stage-failure");
            assertThat(letter.reason()).isEqualTo("can't be tagged");
        });
    }

    @Test
    void keepsTheBytesOfWhatCannotBeRead() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"), raw(0, 1, "junk".getBytes(StandardCharsets.UTF_8)));

        run(exchange, Stage.each(message -> List.of(message)));

        assertThat(passed(exchange)).hasSize(1);
        assertThat(dead(exchange)).singleElement().satisfies(letter -> {
            assertThat(letter.error()).isEqualTo("unreadable-envelope");
            assertThat(letter.bytes()).isEqualTo("anVuaw==");
        });
    }

    @Test
    void buriesOnlyTheRecordThatBecomesTooLargeForTheNextTopic() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"), record(0, 1, "large"), record(0, 2, "b"));
        String reason = "字".repeat(6_000_000);

        run(
                exchange,
                Stage.each(
                        Withdrawal.class,
                        withdrawal -> withdrawal.externalId().equals("large")
                                ? List.of(withdrawal, new Withdrawal(withdrawal.key(), "s", "large", reason, NOW))
                                : List.of(withdrawal)));

        assertThat(passed(exchange)).extracting(Envelope::message).containsExactly(withdrawal("a"), withdrawal("b"));
        assertThat(dead(exchange)).singleElement().satisfies(letter -> {
            assertThat(letter.error()).isEqualTo("too-large");
            assertThat(letter.offset()).isEqualTo(1);
            assertThat(letter.reason()).contains("behind this stage", "several articles");
        });
    }

    @Test
    void namesTheErrorThatTheStageNames() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"));

        run(exchange, batch -> {
            throw new Unreadable("no-article", "the page holds no article");
        });

        assertThat(dead(exchange))
                .singleElement()
                .satisfies(letter -> assertThat(letter.error()).isEqualTo("no-article"));
    }

    @Test
    void waitsForADependencyThatIsAway() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"));
        var tries = new AtomicInteger();

        run(exchange, batch -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("no database", new SQLException("connection refused", "08001"));
            }
            return Stage.each(message -> List.of(message)).process(batch);
        });

        assertThat(tries).hasValue(3);
        assertThat(passed(exchange)).hasSize(1);
        assertThat(dead(exchange)).isEmpty();
    }

    @Test
    void waitsForRoomOnTheDisk() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"));
        var tries = new AtomicInteger();

        run(exchange, batch -> {
            if (tries.incrementAndGet() < 3) {
                throw new NoRoom();
            }
            return Stage.each(message -> List.of(message)).process(batch);
        });

        assertThat(passed(exchange)).hasSize(1);
        assertThat(dead(exchange)).isEmpty();
    }

    @Test
    void waitsWhereThePoolHasLostTheConnection() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"));
        var tries = new AtomicInteger();

        run(exchange, batch -> {
            if (tries.incrementAndGet() < 2) {
                throw new IllegalStateException("not published", new SQLException("Connection is closed"));
            }
            return Stage.each(message -> List.of(message)).process(batch);
        });

        assertThat(passed(exchange)).hasSize(1);
        assertThat(dead(exchange)).isEmpty();
    }

    @Test
    void buriesWhatPostgresqlRefuses() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"));

        run(exchange, batch -> {
            throw new IllegalStateException("not published", new SQLException("value too long", "22001"));
        });

        assertThat(dead(exchange)).hasSize(1);
    }

    @Test
    void givesTheBatchBackWhenTheProgramStopsWhileItWaits() {
        running = false;
        Exchange exchange = batch(record(0, 0, "a"));

        assertThatThrownBy(() -> run(exchange, batch -> {
                    throw new IllegalStateException("no database", new SQLException("connection refused", "08001"));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(exchange.getProperty(StageProcessor.DEAD)).isNull();
    }

    @Test
    void commitsTheLastRecordOfEachPartition() throws Exception {
        Exchange exchange = batch(record(0, 7, "a"), record(1, 3, "b"), record(0, 8, "c"), record(1, 4, "d"));

        run(exchange, Stage.each(message -> List.of(message)));
        new CommitProcessor().process(exchange);

        assertThat(committed).containsExactlyInAnyOrder("0:8", "1:4");
    }

    @Test
    void letsNoIncomingHeaderThrough() throws Exception {
        Exchange exchange = batch(record(0, 0, "a"));
        exchange.getMessage().setHeader("Authorization", "Bearer secret");

        run(exchange, Stage.each(message -> List.of(message)));

        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(messages(exchange, StageProcessor.PASSED).getFirst().getHeaders())
                .containsOnlyKeys(KafkaConstants.KEY);
    }

    @Test
    void notesWhereTheRecordsItReadsLay() throws Exception {
        Exchange exchange = batch(record(3, 17, "a"));

        run(exchange, Stage.each(message -> List.of(message)));

        assertThat(passed(exchange).getFirst().hops())
                .containsExactly(
                        new Hop("ingest", NOW.minusMillis(40), Optional.of(new Hop.Place(3, 17))), new Hop("tag", NOW));
    }

    @Test
    void countsTheDelayOfAReplayFromTheReplay() throws Exception {
        var envelope = new Envelope("t-a", List.of(new Hop("ingest", NOW.minus(Duration.ofDays(3)))), withdrawal("a"));
        Exchange record = raw(0, 9, Wire.write(Topic.DEDUPLICATED, envelope));
        record.getMessage()
                .setHeader(
                        StageProcessor.REPLAYED, NOW.minusMillis(40).toString().getBytes(StandardCharsets.US_ASCII));

        Exchange exchange = batch(record);
        run(exchange, Stage.each(message -> List.of(message)));

        assertThat(watch.delays).containsExactly(Duration.ofMillis(40));
        Envelope passed = passed(exchange).getFirst();
        assertThat(passed.hops()).extracting(Hop::stage).containsExactly("ingest", "ops", "tag");
        assertThat(passed.entered()).contains(NOW.minusMillis(40));
        assertThat(passed.hops().get(1).place()).contains(new Hop.Place(0, 9));
    }

    @Test
    void takesNoOtherProgramsHeaderForAReplay() throws Exception {
        for (Object strange : List.of("gestern".getBytes(StandardCharsets.US_ASCII), new byte[0], 7, "2026")) {
            Exchange record = record(0, 0, "a");
            record.getMessage().setHeader(StageProcessor.REPLAYED, strange);
            Exchange exchange = batch(record);

            run(exchange, Stage.each(message -> List.of(message)));

            assertThat(passed(exchange).getFirst().hops())
                    .extracting(Hop::stage)
                    .containsExactly("ingest", "tag");
        }
        assertThat(watch.delays).containsOnly(Duration.ofMillis(40)).hasSize(4);
    }

    private void run(Exchange exchange, Stage stage) throws Exception {
        new StageProcessor(
                        "tag",
                        Topic.DEDUPLICATED,
                        Topic.TAGGED,
                        stage,
                        Clock.fixed(NOW, java.time.ZoneOffset.UTC),
                        watch,
                        () -> running)
                .process(exchange);
    }

    private static Withdrawal withdrawal(String id) {
        return new Withdrawal(new UUID(0, id.hashCode()), "s", id, "", NOW);
    }

    private Exchange record(int partition, long offset, String id) {
        var envelope = new Envelope("t-" + id, List.of(new Hop("ingest", NOW.minusMillis(40))), withdrawal(id));
        return raw(partition, offset, Wire.write(Topic.DEDUPLICATED, envelope));
    }

    private Exchange raw(int partition, long offset, byte[] value) {
        var record = new DefaultExchange(context);
        record.getMessage()
                .setHeaders(Map.of(
                        KafkaConstants.PARTITION, partition,
                        KafkaConstants.OFFSET, offset,
                        KafkaConstants.MANUAL_COMMIT,
                                (KafkaManualCommit) () -> committed.add(partition + ":" + offset)));
        record.getMessage().setBody(value);
        return record;
    }

    private Exchange batch(Exchange... records) {
        var exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(List.of(records));
        return exchange;
    }

    @SuppressWarnings("unchecked")
    private static List<Message> messages(Exchange exchange, String property) {
        return exchange.getProperty(property, List.class);
    }

    private static List<Envelope> passed(Exchange exchange) {
        return messages(exchange, StageProcessor.PASSED).stream()
                .map(message -> Wire.read(Topic.TAGGED, (byte[]) message.getBody()))
                .toList();
    }

    private static List<DeadLetter> dead(Exchange exchange) {
        return messages(exchange, StageProcessor.DEAD).stream()
                .map(message -> (DeadLetter)
                        Wire.read(Topic.DEAD, (byte[]) message.getBody()).message())
                .toList();
    }

    private static final class Counts implements Watch {
        private final List<String> counts = new ArrayList<>();
        private final List<Duration> delays = new ArrayList<>();

        @Override
        public void batch(String stage, int received, int sent, int dead, Duration took) {
            counts.add(stage + " " + received + " " + sent + " " + dead);
        }

        @Override
        public void passed(String stage, Duration delay) {
            delays.add(delay);
        }
    }
}
