package org.yizhan.web;

import org.yizhan.publish.FeedContent;

/**
 * Writes one feed in one format. The same head and content give the same bytes: nothing of the moment goes in.
 * Implementations are safe for concurrent use.
 */
interface FeedWriter {

    /** A feed never grows beyond this; the oldest entries stay out. */
    int MAX_BYTES = 250_000;

    /**
     * The document, at most {@link #MAX_BYTES} long, entries in the order given; one of an archive holds its first entry
     * however long that is.
     */
    FeedDocument write(FeedHead head, FeedContent content);
}
