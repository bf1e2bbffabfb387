package org.yizhan.publish;

import java.time.Instant;
import java.util.Optional;

/**
 * Which reposts a report is about.
 *
 * @param from first published at or after this time
 * @param to and before this one
 * @param source of this source only
 */
public record ReportQuery(Instant from, Instant to, Optional<String> source) {

    public ReportQuery {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the time from " + from + " to " + to + " is none");
        }
    }
}
