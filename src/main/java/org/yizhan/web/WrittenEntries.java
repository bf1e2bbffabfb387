package org.yizhan.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import java.util.function.Supplier;
import org.yizhan.publish.Entry;

/**
 * Entries as they were last written in one format. An entry stands in several feeds and in what is told to each of their
 * subscribers, and reads the same in all of them, so it is written once until it changes. Bounded; safe for concurrent use.
 */
final class WrittenEntries {

    /** Characters of text and entry together, some 16 MB: the entries of a busy minute. */
    private static final int MOST = 8_000_000;

    /** Characters that most entries have at least. */
    static final int USUAL = 4_096;

    private final Cache<UUID, Written> latest = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((UUID story, Written written) ->
                    500 + written.text().length() + written.entry().html().length())
            .build();

    /** The text, and the very entry it was written from. */
    private record Written(Entry entry, String text) {}

    /** The text of an entry, written now unless the same entry was written before. */
    String of(Entry entry, Supplier<String> writing) {
        Written known = latest.getIfPresent(entry.storyId());
        if (known != null && known.entry().equals(entry)) {
            return known.text();
        }
        var written = new Written(entry, writing.get());
        latest.put(entry.storyId(), written);
        return written.text();
    }
}
