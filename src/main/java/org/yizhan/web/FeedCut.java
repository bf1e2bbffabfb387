package org.yizhan.web;

import java.util.List;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.Tombstone;

/**
 * Where a feed ends that would be longer than {@link FeedWriter#MAX_BYTES}: at the same entry in all formats, which is where
 * the longest of them has to. What surrounds the entries is taken for somewhat more than it is, so that no format has to be
 * written for another's sake. Safe for concurrent use.
 */
final class FeedCut {

    /** Tombstones never take more than a quarter of a document. */
    private static final int TOMBSTONES = FeedWriter.MAX_BYTES / 4;

    /** Elements, names and times of a tombstone in the format that has most of them, RSS. */
    private static final int TOMBSTONE = 600;

    /** A reason is shown up to fewer characters. */
    private static final int LONGEST_REASON = 300;

    /** What parts an entry from the one before it. */
    private static final int SEPARATOR = 1;

    private static final String MARKUP = "&<>\"'\\\n\t\r";

    private final WrittenEntries written;
    private final int base;

    FeedCut(WrittenEntries written, Links links) {
        this.written = written;
        this.base = weight(links.absolute(""));
    }

    /** As much of it as has room under this head, from the beginning. */
    FeedContent of(FeedHead head, FeedContent content) {
        List<Tombstone> graves = content.tombstones();
        int taken = 0;
        int bytes = 0;
        while (taken < graves.size() && bytes + weight(graves.get(taken)) <= TOMBSTONES) {
            bytes += weight(graves.get(taken++));
        }
        return part(content, entries(head, content.entries(), bytes), taken);
    }

    private int entries(FeedHead head, List<Entry> entries, int before) {
        int bytes = head.weight() + before;
        for (int number = 0; number < entries.size(); number++) {
            bytes += SEPARATOR + written.of(entries.get(number)).longest();
            if (bytes > head.archive().budget(number, FeedWriter.MAX_BYTES)) {
                return number;
            }
        }
        return entries.size();
    }

    private static FeedContent part(FeedContent content, int entries, int graves) {
        boolean whole = entries == content.entries().size()
                && graves == content.tombstones().size();
        return whole
                ? content
                : new FeedContent(
                        content.seq(),
                        content.updatedAt(),
                        content.entries().subList(0, entries),
                        content.tombstones().subList(0, graves));
    }

    private int weight(Tombstone tombstone) {
        String reason = tombstone.reason();
        return TOMBSTONE + base + weight(reason.substring(0, Math.min(LONGEST_REASON, reason.length())));
    }

    /** The most bytes that a text takes in any format: markup characters are escaped, in RSS twice. */
    static int weight(String text) {
        int bytes = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            bytes += c >= 0x80 ? 3 : MARKUP.indexOf(c) >= 0 ? 10 : 1;
        }
        return bytes;
    }
}
