package org.yizhan.ops;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yizhan.article.Hop;

/** Reads the id of an article or a story off what people copy from us: entries' names, and addresses of our own. */
final class TraceName {

    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

    /** The name of a story in feeds (RFC 4151): {@code tag:yizhan.org,2026:story/…}. */
    private static final Pattern NAME = Pattern.compile("(?i)tag:[^:]+:story/" + ID);

    /** Of pages, feeds and JSON about one article or story. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i)(?:https?://[^/]+)?/(?:[\\w/]*/)?(?:stories|story|articles|trace)/" + ID + "(?:[./?#].*)?");

    private static final Pattern LETTER =
            Pattern.compile("(?:https?://[^/]+)?/(?:api/v1/)?ops/dead-letters/([0-9]{1,18})(?:[/?#].*)?");

    /** The trace id of an arrival, as the stages seal it. */
    private static final Pattern ARRIVAL = Pattern.compile("[0-9a-z-]{16,64}");

    /** The trace id of a letter itself, which says where its record lay. */
    private static final Pattern BURIED = Pattern.compile("dead-([a-z.]+)-([0-9]{1,9})-([0-9]{1,18})");

    private TraceName() {}

    /** A record on a topic. */
    record Spot(String topic, Hop.Place place) {}

    /** The trace id that this is, or may be. */
    static Optional<String> arrival(String text) {
        return Optional.of(text.toLowerCase(Locale.ROOT)).filter(ARRIVAL.asMatchPredicate());
    }

    /** Where the record of a letter lay, by the trace id that the letter itself has. */
    static Optional<Spot> buried(String text) {
        Matcher matcher = BURIED.matcher(text);
        return matcher.matches()
                ? Optional.of(new Spot(
                        matcher.group(1),
                        new Hop.Place(Integer.parseInt(matcher.group(2)), Long.parseLong(matcher.group(3)))))
                : Optional.empty();
    }

    /** The id that stands in it; empty where it is none of ours. */
    static Optional<UUID> id(String text) {
        return first(NAME, text).or(() -> first(ADDRESS, text)).map(UUID::fromString);
    }

    /** The number of a dead letter: alone, or in the address of its page. */
    static Optional<Long> letter(String text) {
        return OpsApi.isId(text)
                ? Optional.of(Long.valueOf(text))
                : first(LETTER, text).map(Long::valueOf);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
