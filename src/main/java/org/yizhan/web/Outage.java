package org.yizhan.web;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A span in which nothing could be fetched, as subscribers are told.
 *
 * @param id stays, whatever becomes of it
 * @param source the source's id; empty: fetching as a whole was late
 * @param route by which way it is fetched
 * @param state what was wrong
 * @param cause the class of what went wrong; may be empty
 * @param began the first failure
 * @param lastSuccess before that; empty: there was none
 * @param changed when it was last told anew
 * @param ended empty while it lasts
 * @param ending how it ended; meaningless while it lasts
 */
public record Outage(
        UUID id,
        String source,
        String route,
        Freshness.State state,
        String cause,
        Instant began,
        Optional<Instant> lastSuccess,
        Instant changed,
        Optional<Instant> ended,
        Ending ending) {

    /** How it ends. */
    public enum Ending {
        RECOVERED,
        PAUSED,
        REMOVED
    }

    /** Whether it is of fetching as a whole. */
    public boolean isOfAll() {
        return source.isEmpty();
    }

    /** From when on nothing was fetched: a page that has changed answers, so only its first empty answer is known. */
    public Instant since() {
        return state == Freshness.State.REDESIGNED
                ? began
                : lastSuccess.filter(at -> at.isBefore(began)).orElse(began);
    }
}
