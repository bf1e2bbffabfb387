package org.yizhan;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.yizhan.ops.StageMeters;
import org.yizhan.relay.SealProcessor;

/** Seals what came in and counts it, whoever brought it: sources that push or are polled, hubs, letters and files. */
record MeteredSeal(SealProcessor seal, StageMeters ingest) implements Processor {

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException {
        int messages = exchange.getMessage().getMandatoryBody(List.class).size();
        ingest.received(messages);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                ingest.sent(messages);
            }
        });
        seal.process(exchange);
    }
}
