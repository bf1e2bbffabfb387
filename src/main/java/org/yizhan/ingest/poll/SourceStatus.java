package org.yizhan.ingest.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one source fares, its channels taken together.
 *
 * @param state the worst of what is wrong with any channel; where nothing is, the best
 * @param lastSuccess when any of them last answered with what was of use
 * @param failingSince the first of the failures in a row, where a channel is in trouble
 * @param fault the class of what went wrong last there; empty where all is well
 * @param usualGap as {@link Rhythm#usualGap}; empty while that is unknown
 * @param channels how many there are
 * @param ill how many of them are in trouble
 */
public record SourceStatus(
        String source,
        SourceState state,
        Optional<Instant> lastSuccess,
        Optional<Instant> failingSince,
        String fault,
        Optional<Duration> usualGap,
        int channels,
        int ill) {

    /** What one channel being well says of the source comes before what others being silent or paused does. */
    private static final List<SourceState> TELLING = List.of(
            SourceState.GONE,
            SourceState.FAILING,
            SourceState.REDESIGNED,
            SourceState.HELD_OFF,
            SourceState.LATE,
            SourceState.FRESH,
            SourceState.QUIET,
            SourceState.NEVER,
            SourceState.PAUSED,
            SourceState.PUSH_ONLY);

    /** One channel, to be taken together with the others of its source. */
    record Channel(
            String source,
            SourceState state,
            Optional<Instant> lastSuccess,
            Optional<Instant> failingSince,
            String fault,
            Rhythm rhythm) {}

    /** @param channels of one source, at least one */
    static SourceStatus of(List<Channel> channels) {
        Channel worst = channels.stream()
                .min(Comparator.comparingInt(channel -> TELLING.indexOf(channel.state())))
                .orElseThrow();
        boolean trouble = worst.state().isTrouble();
        Rhythm together = channels.stream()
                .map(Channel::rhythm)
                .reduce(Rhythm.unknown(), (sum, rhythm) -> sum.with(rhythm.times()));
        return new SourceStatus(
                worst.source(),
                worst.state(),
                channels.stream().flatMap(one -> one.lastSuccess().stream()).max(Comparator.naturalOrder()),
                trouble ? worst.failingSince() : Optional.empty(),
                trouble ? worst.fault() : "",
                together.usualGap(),
                channels.size(),
                (int) channels.stream().filter(one -> one.state().isTrouble()).count());
    }
}
