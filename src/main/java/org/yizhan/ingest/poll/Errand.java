package org.yizhan.ingest.poll;

import java.util.Map;

/**
 * Something to be fetched later: an article's page or a further page of a list.
 *
 * @param task not a poll
 * @param url absolute
 * @param hints what the list told of it
 */
record Errand(Claim.Task task, String url, Map<String, String> hints) {
    Errand {
        hints = Map.copyOf(hints);
    }
}
