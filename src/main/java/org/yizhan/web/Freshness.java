package org.yizhan.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * How a source fares, as subscribers are told.
 *
 * @param lastSuccess when it was last fetched with success
 * @param failingSince the first of the failures in a row, where it is in trouble
 * @param cause the class of what went wrong, such as {@code timeout}; empty where nothing did
 * @param usualGap nineteen of twenty gaps between its publications are no longer; empty while that is unknown
 * @param routes by how many ways it is fetched
 * @param ill how many of them are in trouble
 */
public record Freshness(
        String source,
        State state,
        Optional<Instant> lastSuccess,
        Optional<Instant> failingSince,
        String cause,
        Optional<Duration> usualGap,
        int routes,
        int ill) {

    /** The states, those to be read first ahead. */
    public enum State {
        FAILING,
        GONE,
        REDESIGNED,
        HELD_OFF,
        LATE,
        QUIET,
        NEVER,
        PAUSED,
        FRESH,
        PUSH_ONLY;

        /** The state as addresses and programs write it: {@code push-only}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether nothing comes from the source, or not all. */
        public boolean isTrouble() {
            return this == FAILING || this == GONE || this == REDESIGNED;
        }

        /** Whether it ought to be fetched. */
        boolean isPolled() {
            return this != PAUSED && this != PUSH_ONLY;
        }

        static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word().equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** A source that nobody fetches: others push its articles. */
    static Freshness pushed(String source) {
        return new Freshness(source, State.PUSH_ONLY, Optional.empty(), Optional.empty(), "", Optional.empty(), 0, 0);
    }

    /** The same, with a gap of which something is known. */
    Freshness usually(Optional<Duration> gap) {
        return new Freshness(source, state, lastSuccess, failingSince, cause, gap, routes, ill);
    }
}
