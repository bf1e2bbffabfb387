package org.yizhan.relay;

import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step of a route that lets nothing on while there is no room for it.
 *
 * @param room whether there is
 */
public record RoomProcessor(BooleanSupplier room) implements Processor {

    /** @throws NoRoom where there is none */
    @Override
    public void process(Exchange exchange) {
        if (!room.getAsBoolean()) {
            throw new NoRoom();
        }
    }
}
