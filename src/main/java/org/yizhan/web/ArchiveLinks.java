package org.yizhan.web;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a document stands in the history of its feed (RFC 5005), as absolute addresses.
 *
 * @param current the feed as it reads now; only in a document of the archive (§4)
 * @param previous the document with what is older
 * @param next the document of the archive with what is newer
 * @param first the first of the pages that one feed is read in (§3); only in the others
 * @param older the page that goes on behind this one
 */
record ArchiveLinks(
        Optional<String> current,
        Optional<String> previous,
        Optional<String> next,
        Optional<String> first,
        Optional<String> older) {

    /** Of a feed that keeps no archive, or has none yet. */
    static final ArchiveLinks NONE = before(Optional.empty());

    static final String NAMESPACE = "http://purl.org/syndication/history/1.0";

    /** Of the feed as it reads now. */
    static ArchiveLinks before(Optional<String> newest) {
        return new ArchiveLinks(Optional.empty(), newest, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Of a document of the archive. */
    static ArchiveLinks archived(String current, Optional<String> previous, Optional<String> next) {
        return new ArchiveLinks(Optional.of(current), previous, next, Optional.empty(), Optional.empty());
    }

    /** Of a page of a feed that is read page by page. */
    static ArchiveLinks paged(Optional<String> first, Optional<String> older) {
        return new ArchiveLinks(Optional.empty(), Optional.empty(), Optional.empty(), first, older);
    }

    /** Whether the document is one of the archive, which leaves nothing out. */
    boolean isArchive() {
        return current.isPresent();
    }

    /** All of them. */
    Stream<String> addresses() {
        return Stream.of(current, previous, next, first, older).flatMap(Optional::stream);
    }

    /** The feed that the document belongs to, where that has another address. */
    Optional<String> feed() {
        return current.or(() -> first);
    }

    /** How long the document may be that holds {@code entries} entries already, one more included. */
    int budget(int entries, int usual) {
        boolean leavesNothingOut = isArchive() || first.isPresent() || older.isPresent();
        return leavesNothingOut && entries == 0 ? Integer.MAX_VALUE : usual;
    }
}
