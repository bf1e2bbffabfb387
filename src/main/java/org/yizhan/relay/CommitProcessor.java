package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/**
 * The last step of a stage's route: commits the batch, partition by partition, once all that came of it has been
 * acknowledged, and tells the watch. camel-kafka's own batch commit would commit one partition only.
 */
public final class CommitProcessor implements Processor {

    @Override
    public void process(Exchange exchange) {
        for (Object commit : requireNonNull(exchange.getProperty(StageProcessor.COMMITS, List.class))) {
            ((KafkaManualCommit) commit).commit();
        }
        requireNonNull(exchange.getProperty(StageProcessor.REPORT, Runnable.class))
                .run();
    }
}
