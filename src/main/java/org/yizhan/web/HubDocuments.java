package org.yizhan.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yizhan.publish.Entry;
import org.yizhan.publish.FeedContent;
import org.yizhan.publish.Tombstone;

/** Writes what has changed in a feed into as many documents as it takes for none to leave anything out. */
final class HubDocuments {

    /** Room for the largest entry there is likely to be, below what a feed may have. */
    private static final int ENOUGH = 160_000;

    private static final int TOMBSTONES = 50;

    private final Function<FeedContent, FeedDocument> writing;

    /** @param writing writes one document of the feed, which leaves out from its end on what would make it too long */
    HubDocuments(Function<FeedContent, FeedDocument> writing) {
        this.writing = writing;
    }

    /** A document, and what it tells of. */
    record Written(byte[] body, Set<UUID> stories) {
        Written {
            stories = Set.copyOf(stories);
        }

        private static Written of(FeedDocument document, List<Entry> entries, List<Tombstone> graves) {
            return new Written(document.bytes(), ids(entries, graves).collect(Collectors.toSet()));
        }
    }

    static Stream<UUID> ids(List<Entry> entries, List<Tombstone> graves) {
        return Stream.concat(
                entries.stream().map(Entry::storyId), graves.stream().map(Tombstone::storyId));
    }

    /** At least one document where there is something in {@code content}; what changed first comes first. */
    List<Written> of(FeedContent content) {
        List<Written> documents = new ArrayList<>();
        for (int from = 0; from < content.tombstones().size(); from += TOMBSTONES) {
            int to = Math.min(content.tombstones().size(), from + TOMBSTONES);
            List<Tombstone> graves = content.tombstones().subList(from, to);
            boolean last = to == content.tombstones().size();
            boolean together = last && weight(content.entries()) < ENOUGH / 2;
            List<Entry> entries = together ? newestFirst(content.entries()) : List.of();
            documents.add(Written.of(writing.apply(part(content, entries, graves)), entries, graves));
            if (together) {
                return documents;
            }
        }
        entries(content, content.entries(), documents);
        return documents;
    }

    private void entries(FeedContent content, List<Entry> entries, List<Written> documents) {
        if (entries.isEmpty()) {
            return;
        }
        if (entries.size() == 1 || weight(entries) < ENOUGH) {
            FeedDocument document = writing.apply(part(content, newestFirst(entries), List.of()));
            if (entries.size() == 1 || document.entries() == entries.size()) {
                documents.add(Written.of(document, entries, List.of()));
                return;
            }
        }
        int half = entries.size() / 2;
        entries(content, entries.subList(0, half), documents);
        entries(content, entries.subList(half, entries.size()), documents);
    }

    private static int weight(List<Entry> entries) {
        return entries.stream()
                .mapToInt(entry ->
                        2_000 + 3 * (entry.html().length() + entry.summary().length()))
                .sum();
    }

    private static List<Entry> newestFirst(List<Entry> entries) {
        return entries.stream()
                .sorted(Comparator.comparing(Entry::publishedAt, Comparator.reverseOrder())
                        .thenComparing(Entry::storyId))
                .toList();
    }

    private static FeedContent part(FeedContent content, List<Entry> entries, List<Tombstone> graves) {
        Instant updated = Stream.concat(
                        entries.stream().map(Entry::updatedAt), graves.stream().map(Tombstone::at))
                .max(Instant::compareTo)
                .orElse(content.updatedAt());
        return new FeedContent(content.seq(), updated, entries, graves);
    }
}
