package org.yizhan.publish;

import java.time.Instant;
import java.util.List;

/**
 * What a feed says at one moment.
 *
 * @param seq the change sequence number read before the entries were: anything later may or may not be in them
 * @param updatedAt the newest change among entries and tombstones; the epoch where there are none
 * @param entries newest first, by {@code publishedAt}, then story id
 * @param tombstones newest first
 */
public record FeedContent(long seq, Instant updatedAt, List<Entry> entries, List<Tombstone> tombstones) {

    public FeedContent {
        entries = List.copyOf(entries);
        tombstones = List.copyOf(tombstones);
    }

    /** The same with these tombstones in place of its own. */
    public FeedContent telling(List<Tombstone> gone) {
        return FeedReader.content(seq, entries, gone);
    }
}
