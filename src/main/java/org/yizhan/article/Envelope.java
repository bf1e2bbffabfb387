package org.yizhan.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A message with the way it came.
 *
 * @param traceId names one arrival from ingest to the feeds; 16 to 64 characters of {@code [0-9a-z-]}
 * @param hops the stages passed so far, oldest first
 * @param message what the record says
 */
public record Envelope(String traceId, List<Hop> hops, Message message) {

    public Envelope {
        hops = List.copyOf(hops);
    }

    /** The same trace, one stage further, saying {@code next}. */
    public Envelope then(String stage, Instant at, Message next) {
        var further = new ArrayList<>(hops);
        further.add(new Hop(stage, at));
        return new Envelope(traceId, further, next);
    }
}
