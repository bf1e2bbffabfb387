package org.yizhan.publish;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to a member of a story after it was published.
 *
 * @param at when we heard of it
 * @param revision the article's, from then on or at that time
 * @param titleBefore the article's until then
 * @param titleAfter the article's from then on; the same unless the revision changed it
 * @param note the notice's text, or the reason given; empty for a revision
 */
public record Change(
        Kind kind,
        UUID articleId,
        String source,
        Instant at,
        int revision,
        String titleBefore,
        String titleAfter,
        String note) {

    /** What happened. */
    public enum Kind {
        /** The article has new content. */
        UPDATE,
        /** Its source corrected it by a notice. */
        CORRECTION,
        /** Its source took it back. */
        WITHDRAWAL
    }
}
