package org.yizhan.relay;

import java.util.function.BooleanSupplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/** Leaves a folder or a mailbox alone while there is no room for what lies in it. */
public final class RoomPollStrategy extends DefaultPollingConsumerPollStrategy {

    private final BooleanSupplier room;

    /** @param room whether there is */
    public RoomPollStrategy(BooleanSupplier room) {
        this.room = room;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return room.getAsBoolean();
    }
}
