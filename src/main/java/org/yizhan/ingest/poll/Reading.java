package org.yizhan.ingest.poll;

import java.util.List;
import java.util.Optional;
import org.yizhan.feed.Deletion;
import org.yizhan.list.Links;

/** What a channel's document was found to be. */
public sealed interface Reading {

    /**
     * A feed.
     *
     * @param items in its order
     * @param wishes its {@code ttl}, {@code skipHours} and {@code skipDays}
     * @param hub where it tells of news (WebSub)
     * @param self the address it calls its own
     * @param warnings what was odd about it
     * @param deletions of entries that it has taken back
     */
    record Feed(
            List<Item> items,
            Wishes wishes,
            Optional<String> hub,
            Optional<String> self,
            List<String> warnings,
            List<Deletion> deletions)
            implements Reading {
        public Feed {
            items = List.copyOf(items);
            warnings = List.copyOf(warnings);
            deletions = List.copyOf(deletions);
        }

        /** One that does not say its own address. */
        public Feed(List<Item> items, Wishes wishes, Optional<String> hub) {
            this(items, wishes, hub, Optional.empty(), List.of(), List.of());
        }
    }

    /** A list whose items are pages to be fetched. */
    record Listing(Links links) implements Reading {}

    /** No feed, but a page that names one. */
    record Elsewhere(String url) implements Reading {}

    /** Of no use; {@code detail} is for people. */
    record Useless(Complaint complaint, String detail) implements Reading {}
}
