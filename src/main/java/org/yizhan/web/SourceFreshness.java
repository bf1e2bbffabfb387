package org.yizhan.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one source fares, as its page shows it.
 *
 * @param silence how long it has published nothing; empty where it never did
 * @param unusual whether that is longer than nineteen of twenty of its gaps, and than three days
 * @param outages the newest, with the spans in which nothing was fetched
 */
public record SourceFreshness(
        StatusWords words, Freshness freshness, Optional<Duration> silence, boolean unusual, List<Outage> outages) {

    /** Articles that the usual gap is read from. */
    static final int COUNTED = 20;

    private static final int MOST_OUTAGES = 5;
    private static final int FEWEST_GAPS = 10;
    private static final Duration BURST = Duration.ofMinutes(15);

    /** A silence up to this is never longer than usual: a long weekend. */
    private static final Duration QUIET_FLOOR = Duration.ofDays(3);

    public SourceFreshness {
        outages = List.copyOf(outages);
    }

    /**
     * Asks the board; blocks.
     *
     * @param published when its newest articles were, the newest first
     */
    static SourceFreshness of(StatusBoard board, String source, List<Instant> published, Frame frame) {
        Freshness freshness = board.find(source).orElseGet(() -> Freshness.pushed(source));
        Freshness known = freshness.usually(freshness.usualGap().or(() -> usualGap(published)));
        Optional<Duration> silence = published.stream().findFirst().map(last -> Duration.between(last, frame.now()));
        return new SourceFreshness(
                new StatusWords(frame.language()),
                known,
                silence.filter(time -> !time.isNegative()),
                known.state() == Freshness.State.QUIET || isLonger(silence, known.usualGap()),
                board.outages(source, MOST_OUTAGES));
    }

    private static boolean isLonger(Optional<Duration> silence, Optional<Duration> usual) {
        return silence.isPresent()
                && usual.isPresent()
                && silence.get().compareTo(usual.get()) > 0
                && silence.get().compareTo(QUIET_FLOOR) > 0;
    }

    /** The 95th percentile of the gaps; what comes within a quarter of an hour is one event. Empty below ten gaps. */
    static Optional<Duration> usualGap(List<Instant> published) {
        List<Instant> times = published.stream().sorted().toList();
        var gaps = new ArrayList<Duration>();
        Optional<Instant> event = Optional.empty();
        for (Instant time : times) {
            Duration gap = event.map(last -> Duration.between(last, time)).orElse(Duration.ZERO);
            if (event.isPresent() && gap.compareTo(BURST) > 0) {
                gaps.add(gap);
            }
            if (event.isEmpty() || gap.compareTo(BURST) > 0) {
                event = Optional.of(time);
            }
        }
        gaps.sort(Duration::compareTo);
        return gaps.size() < FEWEST_GAPS
                ? Optional.empty()
                : Optional.of(gaps.get((int) Math.ceil(0.95 * gaps.size()) - 1));
    }
}
