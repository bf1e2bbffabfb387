package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.Optional;

/**
 * When a channel is polled next.
 *
 * @param next empty: never by itself
 * @param why the reason
 */
public record Timing(Optional<Instant> next, Why why) {

    static Timing at(Instant next, Why why) {
        return new Timing(Optional.of(next), why);
    }

    static Timing never(Why why) {
        return new Timing(Optional.empty(), why);
    }
}
