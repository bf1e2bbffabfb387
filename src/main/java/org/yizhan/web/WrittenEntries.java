package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.UUID;
import org.yizhan.publish.Entry;

/**
 * Entries as they were last written, in all formats. An entry stands in several feeds and in what is told to each of their
 * subscribers, and reads the same in all of them, so it is written once until it changes; in all formats at once, since the
 * longest decides how much a feed has room for. Bounded; safe for concurrent use.
 */
final class WrittenEntries {

    /** Bytes of text and entries together: those of a busy minute. */
    private static final int MOST = 64_000_000;

    /** Characters that most entries have at least. */
    static final int USUAL = 4_096;

    private final Links links;
    private final List<FeedWriter> writers;
    private final Cache<UUID, Written> latest = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((UUID story, Written written) -> written.weight())
            .build();

    /** @param writers of all formats, in the order of {@link FeedFormat} */
    WrittenEntries(Links links, List<FeedWriter> writers) {
        this.links = links;
        this.writers = List.copyOf(writers);
    }

    /**
     * An entry in each format.
     *
     * @param entry the very entry it was written from
     */
    record Written(Entry entry, List<byte[]> texts) {

        Written {
            texts = List.copyOf(texts);
        }

        byte[] in(FeedFormat format) {
            return texts.get(format.ordinal());
        }

        /** How many bytes it takes in the format in which it takes most. */
        int longest() {
            return texts.stream().mapToInt(text -> text.length).max().orElse(0);
        }

        private int weight() {
            return 500
                    + 2 * entry.html().length()
                    + texts.stream().mapToInt(text -> text.length).sum();
        }
    }

    /** The entry, written now unless the same one was written before. */
    Written of(Entry entry) {
        Written known = latest.getIfPresent(entry.storyId());
        if (known != null && known.entry().equals(entry)) {
            return known;
        }
        EntryText text = EntryText.of(entry, links);
        var written = new Written(
                entry, writers.stream().map(writer -> writer.entry(text)).toList());
        latest.put(entry.storyId(), written);
        return written;
    }
}
