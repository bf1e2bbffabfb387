package org.yizhan.ingest;

import java.util.Optional;

/**
 * What a key allows.
 *
 * @param keyId names the key in lists and logs, and is no secret
 * @param source the one source it may push for; empty with scope {@code push:any}
 */
public record Grant(String keyId, Optional<String> source) {

    /** Whether articles of {@code sourceId} may be pushed with it. */
    public boolean allows(String sourceId) {
        return source.isEmpty() || source.get().equals(sourceId);
    }
}
