package org.yizhan.ingest;

import java.time.Instant;
import java.util.Optional;

/**
 * A push key as operators see it, live or not; the key itself is kept nowhere.
 *
 * @param id the beginning of its hash, no secret
 * @param source the one source it may push for; empty with scope {@code push:any}
 * @param expires when it dies or died by itself, since another took its place
 * @param revoked when an operator ended it
 * @param replacedBy the id of the key that took its place
 * @param lastUsed to within seconds
 */
public record KeptKey(
        String id,
        Optional<String> source,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> revoked,
        Optional<String> replacedBy,
        Optional<Instant> lastUsed) {

    /** Whether it opens anything at {@code now}. */
    public boolean isLive(Instant now) {
        return revoked.isEmpty() && expires.filter(end -> !end.isAfter(now)).isEmpty();
    }
}
