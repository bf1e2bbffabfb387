package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yizhan.article.Channel;

/**
 * An article's page that is to be looked at again: an hour, a day and a week after its first fetch. It is kept in the hints
 * of an errand, beside what the list told of the page.
 *
 * @param stage which of the visits is next, from 0 on
 * @param first when the page was first fetched
 * @param asked when it was last asked for
 * @param at when it is to be visited; never sooner
 * @param foundAt where it was found: what is found elsewhere later is another page
 * @param missing whether it was not found at the last visit
 * @param failures how often this visit has failed in a row
 * @param copy what came last
 */
record Revisit(
        int stage, Instant first, Instant asked, Instant at, String foundAt, boolean missing, int failures, Copy copy) {

    private static final List<Duration> AFTER = List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(7));

    /** How long a page that is not found is given to come back. */
    private static final Duration GRACE = Duration.ofDays(1);

    /** How often a visit that fails is repeated: over some ten hours. */
    private static final int REPEATS = 5;

    private static final String PREFIX = "again-";

    /** Of a page that has changed at its last visit: it is not begun anew. */
    static final Map<String, String> LAST = Map.of(PREFIX + "last", "true");

    /** Whether a channel wants its pages looked at again: unless its file says no. */
    static boolean isWanted(Channel channel) {
        return channel.parameter("again").filter("false"::equals).isEmpty();
    }

    /** Whether a hint is one of those by which a visit is remembered. */
    static boolean isItsOwn(String hint) {
        return hint.startsWith(PREFIX);
    }

    /** The first visit of a page that came for the first time. */
    static Revisit begin(String foundAt, Copy copy, Duration lifetime, Instant now) {
        return new Revisit(0, now, now, due(AFTER.getFirst(), lifetime, now, now), foundAt, false, 0, copy);
    }

    private static Instant due(Duration after, Duration least, Instant first, Instant now) {
        Duration wait = least.compareTo(AFTER.getFirst()) > 0 ? least : AFTER.getFirst();
        Instant soonest = now.plus(wait);
        Instant planned = first.plus(after);
        return planned.isAfter(soonest) ? planned : soonest;
    }

    /** The visit after one at {@code now}; empty after the last. */
    Optional<Revisit> next(Copy latest, Duration least, Instant now) {
        return stage + 1 < AFTER.size()
                ? Optional.of(new Revisit(
                        stage + 1,
                        first,
                        now,
                        due(AFTER.get(stage + 1), least, first, now),
                        foundAt,
                        missing,
                        0,
                        latest))
                : Optional.empty();
    }

    /** The page was there. */
    Revisit present() {
        return new Revisit(stage, first, asked, at, foundAt, false, 0, copy);
    }

    /** It was not found: it is asked for once more before it is believed. */
    Revisit lost(Instant now) {
        return new Revisit(stage, first, now, due(GRACE, GRACE, now, now), foundAt, true, 0, copy);
    }

    /** How often it has been tried, this time included. */
    int attempts() {
        return failures + 1;
    }

    /** It failed: the same visit once more at {@code when}; empty where it has been repeated often enough. */
    Optional<Revisit> repeated(Instant when, Instant now) {
        return failures < REPEATS
                ? Optional.of(new Revisit(stage, first, now, when, foundAt, missing, failures + 1, copy))
                : Optional.empty();
    }

    /** As an errand, with {@code listed} as what the list told. */
    Errand errand(String url, Map<String, String> listed) {
        var hints = new HashMap<>(listed);
        hints.keySet().removeIf(Revisit::isItsOwn);
        hints.putAll(hints());
        return new Errand(Claim.Task.AGAIN, url, hints, Optional.of(at));
    }

    /** What a further page of the same article keeps of it. */
    Map<String, String> hints() {
        var hints = new HashMap<String, String>();
        hints.put(PREFIX + "stage", String.valueOf(stage));
        hints.put(PREFIX + "first", first.toString());
        hints.put(PREFIX + "asked", asked.toString());
        hints.put(PREFIX + "at", at.toString());
        hints.put(PREFIX + "found-at", foundAt);
        hints.put(PREFIX + "missing", String.valueOf(missing));
        hints.put(PREFIX + "failures", String.valueOf(failures));
        hints.put(PREFIX + "hash", copy.hash());
        copy.etag().ifPresent(value -> hints.put(PREFIX + "etag", value));
        copy.lastModified().ifPresent(value -> hints.put(PREFIX + "last-modified", value));
        copy.date().ifPresent(value -> hints.put(PREFIX + "date", value));
        copy.wholeAt().ifPresent(value -> hints.put(PREFIX + "whole-at", value.toString()));
        return hints;
    }

    /** Whether these hints are of a page whose visits have begun, or are over. */
    static boolean isKnown(Map<String, String> hints) {
        return hints.keySet().stream().anyMatch(Revisit::isItsOwn);
    }

    /** The visit that these hints remember; empty where they are those of a first fetch. */
    static Optional<Revisit> of(Map<String, String> hints) {
        return hints.containsKey(PREFIX + "stage") ? Optional.of(read(hints)) : Optional.empty();
    }

    /** The visit that {@code claim} is for. */
    static Revisit of(Claim claim) {
        return read(claim.hints());
    }

    private static Revisit read(Map<String, String> hints) {
        return new Revisit(
                Integer.parseInt(text(hints, "stage").orElse("0")),
                time(hints, "first"),
                time(hints, "asked"),
                time(hints, "at"),
                text(hints, "found-at").orElse(""),
                text(hints, "missing").filter("true"::equals).isPresent(),
                Integer.parseInt(text(hints, "failures").orElse("0")),
                new Copy(
                        text(hints, "etag"),
                        text(hints, "last-modified"),
                        text(hints, "date"),
                        text(hints, "hash").orElse(""),
                        text(hints, "whole-at").map(Instant::parse),
                        ""));
    }

    private static Optional<String> text(Map<String, String> hints, String name) {
        return Optional.ofNullable(hints.get(PREFIX + name));
    }

    private static Instant time(Map<String, String> hints, String name) {
        return text(hints, name).map(Instant::parse).orElse(Instant.EPOCH);
    }
}
