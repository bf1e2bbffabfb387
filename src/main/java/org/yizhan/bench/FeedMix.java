package org.yizhan.bench;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Deals feeds out to subscribers: those that the articles of a first batch are in, in turn, in three formats. */
final class FeedMix {
    private static final List<String> FORMATS = List.of("atom", "rss", "json");
    private static final int KINDS = 10;
    private static final int NARROW_KINDS = 5;

    private final List<Export.Line> known;
    private final Audience.Taste taste;

    /** @param known articles that are published */
    FeedMix(List<Export.Line> known, Audience.Taste taste) {
        this.known = List.copyOf(known);
        this.taste = taste;
    }

    /** The feed of subscriber {@code number}. */
    FollowedFeed feed(int number) {
        var format = "." + FORMATS.get(number % FORMATS.size());
        return switch (taste) {
            case ALL -> everything(".atom");
            case NARROW -> narrow(number % NARROW_KINDS, number / NARROW_KINDS, format);
            case MIXED ->
                number % KINDS < NARROW_KINDS
                        ? everything(format)
                        : narrow(number % KINDS - NARROW_KINDS, number / KINDS, format);
        };
    }

    private FollowedFeed narrow(int kind, int turn, String format) {
        return switch (kind) {
            case 0 -> source(turn, format);
            case 1 -> tagged("region", turn, format);
            case 2 -> tagged("topic", turn, format);
            case 3 -> tagged("organization", turn, format);
            default -> search(turn, format);
        };
    }

    private static FollowedFeed everything(String format) {
        return new FollowedFeed("/feeds/all" + format, false, line -> true);
    }

    private FollowedFeed source(int turn, String format) {
        String source = pick(known.stream().map(Export.Line::source), turn);
        return new FollowedFeed("/feeds/source/" + source + format, false, of(source));
    }

    private FollowedFeed search(int turn, String format) {
        String source = pick(known.stream().map(Export.Line::source), turn);
        return new FollowedFeed("/feeds/search" + format + "?source=" + source, true, of(source));
    }

    private static Predicate<Export.Line> of(String source) {
        return line -> line.source().equals(source);
    }

    /** Where no article has such a tag, its source's feed. */
    private FollowedFeed tagged(String scheme, int turn, String format) {
        List<String> ids = known.stream()
                .flatMap(line -> line.tags().stream())
                .filter(tag -> tag.scheme().equals(scheme))
                .map(Export.Label::id)
                .distinct()
                .sorted()
                .toList();
        if (ids.isEmpty()) {
            return source(turn, format);
        }
        String id = ids.get(turn % ids.size());
        return new FollowedFeed(
                "/feeds/" + scheme + "/" + id + format,
                false,
                line -> line.tags().stream().anyMatch(tag -> tag.isIn(scheme, id)));
    }

    private static String pick(Stream<String> all, int turn) {
        List<String> distinct = all.distinct().sorted().toList();
        return distinct.get(turn % distinct.size());
    }
}
