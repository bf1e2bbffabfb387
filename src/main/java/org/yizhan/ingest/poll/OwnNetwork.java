package org.yizhan.ingest.poll;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tells whether our own network is gone, and since when: by what this instance's poller knows, else by what the polls of
 * all instances have stored, which is counted once in {@value #KEPT_SECONDS} seconds at most. Safe for concurrent use;
 * throws {@link SQLException} where the database can't answer.
 */
public final class OwnNetwork {

    private static final int KEPT_SECONDS = 5;

    private final Supplier<Optional<Instant>> poller;
    private final PollFailures failures;
    private final Clock clock;
    private Optional<Instant> counted = Optional.empty();
    private Instant countedAt = Instant.MIN;

    /** @param poller as {@link Poller#networkDownSince} */
    public OwnNetwork(Supplier<Optional<Instant>> poller, PollFailures failures, Clock clock) {
        this.poller = poller;
        this.failures = failures;
        this.clock = clock;
    }

    /** From when on a failure to reach a source says nothing of the source; empty while all is well. */
    public Optional<Instant> goneSince() throws SQLException {
        Optional<Instant> known = poller.get();
        return known.isPresent() ? known : counted();
    }

    private synchronized Optional<Instant> counted() throws SQLException {
        Instant now = clock.instant();
        if (countedAt.equals(Instant.MIN)
                || Duration.between(countedAt, now).abs().toSeconds() >= KEPT_SECONDS) {
            PollFailures.Reach reach = failures.reach();
            counted = reach.isOurs() ? reach.since() : Optional.empty();
            countedAt = now;
        }
        return counted;
    }
}
