package org.yizhan.deliver;

import java.time.Instant;
import java.util.Optional;

/**
 * A subscription as operators see it.
 *
 * @param topic path of the feed
 * @param written the topic's address as the subscriber wrote it
 * @param host the callback's
 * @param dueAt since when, or from when on, there is something to deliver
 * @param attempt failures in a row
 */
public record Subscription(
        long id,
        String topic,
        String written,
        String callback,
        String host,
        boolean signed,
        Instant leaseUntil,
        Optional<Instant> dueAt,
        boolean underWay,
        int attempt,
        Optional<Instant> failingSince,
        String lastError,
        Optional<Instant> lastDeliveryAt,
        long deliveries) {}
