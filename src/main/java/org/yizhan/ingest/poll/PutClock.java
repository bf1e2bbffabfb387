package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * The schedule after the machine's clock was put back: what was asked in what is now the future was asked by a clock that was
 * wrong, and all that was put off then would wait until that future comes. It is moved as far back as that clock was ahead.
 * Safe for concurrent use.
 */
public final class PutClock {

    /** So far apart may the clocks of two instances be. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final DataSource database;

    public PutClock(DataSource database) {
        this.database = database;
    }

    /** Moves what was put off by a clock that was ahead of {@code now}; how many channels. */
    public int moveBack(Instant now) throws SQLException {
        String sql = """
                with ahead as materialized (
                    select id, last_attempt - ?::timestamptz as by from channel where last_attempt > ?
                ), errands as (
                    update errand e set due_at = greatest(?, e.due_at - ahead.by) from ahead
                    where e.channel = ahead.id and isfinite(e.due_at) returning e.host, ahead.by
                ), hosts as (
                    update host h set next_start_at = greatest(?, h.next_start_at - moved.by), ready_at = ?,
                        lease_1 = least(h.lease_1, ?), lease_2 = least(h.lease_2, ?)
                    from (select host, max(by) as by from errands group by host) as moved
                    where h.name = moved.host
                )
                update channel c set last_attempt = ?, last_success = least(c.last_success, ?),
                    next_at = greatest(?, c.next_at - ahead.by)
                from ahead where c.id = ahead.id
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Instant lease = now.plus(Claim.LEASE);
            new Binding(statement)
                    .time(now)
                    .time(now.plus(TOLERANCE))
                    .time(now)
                    .time(now)
                    .time(now)
                    .time(lease)
                    .time(lease)
                    .time(now)
                    .time(now)
                    .time(now);
            return statement.executeUpdate();
        }
    }
}
