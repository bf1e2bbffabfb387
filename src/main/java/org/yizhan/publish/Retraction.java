package org.yizhan.publish;

import java.time.Instant;
import org.yizhan.article.Withdrawal;

/** That an article was taken back, when we heard of it and why. */
record Retraction(Instant at, String reason) {

    static Retraction of(Withdrawal withdrawal) {
        return new Retraction(Moment.stored(withdrawal.receivedAt()), Documents.storable(withdrawal.reason()));
    }

    /** The same, heard of at {@code latest} at the latest. */
    Retraction notAfter(Instant latest) {
        return at.isAfter(latest) ? new Retraction(latest, reason) : this;
    }

    /** The one heard of later; this one where both were heard of at once. */
    Retraction later(Retraction other) {
        return other.at.isAfter(at) ? other : this;
    }
}
