package org.yizhan.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.PublicationTime;

/** Reads the dates of one document's entries and remembers which it could not read. Not safe for concurrent use. */
final class EntryTimes {

    private static final int SHOWN = 40;

    private final List<String> unreadable = new ArrayList<>();

    /** The time in {@code text}; China's where it names no zone; empty for none. */
    Optional<Instant> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> at = PublicationTime.written(text, PublicationTime.ZONE);
        if (at.isEmpty()) {
            unreadable.add(text);
        }
        return at;
    }

    /** One for all that could not be read. */
    List<String> warnings() {
        if (unreadable.isEmpty()) {
            return List.of();
        }
        String first = unreadable.getFirst();
        return List.of(unreadable.size() + " dates could not be read, the first is “"
                + first.substring(0, Math.min(SHOWN, first.length())) + "”");
    }
}
