package org.yizhan.feed;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A feed as its document says it, whatever the format. Text that is missing is empty; {@code description} is markup,
 * {@code title}, {@code author} and {@code rights} are as written, which may be markup where the publisher put it there.
 *
 * @param format the format it was read as, such as {@code rss 2.0}; for people
 * @param link the site's address, absolute where a base is known
 * @param id Atom's id or RDF's {@code about}; empty for other RSS
 * @param author the first person responsible, by name where there is one
 * @param rhythm how often the publisher wants to be asked
 * @param hub the address of the first WebSub hub
 * @param self the address the document says it is found at
 * @param entries in document order, at most {@link FeedReader#MOST_ENTRIES}
 * @param deletions of entries that were taken back and are not among those
 * @param warnings what was odd, and what was made of it
 */
public record FeedDocument(
        String format,
        String title,
        String link,
        String description,
        String language,
        String id,
        String author,
        String rights,
        Rhythm rhythm,
        Optional<String> hub,
        Optional<String> self,
        List<FeedEntry> entries,
        List<Deletion> deletions,
        List<String> warnings) {

    public FeedDocument {
        entries = List.copyOf(entries);
        deletions = List.copyOf(deletions);
        warnings = List.copyOf(warnings);
    }

    /** One entry a key, in document order: the one changed last, of equals the first, for feeds begin with the newest. */
    public List<FeedEntry> distinct() {
        var newest = new LinkedHashMap<String, FeedEntry>();
        entries.forEach(entry -> newest.merge(entry.key(), entry, FeedDocument::newer));
        return List.copyOf(newest.values());
    }

    private static FeedEntry newer(FeedEntry first, FeedEntry second) {
        return changed(second).isAfter(changed(first)) ? second : first;
    }

    private static Instant changed(FeedEntry entry) {
        return entry.updated().or(entry::published).orElse(Instant.MIN);
    }
}
