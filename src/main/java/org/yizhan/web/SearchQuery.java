package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Identity;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.StoryQuery;

/**
 * What somebody searches for, in the one spelling that equal searches share.
 *
 * @param text words separated by one space; empty for any
 */
record SearchQuery(
        String text,
        Optional<String> region,
        Optional<String> topic,
        Optional<String> source,
        Optional<String> organization) {

    private static final int MAX_TEXT = 200;

    /** Reads {@code q}, {@code region}, {@code topic}, {@code source}, {@code organization}; empty ones don't count. */
    static SearchQuery of(MultiMap parameters) {
        return new SearchQuery(
                value(parameters, "q").map(SearchQuery::words).orElse(""),
                value(parameters, "region"),
                value(parameters, "topic"),
                value(parameters, "source"),
                value(parameters, "organization"));
    }

    private static Optional<String> value(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name))
                .map(Characters::valid)
                .map(Identity::nfc)
                .filter(text -> !text.isEmpty());
    }

    private static String words(String text) {
        String words = String.join(" ", text.split("[\\s\\u3000]+"));
        int end = words.length() <= MAX_TEXT ? words.length() : words.offsetByCodePoints(0, codePoints(words));
        return words.substring(0, end);
    }

    private static int codePoints(String words) {
        return Math.min(MAX_TEXT, words.codePointCount(0, words.length()));
    }

    /** The query string without {@code ?}: parameters in a fixed order, empty for a search for everything. */
    String canonical() {
        var query = new StringBuilder();
        if (!text.isEmpty()) {
            append(query, "q", text);
        }
        region.ifPresent(value -> append(query, "region", value));
        topic.ifPresent(value -> append(query, "topic", value));
        source.ifPresent(value -> append(query, "source", value));
        organization.ifPresent(value -> append(query, "organization", value));
        return query.toString();
    }

    private static void append(StringBuilder query, String name, String value) {
        query.append(query.isEmpty() ? "" : "&").append(name).append('=').append(Links.segment(value));
    }

    /** What must hold besides the words. */
    List<FeedName> filters() {
        return Stream.of(
                        region.map(FeedName::region),
                        topic.map(FeedName::topic),
                        source.map(FeedName::source),
                        organization.map(FeedName::organization))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The same search without its condition of one kind. */
    SearchQuery without(FeedName.Kind kind) {
        return new SearchQuery(
                text,
                kind == FeedName.Kind.REGION ? Optional.empty() : region,
                kind == FeedName.Kind.TOPIC ? Optional.empty() : topic,
                kind == FeedName.Kind.SOURCE ? Optional.empty() : source,
                kind == FeedName.Kind.ORGANIZATION ? Optional.empty() : organization);
    }

    /** The feed that holds the same stories; empty where only a search does. */
    Optional<FeedName> standing() {
        List<FeedName> filters = filters();
        if (!text.isEmpty() || filters.size() > 1) {
            return Optional.empty();
        }
        return Optional.of(filters.isEmpty() ? FeedName.ALL : filters.getFirst());
    }

    /** What a person calls it: the words and names asked for; empty for a search for everything. */
    Optional<String> label(KnownFeeds known) {
        Stream<String> words = text.isEmpty() ? Stream.of() : Stream.of(text);
        Stream<String> names = filters().stream().map(name -> known.title(name).orElse(name.value()));
        return Stream.concat(words, names).reduce((left, right) -> left + " · " + right);
    }

    StoryQuery page(Optional<StoryPage.Place> place, int limit) {
        return new StoryQuery(
                text,
                region,
                topic,
                source,
                organization,
                place.map(StoryPage.Place::before),
                place.flatMap(StoryPage.Place::after),
                limit);
    }
}
