package org.yizhan.ops.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What was decided after the backup that a database comes from. Kafka still has it; it must not count beside what is decided anew. */
public final class LostDecisions {

    private LostDecisions() {}

    /**
     * Has all decisions count as lost that this database doesn't know of, and goes on behind them: with the microseconds
     * since 1970, which no count of decisions reaches. Nor does a count of changes: who has read up to a number that is lost
     * misses nothing that comes now. Once declared as of the same moment, nothing changes.
     */
    public static void declare(Connection connection, Instant now) throws SQLException {
        String sql = """
                with lost as (
                    insert into lost_decision (after, until)
                    select coalesce(max(decided), 0), ? from fingerprint
                    on conflict do nothing
                    returning until),
                numbered as (
                    update change_number set last = greatest(last, until) from lost)
                select setval('decision', until) from lost
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, ChronoUnit.MICROS.between(Instant.EPOCH, now));
            insert.execute();
        }
    }
}
