package org.yizhan.deliver;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What there is to subscribe to, and what is new in it. Safe for concurrent use; may block; throws {@link
 * IllegalStateException} where the store is away.
 */
public interface Topics {

    /** What an address leads to. */
    sealed interface Found {
        /** A feed of ours that would be answered 200. */
        record Feed(Topic topic) implements Found {}

        /** No feed of ours; {@code why} says what is to be mended. */
        record None(String why) implements Found {}
    }

    /**
     * How a topic reads at a moment.
     *
     * @param seq everything up to this change sequence number is in it
     * @param etag the document's tag where whole documents are compared; empty where only changes are told, or were since
     *     it was compared; behind {@link #UNKNOWN} where the document may say something else that was not told
     * @param within the last story told of in the batch of changes {@code seq + 1}, where some of that is known too
     */
    record State(long seq, String etag, Optional<UUID> within) {

        /** One at the end of a batch. */
        public State(long seq, String etag) {
            this(seq, etag, Optional.empty());
        }

        /** Begins no tag: the document is to be looked at as soon as may be, and held against the tag behind it, if any. */
        public static final String UNKNOWN = "?";

        /** The same up to {@code upTo}, but for something that was not told. */
        public State unsaid(long upTo) {
            return new State(upTo, isUnsaid() ? etag : UNKNOWN + etag);
        }

        public boolean isUnsaid() {
            return etag.startsWith(UNKNOWN);
        }

        /** The tag of the document that was told last; empty where none is known. */
        public String told() {
            return isUnsaid() ? etag.substring(UNKNOWN.length()) : etag;
        }
    }

    /** What a subscriber has to be told. */
    sealed interface News {
        /** Nothing that a reader would see; from now on the subscriber knows {@code state}. */
        record Nothing(State state) implements News {}

        /**
         * Documents of the topic, to be delivered one after the other.
         *
         * @param state what is known by who has got all of them
         * @param contentType the topic's own
         * @param link the {@code Link} header that names hub and topic
         * @param more whether there is already more
         */
        record Documents(State state, String contentType, String link, List<Document> documents, boolean more)
                implements News {
            public Documents {
                documents = List.copyOf(documents);
            }
        }

        /**
         * One of them.
         *
         * @param known what is known by who has got it and those before it
         */
        record Document(byte[] body, State known) {}

        /** The topic is no more. */
        record Gone(String reason) implements News {}
    }

    /**
     * What changed for readers with one batch.
     *
     * @param topics the names of the feeds that read differently, those of stories among them
     */
    record Change(long seq, Instant at, List<String> topics) {
        public Change {
            topics = List.copyOf(topics);
        }
    }

    /** The feed at an absolute address. */
    Found find(String url);

    /** How the topic reads now. */
    State state(Topic topic);

    /**
     * Some who know the same of a topic.
     *
     * @param first whether nothing has been delivered to them yet
     * @param look whether it is time to look whether a search reads as they know it, whatever is known to have changed
     */
    record Reader(Topic topic, State known, boolean first, boolean look) {}

    /**
     * What is new for each of these, none of a search: read together and told as soon as it is there, on any thread.
     * One whose news can't be made is left out. Returns when all are told.
     */
    void news(Collection<Reader> readers, BiConsumer<Reader, News> each);

    /** The same for readers of searches. */
    void found(Collection<Reader> readers, BiConsumer<Reader, News> each);

    /**
     * The searches that what happened after a number has to do with.
     *
     * @param searches by path: the number of the last such change
     * @param unread whether so much happened that others may have been missed
     */
    record Touched(Map<String, Long> searches, boolean unread) {
        public static final Touched NONE = new Touched(Map.of(), false);

        public Touched {
            searches = Map.copyOf(searches);
        }
    }

    /** Which of these searches, given by their paths, are touched by what happened after {@code seq}. */
    Touched touched(long seq, Collection<String> searches);

    /** The batches after {@code seq}, oldest first. */
    List<Change> changes(long seq, int limit);
}
