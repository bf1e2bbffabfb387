package org.yizhan.web;

import java.util.Optional;

/**
 * What a feed says about itself; the same for each rendering, so that equal entries give equal bytes.
 *
 * @param id stands for the feed for ever, whatever its address or format
 * @param self the address of this very document
 * @param home the page a person may read instead
 * @param hub the WebSub hub that tells of changes
 * @param archive where the document stands in the feed's history
 */
record FeedHead(
        String id,
        String title,
        String description,
        String self,
        String home,
        Optional<String> hub,
        ArchiveLinks archive) {

    /** One of a feed without an archive. */
    FeedHead(String id, String title, String description, String self, String home, Optional<String> hub) {
        this(id, title, description, self, home, hub, ArchiveLinks.NONE);
    }

    /** The address of the page that tells people what the feed is: the feed's own without its format. */
    String landing() {
        return archive.feed().orElse(self).replaceFirst("\\.(?:rss|atom|json)(?=\\?|$)", "");
    }

    /** The same document at its place in the feed's history. */
    FeedHead at(ArchiveLinks place) {
        return new FeedHead(id, title, description, self, home, hub, place);
    }

    /** The head of another page of the feed, of which no hub tells. */
    FeedHead page(String address, ArchiveLinks place) {
        return new FeedHead(id, title, description, address, home, Optional.empty(), place);
    }
}
