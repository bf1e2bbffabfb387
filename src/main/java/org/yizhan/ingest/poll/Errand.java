package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something to be fetched later: an article's page, for the first time or again, or a further page of a list.
 *
 * @param task not a poll
 * @param url absolute
 * @param hints what the list told of it
 * @param at when it may be done; empty: at once
 */
record Errand(Claim.Task task, String url, Map<String, String> hints, Optional<Instant> at) {
    Errand {
        hints = Map.copyOf(hints);
    }

    /** To be done at once. */
    Errand(Claim.Task task, String url, Map<String, String> hints) {
        this(task, url, hints, Optional.empty());
    }
}
