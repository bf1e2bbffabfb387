package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When a source brings something new, and how often it is to be asked for that.
 *
 * <p>The estimator: items within a quarter of an hour are one event, so a burst counts once. A source is asked every
 * quarter of the median gap between its last events, so that half of what it brings is seen within an eighth of that gap
 * and a few odd gaps move nothing. While it is silent for long (nights, holidays, for good) it is asked every twentieth
 * of the silence, where that is longer. Both lie between 5 minutes and 24 hours.
 *
 * @param times of the newest items, oldest first, at most 50
 */
public record Rhythm(List<Instant> times) {

    /** The interval of a source whose rhythm is not known yet. */
    static final Duration UNKNOWN = Duration.ofMinutes(30);

    static final Duration SHORTEST = Duration.ofMinutes(5);
    static final Duration LONGEST = Duration.ofHours(24);

    /** A silence up to this is never longer than usual: a long weekend. */
    static final Duration QUIET_FLOOR = Duration.ofDays(3);

    private static final int MOST = 50;
    private static final int FEWEST_GAPS = 3;
    private static final int GAPS_FOR_QUIET = 10;
    private static final Duration BURST = Duration.ofMinutes(15);

    public Rhythm {
        var sorted = new ArrayList<>(new TreeSet<>(times));
        times = List.copyOf(sorted.subList(Math.max(0, sorted.size() - MOST), sorted.size()));
    }

    /** Nothing is known. */
    static Rhythm unknown() {
        return new Rhythm(List.of());
    }

    Rhythm with(Collection<Instant> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(times);
        all.addAll(more);
        return new Rhythm(all);
    }

    /** How often to ask, from what it brought so far; how long it is silent by now is left out. */
    Duration learned() {
        List<Duration> gaps = gaps();
        return gaps.size() < FEWEST_GAPS
                ? UNKNOWN
                : within(percentile(gaps, 0.5).dividedBy(4));
    }

    /** How often to ask for the sake of a silence that lasts. */
    Duration silent(Instant now) {
        return newest().map(last -> within(Duration.between(last, now).dividedBy(20)))
                .orElse(SHORTEST);
    }

    /** The longest silence that is usual: the 95th percentile of the gaps, at least three days; empty while unknown. */
    Optional<Duration> quietAfter() {
        return usualGap().map(gap -> gap.compareTo(QUIET_FLOOR) < 0 ? QUIET_FLOOR : gap);
    }

    /** Nineteen of twenty gaps are no longer; empty with fewer than ten gaps. */
    public Optional<Duration> usualGap() {
        List<Duration> gaps = gaps();
        return gaps.size() < GAPS_FOR_QUIET ? Optional.empty() : Optional.of(percentile(gaps, 0.95));
    }

    Optional<Instant> newest() {
        return times.isEmpty() ? Optional.empty() : Optional.of(times.getLast());
    }

    /** The first moment of each burst alone, so that one large burst leaves room for what is known of those before. */
    Rhythm events() {
        var events = new ArrayList<Instant>();
        for (Instant time : times) {
            if (events.isEmpty() || Duration.between(events.getLast(), time).compareTo(BURST) > 0) {
                events.add(time);
            }
        }
        return new Rhythm(events);
    }

    private List<Duration> gaps() {
        List<Instant> events = events().times();
        return IntStream.range(1, events.size())
                .mapToObj(next -> Duration.between(events.get(next - 1), events.get(next)))
                .toList();
    }

    static Duration percentile(List<Duration> gaps, double share) {
        List<Duration> sorted = gaps.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    static Duration within(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return interval.compareTo(LONGEST) > 0 ? LONGEST : interval;
    }

    List<Long> seconds() {
        return times.stream().map(Instant::getEpochSecond).toList();
    }

    static Rhythm of(Long[] seconds) {
        return new Rhythm(Stream.of(seconds).map(Instant::ofEpochSecond).toList());
    }
}
