package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what the operator should know at a glance. Safe for concurrent use. */
public final class Status {

    /** A stage that is further behind than this, in records, has much to do: some seconds of work at full speed. */
    public static final long MUCH_LAG = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Status.class);

    private final String version;
    private final Clock clock;
    private final Instant startedAt;
    private final Readiness readiness;
    private final Metrics metrics;
    private final DeadLetters deadLetters;
    private final Rules rules;

    /**
     * Uptime counts from here.
     *
     * @param rules all that there are
     */
    public Status(
            String version, Clock clock, Readiness readiness, Metrics metrics, DeadLetters deadLetters, Rules rules) {
        this.version = version;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.readiness = readiness;
        this.metrics = metrics;
        this.deadLetters = deadLetters;
        this.rules = rules;
    }

    /**
     * Looks at everything now. Blocks, as long as the health checks and a few queries may take, which are not asked while
     * the database is down; never throws.
     */
    public StatusReport report() {
        var now = clock.instant();
        List<Readiness.Found> checks = readiness.look().join();
        return new StatusReport(
                rules.look(checks).causes(),
                version,
                now,
                Duration.between(startedAt, now),
                checks,
                metrics.seen(),
                Optional.of(metrics.polls().fresh())
                        .filter(counted -> metrics.polls().isKnown() && DatabaseCheck.isUp(checks)),
                DatabaseCheck.isUp(checks) ? counts() : Optional.empty());
    }

    private Optional<List<DeadLetterCount>> counts() {
        try {
            return Optional.of(deadLetters.counts());
        } catch (SQLException failure) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("the dead letters can't be counted");
            return Optional.empty();
        }
    }
}
