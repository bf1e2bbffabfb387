package org.yizhan.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the program is at one moment.
 *
 * @param troubles what is wrong, worst first; empty where all is well
 * @param version of the program
 * @param at the moment
 * @param uptime since the start of this instance
 * @param checks the dependencies
 * @param stages what each stage did since the start, and its lag
 * @param sources how many are fresh; empty where the database doesn't say
 * @param deadLetters how many there are, by cause; empty where the database doesn't say
 */
public record StatusReport(
        List<Trouble> troubles,
        String version,
        Instant at,
        Duration uptime,
        List<Readiness.Found> checks,
        List<Metrics.Seen> stages,
        Optional<SourcesFresh> sources,
        Optional<List<DeadLetterCount>> deadLetters) {

    public StatusReport {
        troubles = List.copyOf(troubles);
        checks = List.copyOf(checks);
        stages = List.copyOf(stages);
        deadLetters = deadLetters.map(List::copyOf);
    }

    /** Whether the database answers: what it was asked last is old otherwise. */
    public boolean hasDatabase() {
        return DatabaseCheck.isUp(checks);
    }

    /** Whether every dependency is up. */
    public boolean isReady() {
        return checks.stream().allMatch(check -> check.health().isUp());
    }
}
