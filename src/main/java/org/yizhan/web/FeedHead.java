package org.yizhan.web;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    private static final Pattern FORMAT = Pattern.compile("\\.(?:rss|atom|json)(?=\\?|$)");

    /** Elements, namespaces and words that are the same in all feeds, in the format that has most of them. */
    private static final int FRAME = 2_500;

    /** A link, without its address. */
    private static final int LINK = 100;

    /** One of a feed without an archive. */
    FeedHead(String id, String title, String description, String self, String home, Optional<String> hub) {
        this(id, title, description, self, home, hub, ArchiveLinks.NONE);
    }

    /** The address of the page that tells people what the feed is: the feed's own without its format. */
    String landing() {
        return bare(archive.feed().orElse(self));
    }

    private static String bare(String address) {
        return FORMAT.matcher(address).replaceFirst("");
    }

    /** More bytes than a document has besides entries and tombstones, in whichever format: the same number for all. */
    int weight() {
        int texts = FeedCut.weight(id) + FeedCut.weight(title) + 2 * FeedCut.weight(description);
        int addresses = Stream.concat(Stream.of(self, home, hub.orElse("")), archive.addresses())
                .mapToInt(address -> LINK + FeedCut.weight(bare(address)))
                .sum();
        return FRAME + texts + 2 * addresses;
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
