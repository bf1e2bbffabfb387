package org.yizhan.deliver;

import java.time.Duration;
import java.util.Optional;

/**
 * Somebody wishes to be subscribed, or not to be any more; not to be believed before the callback has confirmed it.
 *
 * @param subscribe false: unsubscribe
 * @param written the topic's address in the subscriber's own spelling
 * @param host the callback's, for limits
 * @param secret signs deliveries
 * @param lease for how long, within our bounds
 */
record Request(
        boolean subscribe,
        Topic topic,
        String written,
        String callback,
        String host,
        Optional<String> secret,
        Duration lease) {

    /** As the protocol says it. */
    String mode() {
        return subscribe ? "subscribe" : "unsubscribe";
    }

    @Override
    public String toString() {
        return mode() + " " + topic.path() + " at " + host;
    }
}
