package org.yizhan.ingest.poll;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A span in which a channel brought nothing, or in which polling as a whole was late.
 *
 * @param id stays, whatever becomes of it
 * @param channel the route's id; empty: polling as a whole
 * @param source the source's id; empty with the channel
 * @param kind the state it is or was in; {@link SourceState#LATE} for polling as a whole
 * @param fault the class of what went wrong first; empty where the kind says it all
 * @param began the first failure
 * @param lastSuccess before that; empty: there was none
 * @param changed when it was last told anew: opened, of another kind, ended
 * @param ended empty while it lasts
 * @param ending how it ended; meaningless while it lasts
 */
public record Incident(
        UUID id,
        String channel,
        String source,
        SourceState kind,
        String fault,
        Instant began,
        Optional<Instant> lastSuccess,
        Instant changed,
        Optional<Instant> ended,
        Ending ending) {

    /** How an incident ends. */
    public enum Ending {
        /** It brings something again. */
        RECOVERED,
        /** An operator paused it, so that nobody asks any more. */
        PAUSED,
        /** It is polled no more. */
        REMOVED
    }
}
