package org.yizhan.ops;

import java.sql.Connection;
import java.sql.SQLException;

/** One of PostgreSQL's advisory locks, by which the instances take turns at a work. */
record AdvisoryLock(long name) {

    /** Whether nobody else is at it until this transaction ends. What it reads from then on, nobody changes. */
    boolean isHad(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, name);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
