package org.yizhan.relay;

import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.yizhan.ingest.Grant;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.Refused;

/**
 * The step for routes of sources with odd needs: the body, articles as the push API takes them, becomes the list of
 * messages to send on. Where one of them is wrong the exchange fails and says so, and the route's own error handling
 * decides. Safe for concurrent use.
 */
public final class TakePushProcessor implements Processor {

    private static final Grant ANY = new Grant("route", Optional.empty());

    private final Intake intake;

    public TakePushProcessor(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void process(Exchange exchange) throws InvalidPayloadException, Refused {
        byte[] body = exchange.getMessage().getMandatoryBody(byte[].class);
        String contentType = Objects.requireNonNullElse(
                exchange.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class), "application/json");
        Intake.Taken taken = intake.push(body, contentType, ANY);
        if (!taken.rejected().isEmpty()) {
            throw new Refused(422, taken.rejected().getFirst().error());
        }
        exchange.getMessage().setBody(taken.messages());
    }
}
