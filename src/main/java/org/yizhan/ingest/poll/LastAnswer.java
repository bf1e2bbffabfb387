package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a channel answered last.
 *
 * @param at when
 * @param status of HTTP; 0 where nobody answered
 * @param fault the class of what went wrong; empty where nothing did
 * @param headers by name in lower case; values that open something are masked
 * @param said what it says about a failure; mostly nothing
 * @param document the last that came, with this answer or an earlier one; empty where none has yet
 */
public record LastAnswer(
        Instant at, int status, String fault, Map<String, String> headers, byte[] said, Optional<Document> document) {

    public LastAnswer {
        headers = Map.copyOf(headers);
    }

    /**
     * A document as it came.
     *
     * @param at when it came; the same one may have come again since
     * @param url where it was found in the end
     * @param contentType as it was served
     * @param bytes how many it had
     * @param body what is kept of it
     * @param isWhole whether that is all of it
     */
    public record Document(Instant at, String url, String contentType, long bytes, byte[] body, boolean isWhole) {}
}
