package org.yizhan.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** The same, as it was found there on the topic that its last stage wrote. */
    public Envelope found(Hop.Place place) {
        if (hops.isEmpty()) {
            return this;
        }
        var placed = new ArrayList<>(hops);
        Hop last = placed.removeLast();
        placed.add(new Hop(last.stage(), last.at(), Optional.of(place)));
        return new Envelope(traceId, placed, message);
    }

    /** When it was last put before the stages, by ingest or by an operator; empty where nobody wrote that down. */
    public Optional<Instant> entered() {
        return hops.reversed().stream()
                .filter(hop -> hop.stage().equals(Hop.OPS))
                .findFirst()
                .or(() -> hops.stream().findFirst())
                .map(Hop::at);
    }
}
