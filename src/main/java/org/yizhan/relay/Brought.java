package org.yizhan.relay;

import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Tells of a channel by which something came, once that is acknowledged. */
final class Brought {

    private Brought() {}

    /** Where the exchange's body holds messages, {@code brought} hears of its route when it ends well. */
    static void tell(Exchange exchange, Consumer<String> brought) {
        if (List.of().equals(exchange.getMessage().getBody())) {
            return;
        }
        String channel = exchange.getFromRouteId();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                brought.accept(channel);
            }
        });
    }
}
