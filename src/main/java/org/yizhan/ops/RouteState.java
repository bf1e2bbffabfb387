package org.yizhan.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One route of this instance as it runs now.
 *
 * @param id the route's own
 * @param description what it is for, in its file's words
 * @param part what it is to the whole
 * @param from where it reads, as its file says it, without parameters
 * @param work what came through since it was last added
 * @param uptime since its last start; empty while it does not run
 * @param halt by whom it is kept from running; empty where nobody does
 * @param steps what can be done to it now; none for a route that other routes hand their work to
 */
public record RouteState(
        String id,
        String description,
        Part part,
        String from,
        Phase phase,
        Work work,
        Optional<Duration> uptime,
        Optional<Halt> halt,
        Set<Step> steps) {

    public RouteState {
        steps = Set.copyOf(steps);
    }

    /** What a route is to the whole. */
    public enum Part {
        /** It reads a topic or a clock, and so drives a stage. */
        STAGE,
        /** Other routes hand it their work. */
        INNER,
        /** It is one source's channel. */
        SOURCE;

        /** As it is written: {@code stage}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a route is in its life. */
    public enum Phase {
        STARTED,
        SUSPENDED,
        STOPPED,
        /** On its way from one to another. */
        CHANGING;

        /** As it is written: {@code started}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What an operator can do to a route. */
    public enum Step {
        START(Phase.STARTED, Audit.Action.START_ROUTE),
        STOP(Phase.STOPPED, Audit.Action.STOP_ROUTE),
        SUSPEND(Phase.SUSPENDED, Audit.Action.SUSPEND_ROUTE),
        RESUME(Phase.STARTED, Audit.Action.RESUME_ROUTE);

        private final Phase aim;
        private final Audit.Action action;

        Step(Phase aim, Audit.Action action) {
            this.aim = aim;
            this.action = action;
        }

        /** As it is written: {@code start}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** How the route is afterwards. */
        public Phase aim() {
            return aim;
        }

        Audit.Action action() {
            return action;
        }

        /** The step of this word. */
        static Optional<Step> of(String word) {
            return java.util.stream.Stream.of(values())
                    .filter(step -> step.word().equals(word))
                    .findFirst();
        }
    }

    /**
     * What came through a route; a batch of records counts once.
     *
     * @param failed those of them that ended in a failure
     * @param times empty where nothing came through yet
     * @param inFlight how many are under way
     * @param oldest since when the oldest of them is under way
     * @param lastError the last failure
     */
    public record Work(
            long ok,
            long failed,
            Optional<Times> times,
            int inFlight,
            Optional<Duration> oldest,
            Optional<LastError> lastError) {

        /** Nothing came through. */
        public static final Work NONE = new Work(0, 0, Optional.empty(), 0, Optional.empty(), Optional.empty());
    }

    /** How long it took; the percentiles to within a fifth, and never too low. */
    public record Times(Duration mean, Duration p50, Duration p99, Duration max) {}

    /** A failure, in the words of what failed: text from outside. */
    public record LastError(Instant at, String text) {}

    /** An operator's order that keeps a route from running. */
    public record Halt(Phase phase, String operator, Instant since) {}
}
