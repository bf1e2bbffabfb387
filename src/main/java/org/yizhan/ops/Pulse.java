package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much goes through each stage of this instance, felt every few seconds by {@link #feel} and written down once a
 * minute. Safe for concurrent use.
 */
public final class Pulse {

    /** How often it is to be felt. */
    public static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Pulse.class);
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Metrics metrics;
    private final PulseLog book;
    private final Clock clock;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private Optional<Reading> written = Optional.empty();

    public Pulse(Metrics metrics, PulseLog book, Clock clock) {
        this.metrics = metrics;
        this.book = book;
        this.clock = clock;
    }

    /** All counters at one moment; the times are {@code publish}'s, from an article's receipt to its being seen. */
    private record Reading(Instant at, List<Metrics.Seen> stages, List<Spread> delays) {}

    /**
     * What a stage does in a minute, going by the last one.
     *
     * @param failed dead letters
     * @param delay how long 95 of 100 articles took from their receipt to the end of this stage
     */
    public record Rate(String stage, double received, double sent, double failed, Optional<Duration> delay) {}

    /** How long half of the last minute's articles took from their receipt until they could be read, and 95 of 100. */
    public record Delay(Duration half, Duration most) {}

    /** Reads all counters; writes down the minute that is over. */
    public void feel() {
        List<Metrics.Seen> seen = metrics.seen();
        var now = new Reading(
                clock.instant(),
                seen,
                seen.stream()
                        .map(stage -> metrics.stage(stage.stage()).delays())
                        .toList());
        Optional<Minute> over;
        synchronized (this) {
            readings.addLast(now);
            while (readings.size() > 2
                    && readings.peekFirst().at().isBefore(now.at().minus(SPAN))) {
                readings.removeFirst();
            }
            over = minute(now);
        }
        over.ifPresent(this::write);
    }

    /** A minute that is over, with what each stage did in it. */
    private record Minute(Instant begin, List<PulseLog.Beat> beats) {}

    private Optional<Minute> minute(Reading now) {
        Reading before = written.orElse(now);
        if (written.isPresent() && !minuteOf(before).isBefore(minuteOf(now))) {
            return Optional.empty();
        }
        written = Optional.of(now);
        return before == now ? Optional.empty() : Optional.of(new Minute(minuteOf(before), beats(before, now)));
    }

    private static Instant minuteOf(Reading reading) {
        return reading.at().truncatedTo(ChronoUnit.MINUTES);
    }

    private static List<PulseLog.Beat> beats(Reading before, Reading now) {
        var beats = new ArrayList<PulseLog.Beat>();
        for (int i = 0; i < before.stages().size(); i++) {
            Metrics.Seen then = before.stages().get(i);
            Metrics.Seen seen = now.stages().get(i);
            Optional<Duration> delay =
                    now.delays().get(i).since(before.delays().get(i)).quantile(0.95);
            beats.add(new PulseLog.Beat(
                    seen.stage(),
                    seen.received() - then.received(),
                    seen.sent() - then.sent(),
                    seen.dead() - then.dead(),
                    seen.lag(),
                    delay.map(Duration::toMillis).map(OptionalLong::of).orElse(OptionalLong.empty())));
        }
        return beats;
    }

    private void write(Minute minute) {
        try {
            book.write(minute.begin(), minute.beats());
        } catch (SQLException away) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(away.toString(), 300))
                    .log("a minute of the stages' work could not be written down");
        }
    }

    /** What each stage does in a minute; nothing before two readings. */
    public synchronized List<Rate> rates() {
        if (readings.size() < 2) {
            return List.of();
        }
        Reading first = readings.getFirst();
        Reading last = readings.getLast();
        double minutes = Duration.between(first.at(), last.at()).toMillis() / 60_000.0;
        return beats(first, last).stream()
                .map(beat -> new Rate(
                        beat.stage(),
                        beat.received() / minutes,
                        beat.sent() / minutes,
                        beat.dead() / minutes,
                        beat.delay().isPresent()
                                ? Optional.of(Duration.ofMillis(beat.delay().getAsLong()))
                                : Optional.empty()))
                .toList();
    }

    /** From receipt until it can be read; empty where nothing came in the last minute. */
    public synchronized Optional<Delay> delay() {
        if (readings.size() < 2) {
            return Optional.empty();
        }
        List<String> names =
                readings.getLast().stages().stream().map(Metrics.Seen::stage).toList();
        int publish = names.indexOf("publish");
        Spread spread = readings.getLast()
                .delays()
                .get(publish)
                .since(readings.getFirst().delays().get(publish));
        return spread.quantile(0.5).flatMap(half -> spread.quantile(0.95).map(most -> new Delay(half, most)));
    }
}
