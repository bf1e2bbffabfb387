package org.yizhan.publish;

import java.util.Optional;
import java.util.UUID;

/**
 * The name of a standing feed, such as {@code all}, {@code region/620702} or {@code source/cac}: its path below
 * {@code /feeds/} without the format, and the row key under which its entries are filed.
 *
 * @param value the source id, region code, topic slug, organisation id or story id; empty for {@code all}
 */
public record FeedName(Kind kind, String value) {

    /** All stories. */
    public static final FeedName ALL = new FeedName(Kind.ALL, "");

    /** What a standing feed asks for. */
    public enum Kind {
        ALL,
        SOURCE,
        REGION,
        TOPIC,
        ORGANIZATION,
        STORY;

        /** The word in paths: lower case. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public FeedName {
        if (value.isEmpty() != (kind == Kind.ALL)) {
            throw new IllegalArgumentException("every feed but `all` names a value: " + kind + " " + value);
        }
    }

    public static FeedName source(String id) {
        return new FeedName(Kind.SOURCE, id);
    }

    public static FeedName region(String code) {
        return new FeedName(Kind.REGION, code);
    }

    public static FeedName topic(String slug) {
        return new FeedName(Kind.TOPIC, slug);
    }

    public static FeedName organization(String id) {
        return new FeedName(Kind.ORGANIZATION, id);
    }

    public static FeedName story(UUID id) {
        return new FeedName(Kind.STORY, id.toString());
    }

    /** Reads {@code kind/value} as {@link #toString} writes it; empty for anything else. */
    public static Optional<FeedName> parse(String name) {
        if (name.equals("all")) {
            return Optional.of(ALL);
        }
        int slash = name.indexOf('/');
        if (slash < 0 || slash == name.length() - 1) {
            return Optional.empty();
        }
        String word = name.substring(0, slash);
        for (Kind kind : Kind.values()) {
            if (kind != Kind.ALL && kind.word().equals(word)) {
                return Optional.of(new FeedName(kind, name.substring(slash + 1)));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return kind == Kind.ALL ? "all" : kind.word() + "/" + value;
    }
}
