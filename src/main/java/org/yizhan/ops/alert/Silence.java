package org.yizhan.ops.alert;

import java.time.Instant;
import org.yizhan.ops.Trouble;

/**
 * An operator's wish not to be told of something for a while. It is shown all the same.
 *
 * @param until when it ends
 * @param reason in the operator's words
 */
public record Silence(
        Trouble.Kind kind, String subject, Instant until, String reason, String operator, Instant madeAt) {

    boolean covers(Standing.Key key, Instant now) {
        return kind == key.kind() && subject.equals(key.subject()) && until.isAfter(now);
    }
}
