package org.yizhan.relay;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.yizhan.article.Envelope;
import org.yizhan.article.Hop;
import org.yizhan.article.Message;

/**
 * The step of ingest's route that puts messages into envelopes, each with a trace of its own; the body is a list of
 * {@link Message}s and becomes a list of records. All incoming headers end here. Safe for concurrent use.
 */
public final class SealProcessor implements Processor {

    private final Topic topic;
    private final String stage;
    private final Clock clock;
    private final Supplier<String> traceIds;

    /**
     * @param stage the stage that speaks
     * @param traceIds gives a new trace id at each call
     */
    public SealProcessor(Topic topic, String stage, Clock clock, Supplier<String> traceIds) {
        this.topic = topic;
        this.stage = stage;
        this.clock = clock;
        this.traceIds = traceIds;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        Instant now = clock.instant();
        var records = new ArrayList<org.apache.camel.Message>();
        for (Object body : exchange.getMessage().getMandatoryBody(List.class)) {
            var message = (Message) body;
            var envelope = new Envelope(traceIds.get(), List.of(new Hop(stage, now)), message);
            var record = new DefaultMessage(exchange.getContext());
            record.setHeader(KafkaConstants.KEY, message.key().toString());
            record.setBody(Wire.write(topic, envelope));
            records.add(record);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(records);
    }
}
