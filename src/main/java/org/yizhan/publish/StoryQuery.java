package org.yizhan.publish;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.search.Question;
import org.yizhan.search.QuestionReader;
import org.yizhan.search.Wanted;

/**
 * A question about stories; all given conditions must hold.
 *
 * @param text what is looked for, as {@link QuestionReader} reads it; empty for any
 * @param region GB/T 2260 code, descendants included
 * @param before only stories first published before this time, for paging
 * @param after with {@code before}: also those first published at that very time whose id comes after this one, so that
 *     a page may end between stories of one time
 * @param limit at most so many, 1 to 200
 * @param span when they were first published
 * @param order which come first
 * @param rank with {@code before} and {@code after}, where they are ordered by relevance: that of the last one seen
 */
public record StoryQuery(
        String text,
        Optional<String> region,
        Optional<String> topic,
        Optional<String> source,
        Optional<String> organization,
        Optional<Instant> before,
        Optional<UUID> after,
        int limit,
        Span span,
        Wanted.Order order,
        Optional<Float> rank) {

    /** No story has a later id. */
    private static final UUID LAST = new UUID(-1, -1);

    /** From a time on, and before another. */
    public record Span(Optional<Instant> from, Optional<Instant> until) {
        public static final Span ALWAYS = new Span(Optional.empty(), Optional.empty());
    }

    /** A query for what is newest, at any time, whose pages end at a story. */
    public StoryQuery(
            String text,
            Optional<String> region,
            Optional<String> topic,
            Optional<String> source,
            Optional<String> organization,
            Optional<Instant> before,
            Optional<UUID> after,
            int limit) {
        this(
                text,
                region,
                topic,
                source,
                organization,
                before,
                after,
                limit,
                Span.ALWAYS,
                Wanted.Order.NEWEST,
                Optional.empty());
    }

    /** A query whose pages end at a time. */
    public StoryQuery(
            String text,
            Optional<String> region,
            Optional<String> topic,
            Optional<String> source,
            Optional<String> organization,
            Optional<Instant> before,
            int limit) {
        this(text, region, topic, source, organization, before, Optional.empty(), limit);
    }

    public StoryQuery {
        if (limit < 1 || limit > 200) {
            throw new IllegalArgumentException("limit is " + limit + "; give 1 to 200");
        }
    }

    /** What is looked for; what can't be read is as it stands. */
    Question question() {
        return switch (QuestionReader.read(text)) {
            case QuestionReader.Read.Understood understood -> understood.question();
            case QuestionReader.Read.Refused refused -> new Question.Words(text, true);
        };
    }

    /** The feeds that must all hold the story, the one that is likely the narrowest first; none for all stories. */
    List<String> feeds() {
        return Stream.of(
                        organization.map(FeedName::organization),
                        source.map(FeedName::source),
                        topic.map(FeedName::topic),
                        region.map(FeedName::region))
                .flatMap(Optional::stream)
                .map(FeedName::toString)
                .map(Documents::storable)
                .toList();
    }

    /** Whether it asks for some stories only. */
    boolean isNarrowed() {
        return !feeds().isEmpty()
                || span.from().isPresent()
                || span.until().isPresent()
                || !(question() instanceof Question.Anything);
    }

    /** The same for an index. */
    public Wanted wanted() {
        Optional<Wanted.Hit> behind =
                before.map(time -> new Wanted.Hit(after.orElse(LAST), time, rank.orElse(Float.MAX_VALUE)));
        return new Wanted(question(), feeds(), span.from(), span.until(), order, behind, limit);
    }
}
