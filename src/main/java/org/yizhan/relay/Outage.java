package org.yizhan.relay;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells a dependency that is away, or busy, from a record that is bad. */
final class Outage {

    private Outage() {}

    /** Whether trying the same batch again later can help. */
    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException
                    || cause instanceof SQLRecoverableException
                    || cause instanceof RetriableException
                    || cause instanceof NoRoom
                    || (cause instanceof SQLException sql && isOutage(sql))) {
                return true;
            }
        }
        return false;
    }

    /** What has no state comes from the pool, not from PostgreSQL: a connection that was lost a moment before. */
    private static boolean isOutage(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || isOutage(state);
    }

    /**
     * PostgreSQL's classes (appendix A of its manual): 08 connection, 25006 read-only after a fail-over, 40 roll-back
     * (deadlock, serialization), 53 resources (disk full, too many connections), 55P03 lock, 57 shutdown and
     * cancellation, 58 system error.
     */
    private static boolean isOutage(String state) {
        return state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("58")
                || state.equals("25006")
                || state.equals("55P03");
    }
}
