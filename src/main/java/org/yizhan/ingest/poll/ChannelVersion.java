package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.yizhan.article.Masked;

/**
 * How a channel was declared from some moment on.
 *
 * @param no of its versions, from 1
 * @param kind {@code poll-feed}, …
 * @param parameters what its file said, without a password; what else opens something is masked
 */
public record ChannelVersion(int no, Instant at, Event event, String kind, Map<String, String> parameters) {

    /** How many of a channel are kept. */
    public static final int KEPT = 20;

    /** What the program fills in by itself, and what nobody is to read. */
    private static final List<String> UNSAID = List.of("channel", "password");

    public ChannelVersion {
        parameters = Map.copyOf(said(parameters));
    }

    static Map<String, String> said(Map<String, String> parameters) {
        var said = new TreeMap<>(parameters);
        said.keySet().removeAll(UNSAID);
        said.values().removeIf(String::isBlank);
        return Masked.values(said);
    }

    /** What happened to the declaration. */
    public enum Event {
        /** A file named the channel for the first time. */
        DECLARED,
        /** It says something else. */
        CHANGED,
        /** A file names it again. */
        RETURNED,
        /** No file names it any more. */
        REMOVED;

        /** As it is written: {@code declared}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Event of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * One thing that is said otherwise.
     *
     * @param before empty: it was not said
     * @param after empty: it is not said any more
     */
    public record Change(String name, Optional<String> before, Optional<String> after) {}

    /** What it says otherwise than {@code before}, by name; the kind goes by {@code routeTemplateRef}. */
    public List<Change> since(ChannelVersion before) {
        Map<String, String> then = before.all();
        Map<String, String> now = all();
        var names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        var changes = new ArrayList<Change>();
        for (String name : names) {
            var change = new Change(name, Optional.ofNullable(then.get(name)), Optional.ofNullable(now.get(name)));
            Stream.of(change).filter(one -> !one.before().equals(one.after())).forEach(changes::add);
        }
        return changes;
    }

    private Map<String, String> all() {
        var all = new TreeMap<>(parameters);
        all.put("routeTemplateRef", kind);
        return all;
    }
}
