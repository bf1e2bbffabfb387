package org.yizhan.article;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * 撤稿: a source takes one of its articles back.
 *
 * @param reason as the source gave it; empty where it gave none
 * @param receivedAt when we heard; an article received later than this stands again if its content is new
 */
public record Withdrawal(UUID key, String source, String externalId, String reason, Instant receivedAt)
        implements Message {

    public Withdrawal {
        Objects.requireNonNull(key, "key");
    }
}
