package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that a feed or a list names.
 *
 * @param key its identity within the channel
 * @param version differs where its content does
 * @param url its page, absolute; empty where it has none
 * @param at when it was published; empty where that is not told
 * @param hints what is told of it, by the words of {@code Received.Hint}
 */
public record Item(String key, String version, String url, Optional<Instant> at, Map<String, String> hints) {
    public Item {
        hints = Map.copyOf(hints);
    }
}
