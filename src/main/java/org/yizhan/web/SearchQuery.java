package org.yizhan.web;

import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Identity;
import org.yizhan.publish.FeedName;
import org.yizhan.publish.StoryQuery;
import org.yizhan.search.Question;
import org.yizhan.search.QuestionReader;
import org.yizhan.search.Wanted;

/**
 * What somebody searches for, in the one spelling that equal searches share.
 *
 * @param text what is looked for, as {@link QuestionReader} understood it, in canonical form; empty for any
 * @param from first day of China's calendar on which they may have been published
 * @param to last such day
 */
record SearchQuery(
        String text,
        Optional<String> region,
        Optional<String> topic,
        Optional<String> source,
        Optional<String> organization,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Wanted.Order order) {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

    static final String RELEVANCE = "relevance";

    private static final int LONGEST_TYPED = 500;

    /**
     * Reads {@code q}, {@code region}, {@code topic}, {@code source}, {@code organization}, {@code from}, {@code to},
     * {@code sort}; empty ones don't count.
     *
     * @param parameters those that {@link SearchFaults} finds nothing in
     */
    static SearchQuery of(MultiMap parameters) {
        String text = value(parameters, "q").map(SearchQuery::words).orElse("");
        boolean ranked = !text.isEmpty() && RELEVANCE.equals(parameters.get("sort"));
        return new SearchQuery(
                text,
                value(parameters, "region"),
                value(parameters, "topic"),
                value(parameters, "source"),
                value(parameters, "organization"),
                Parameters.given(parameters, "from").flatMap(Parameters::day),
                Parameters.given(parameters, "to").flatMap(Parameters::day),
                ranked ? Wanted.Order.RELEVANCE : Wanted.Order.NEWEST);
    }

    static Optional<String> value(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name))
                .map(Characters::valid)
                .map(Identity::nfc)
                .filter(text -> !text.isEmpty());
    }

    private static String words(String text) {
        return understood(text).canonical().toString();
    }

    /**
     * The words as this one wrote them, for him to read again: equal searches share no more than their answers. Empty
     * where nothing is looked for; what is longer than any search box takes is written as it was understood.
     */
    static String typed(MultiMap parameters) {
        return value(parameters, "q")
                .filter(text -> !words(text).isEmpty())
                .map(text -> text.length() <= LONGEST_TYPED
                        ? text.strip()
                        : understood(text).toString())
                .orElse("");
    }

    /** The same search as one wrote it, for what he reads and where that leads; its answers are those of this one. */
    SearchQuery spelt(String typed) {
        return new SearchQuery(typed, region, topic, source, organization, from, to, order);
    }

    private static Question understood(String text) {
        return switch (QuestionReader.read(text)) {
            case QuestionReader.Read.Understood understood -> understood.question();
            case QuestionReader.Read.Refused refused ->
                throw new IllegalArgumentException(
                        "more than " + refused.limit().most() + " " + refused.limit());
        };
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
        from.ifPresent(day -> append(query, "from", day.toString()));
        to.ifPresent(day -> append(query, "to", day.toString()));
        if (order == Wanted.Order.RELEVANCE) {
            append(query, "sort", RELEVANCE);
        }
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

    /** The same search with one condition more, or another of its kind. */
    SearchQuery with(FeedName name) {
        return new SearchQuery(
                text,
                name.kind() == FeedName.Kind.REGION ? Optional.of(name.value()) : region,
                name.kind() == FeedName.Kind.TOPIC ? Optional.of(name.value()) : topic,
                name.kind() == FeedName.Kind.SOURCE ? Optional.of(name.value()) : source,
                name.kind() == FeedName.Kind.ORGANIZATION ? Optional.of(name.value()) : organization,
                from,
                to,
                order);
    }

    /** The same search without its condition of one kind. */
    SearchQuery without(FeedName.Kind kind) {
        return new SearchQuery(
                text,
                kind == FeedName.Kind.REGION ? Optional.empty() : region,
                kind == FeedName.Kind.TOPIC ? Optional.empty() : topic,
                kind == FeedName.Kind.SOURCE ? Optional.empty() : source,
                kind == FeedName.Kind.ORGANIZATION ? Optional.empty() : organization,
                from,
                to,
                order);
    }

    /** The same search from any day on. */
    SearchQuery fromAnyDay() {
        return new SearchQuery(text, region, topic, source, organization, Optional.empty(), to, order);
    }

    /** The same search to any day. */
    SearchQuery toAnyDay() {
        return new SearchQuery(text, region, topic, source, organization, from, Optional.empty(), order);
    }

    /** The same search in the other order. */
    SearchQuery inOrder(Wanted.Order other) {
        return new SearchQuery(text, region, topic, source, organization, from, to, other);
    }

    /** The days that it is narrowed to, such as 2026-11-01 – 2026-11-23; empty for always. */
    String days() {
        return from.isEmpty() && to.isEmpty()
                ? ""
                : from.map(LocalDate::toString).orElse("") + " – "
                        + to.map(LocalDate::toString).orElse("");
    }

    /** The feed that holds the same stories; empty where only a search does. */
    Optional<FeedName> standing() {
        List<FeedName> filters = filters();
        if (!text.isEmpty() || filters.size() > 1 || !days().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(filters.isEmpty() ? FeedName.ALL : filters.getFirst());
    }

    /** What a person calls it: the words and names asked for; empty for a search for everything. */
    Optional<String> label(KnownFeeds known) {
        Stream<String> words = text.isEmpty() ? Stream.of() : Stream.of(text);
        Stream<String> names = filters().stream().map(name -> known.title(name).orElse(name.value()));
        Stream<String> days = Stream.of(days()).filter(span -> !span.isEmpty());
        return Stream.of(words, names, days).flatMap(parts -> parts).reduce((left, right) -> left + " · " + right);
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
                limit,
                new StoryQuery.Span(from.map(SearchQuery::begin), to.map(day -> begin(day.plusDays(1)))),
                order,
                place.flatMap(StoryPage.Place::rank));
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(CHINA).toInstant();
    }
}
