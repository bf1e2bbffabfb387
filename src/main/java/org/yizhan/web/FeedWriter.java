package org.yizhan.web;

import java.util.List;
import org.yizhan.publish.FeedContent;

/**
 * Writes one feed in one format. The same head and content give the same bytes: nothing of the moment goes in.
 * Implementations are stateless.
 */
interface FeedWriter {

    /** A feed never grows beyond this; the oldest entries stay out, as {@link FeedCut} says. */
    int MAX_BYTES = 250_000;

    /** One entry as it stands in any document. */
    byte[] entry(EntryText text);

    /**
     * The document, all tombstones of {@code content} in it.
     *
     * @param entries those of {@code content}, as {@link #entry} has written them
     */
    byte[] document(FeedHead head, FeedContent content, List<byte[]> entries);
}
