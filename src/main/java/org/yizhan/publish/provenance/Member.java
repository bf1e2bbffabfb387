package org.yizhan.publish.provenance;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.yizhan.article.Attribution;

/**
 * An article of a story, as far as its provenance goes.
 *
 * @param url empty where it has none
 * @param publishedAt when it was first published
 * @param matched the article that deduplication found it to repeat
 * @param withdrawn whether its source took it back
 * @param formerTitles what it was called before, oldest first; one for each former revision
 * @param continuation whether it is a further part of the piece that it matched, on another page
 */
public record Member(
        UUID id,
        String source,
        String title,
        String url,
        Instant publishedAt,
        Attribution attribution,
        Optional<UUID> matched,
        boolean withdrawn,
        List<String> formerTitles,
        boolean continuation) {

    public Member {
        formerTitles = List.copyOf(formerTitles);
    }

    /** One that is whole and was never called otherwise. */
    public Member(
            UUID id,
            String source,
            String title,
            String url,
            Instant publishedAt,
            Attribution attribution,
            Optional<UUID> matched,
            boolean withdrawn) {
        this(id, source, title, url, publishedAt, attribution, matched, withdrawn, List.of(), false);
    }

    /** Whether it has said something else before. */
    public boolean wasRevised() {
        return !formerTitles.isEmpty();
    }

    /** What became of its title in {@code taker}'s. */
    TitleChange titleIn(Member taker) {
        return TitleChange.between(titleFor(taker), taker.title());
    }

    /** The one of all titles that it has had that {@code taker} changed least; today's where that says as little. */
    private String titleFor(Member taker) {
        return titleFor(taker, Optional.empty());
    }

    /** The same; that of {@code revision}, whose text was taken, where that says as little. */
    String titleFor(Member taker, Optional<Integer> revision) {
        Stream<String> taken = revision.stream()
                .filter(number -> number <= formerTitles.size())
                .map(number -> formerTitles.get(number - 1));
        return Stream.of(taken, Stream.of(title), formerTitles.stream())
                .flatMap(titles -> titles)
                .min(Comparator.comparing(had -> TitleChange.between(had, taker.title())))
                .orElseThrow();
    }
}
