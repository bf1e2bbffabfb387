package org.yizhan.web;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A {@link Turnstile} for each kind of list that no change speaks of, so that a flood of one kind keeps no reader of
 * another waiting. Together they let through seven at once: the stages keep five of the connections that the store has by default. Safe for
 * concurrent use.
 */
final class Turnstiles {

    /** What is made behind a turnstile of its own. */
    enum Kind {
        SEARCH(3),
        ARCHIVE(1),
        COMPARISON(1),
        LIST(2);

        private final int room;

        Kind(int room) {
            this.room = room;
        }

        /** The kind of a copy by its {@linkplain FeedCache.Key name}; a list in which words are looked for is a search. */
        static Kind of(String name) {
            if (name.startsWith(FeedCache.SEARCH) || name.contains("?q=") || name.contains("&q=")) {
                return SEARCH;
            }
            if (name.startsWith("archive?")) {
                return ARCHIVE;
            }
            return name.contains("?compare=") ? COMPARISON : LIST;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<Kind, Turnstile> turnstiles = new EnumMap<>(Kind.class);

    Turnstiles() {
        for (Kind kind : Kind.values()) {
            turnstiles.put(kind, new Turnstile(kind.room, PATIENCE));
        }
    }

    /** The one that leads to the copy of this name. */
    Turnstile of(String name) {
        return Objects.requireNonNull(turnstiles.get(Kind.of(name)));
    }
}
