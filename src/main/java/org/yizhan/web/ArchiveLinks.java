package org.yizhan.web;

import java.util.Optional;

/**
 * Where a document stands in the history of its feed (RFC 5005 §4), as absolute addresses.
 *
 * @param current the feed as it reads now; only in a document of the archive
 * @param previous the document with what is older
 * @param next the document of the archive with what is newer
 */
record ArchiveLinks(Optional<String> current, Optional<String> previous, Optional<String> next) {

    /** Of a feed that keeps no archive, or has none yet. */
    static final ArchiveLinks NONE = new ArchiveLinks(Optional.empty(), Optional.empty(), Optional.empty());

    static final String NAMESPACE = "http://purl.org/syndication/history/1.0";

    /** Of the feed as it reads now. */
    static ArchiveLinks before(Optional<String> newest) {
        return new ArchiveLinks(Optional.empty(), newest, Optional.empty());
    }

    /** Whether the document is one of the archive, which leaves nothing out. */
    boolean isArchive() {
        return current.isPresent();
    }

    /** How long the document may be that holds {@code entries} entries already, one more included. */
    int budget(int entries, int usual) {
        return isArchive() && entries == 0 ? Integer.MAX_VALUE : usual;
    }
}
