package org.yizhan.fetch;

import java.util.Map;
import java.util.Optional;

/**
 * A request to somebody who gave us an address to be called at.
 *
 * @param url absolute, {@code http} or {@code https}
 * @param headers sent as they are
 * @param body what is posted; empty: {@code GET}
 */
public record Letter(String url, Map<String, String> headers, Optional<byte[]> body) {

    public Letter {
        headers = Map.copyOf(headers);
    }
}
