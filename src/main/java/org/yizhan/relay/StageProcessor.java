package org.yizhan.relay;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.DeadLetter;
import org.yizhan.article.Envelope;
import org.yizhan.article.Hop;
import org.yizhan.article.Unreadable;

/**
 * The step of a route that runs one stage over one batch of records.
 *
 * <p>It reads the envelopes, lets the stage work, and leaves on the exchange what the next steps need: {@link #PASSED},
 * the records for the next topic; {@link #DEAD}, the dead letters; {@link #COMMITS}, one offset commit a partition; and
 * {@link #REPORT}. A record that can't be read or handled, or becomes too large for the next topic, is a dead letter alone. A dependency that is away stops the stage
 * ({@link Patience}); the batch then comes again, whole. All incoming headers end here. Safe for concurrent use.
 */
public final class StageProcessor implements Processor {

    /** Exchange property: {@code List<Message>} for the next topic. */
    public static final String PASSED = "passed";

    /** Exchange property: {@code List<Message>} for {@link Topic#DEAD}. */
    public static final String DEAD = "dead";

    /** Exchange property: {@code List<KafkaManualCommit>}. */
    public static final String COMMITS = "commits";

    /** Exchange property: a {@code Runnable} that tells the watch of the batch, for when all of it is acknowledged. */
    public static final String REPORT = "report";

    /** The header of a record that an operator had put on its topic again: when, as ISO 8601 in UTC. */
    public static final String REPLAYED = "yizhan-replayed";

    /** In bytes; a record has a key and a batch around it. */
    private static final int LARGEST = Topic.LARGEST_RECORD - 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(StageProcessor.class);

    private final String name;
    private final Topic from;
    private final Topic into;
    private final Stage stage;
    private final Clock clock;
    private final Watch watch;
    private final Patience patience;

    /**
     * @param name the stage's word, as in its route, metrics and hops
     * @param running whether the program still runs
     */
    public StageProcessor(
            String name, Topic from, Topic into, Stage stage, Clock clock, Watch watch, BooleanSupplier running) {
        this.name = name;
        this.from = from;
        this.into = into;
        this.stage = stage;
        this.clock = clock;
        this.watch = watch;
        this.patience = new Patience(name, running);
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Instant began = clock.instant();
        var batch = new Batch(exchange);
        var outcome = new Outcome(exchange.getContext());
        List<Parcel> parcels = open(batch, outcome);
        handle(parcels, outcome);
        exchange.setProperty(PASSED, outcome.passed);
        exchange.setProperty(DEAD, outcome.dead);
        exchange.setProperty(COMMITS, batch.commits());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(List.of());
        exchange.setProperty(REPORT, report(began, batch.entries().size(), outcome.dead.size()));
    }

    private Runnable report(Instant began, int received, int dead) {
        return () -> watch.batch(name, received, received - dead, dead, Duration.between(began, clock.instant()));
    }

    private List<Parcel> open(Batch batch, Outcome outcome) {
        var parcels = new ArrayList<Parcel>(batch.entries().size());
        for (Batch.Entry entry : batch.entries()) {
            try {
                parcels.add(new Parcel(entry, opened(entry)));
            } catch (Unreadable e) {
                outcome.bury(entry, e.error(), e);
            }
        }
        return parcels;
    }

    /** With where it lay, and with its replay as a step of its own: what waited for a person is no delay of the stages. */
    private Envelope opened(Batch.Entry entry) {
        Envelope envelope = Wire.read(from, entry.value());
        return entry.replayed()
                .map(at -> envelope.then(Hop.OPS, at, envelope.message()))
                .orElse(envelope)
                .found(new Hop.Place(entry.partition(), entry.offset()));
    }

    private void handle(List<Parcel> parcels, Outcome outcome) {
        if (parcels.isEmpty()) {
            return;
        }
        try {
            outcome.pass(parcels, patience.insist(() -> work(parcels)));
        } catch (RuntimeException e) {
            if (Outage.isOutage(e)) {
                throw e;
            }
            if (parcels.size() == 1) {
                outcome.bury(parcels.getFirst().entry, errorOf(e), e);
                return;
            }
            int half = parcels.size() / 2;
            handle(parcels.subList(0, half), outcome);
            handle(parcels.subList(half, parcels.size()), outcome);
        }
    }

    private List<List<org.yizhan.article.Message>> work(List<Parcel> parcels) {
        List<Envelope> envelopes = parcels.stream().map(Parcel::envelope).toList();
        List<List<org.yizhan.article.Message>> results = stage.process(envelopes);
        if (results.size() != parcels.size()) {
            throw new IllegalStateException(
                    name + " answered " + results.size() + " outcomes for " + parcels.size() + " records");
        }
        return results;
    }

    private static String errorOf(RuntimeException e) {
        return e instanceof Unreadable unreadable ? unreadable.error() : "stage-failure";
    }

    private record Parcel(Batch.Entry entry, Envelope envelope) {}

    /** What has become of a batch so far. */
    private final class Outcome {
        private final CamelContext context;
        private final List<Message> passed = new ArrayList<>();
        private final List<Message> dead = new ArrayList<>();

        Outcome(CamelContext context) {
            this.context = context;
        }

        void pass(List<Parcel> parcels, List<List<org.yizhan.article.Message>> results) {
            Instant now = clock.instant();
            for (int i = 0; i < parcels.size(); i++) {
                Envelope envelope = parcels.get(i).envelope;
                List<Message> records = results.get(i).stream()
                        .map(result -> record(into, result.key(), envelope.then(name, now, result)))
                        .toList();
                int largest = records.stream().mapToInt(Outcome::size).max().orElse(0);
                if (largest > LARGEST) {
                    Unreadable grown = tooLarge(largest);
                    bury(parcels.get(i).entry, grown.error(), grown);
                    continue;
                }
                passed.addAll(records);
                envelope.entered().ifPresent(at -> watch.passed(name, Duration.between(at, now)));
            }
        }

        private static int size(Message record) {
            return record.getBody() instanceof byte[] value ? value.length : 0;
        }

        private static Unreadable tooLarge(int bytes) {
            return new Unreadable(
                    "too-large",
                    "it has " + bytes + " bytes behind this stage; a topic takes " + LARGEST
                            + ": send it in several articles");
        }

        void bury(Batch.Entry entry, String error, RuntimeException failure) {
            String reason = String.valueOf(failure.getMessage());
            LOG.atWarn()
                    .addKeyValue("stage", name)
                    .addKeyValue("topic", from.topicName())
                    .addKeyValue("partition", entry.partition())
                    .addKeyValue("offset", entry.offset())
                    .addKeyValue("error", error)
                    .setCause(failure instanceof Unreadable ? null : failure)
                    .log("a record goes to the dead letters: {}", reason);
            var letter = new DeadLetter(
                    keyOf(entry),
                    name,
                    from.topicName(),
                    entry.partition(),
                    entry.offset(),
                    error,
                    reason,
                    Base64.getEncoder().encodeToString(entry.value()),
                    clock.instant());
            String traceId = "dead-" + from.topicName() + "-" + entry.partition() + "-" + entry.offset();
            dead.add(record(Topic.DEAD, letter.key(), new Envelope(traceId, List.of(), letter)));
        }

        private UUID keyOf(Batch.Entry entry) {
            try {
                return UUID.fromString(String.valueOf(entry.key()));
            } catch (IllegalArgumentException e) {
                byte[] place = (from.topicName() + "/" + entry.partition() + "/" + entry.offset())
                        .getBytes(StandardCharsets.UTF_8);
                return UUID.nameUUIDFromBytes(place);
            }
        }

        private Message record(Topic topic, UUID key, Envelope envelope) {
            var message = new DefaultMessage(context);
            message.setHeader(KafkaConstants.KEY, key.toString());
            message.setBody(Wire.write(topic, envelope));
            return message;
        }
    }
}
