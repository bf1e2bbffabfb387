package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;

/** The advisory lock by which publishers on one database take turns; held until the transaction ends. */
final class Turn {

    private static final int SPACE = 0x79697A68;
    private static final int NUMBERS = 2;

    private final Connection connection;

    Turn(Connection connection) {
        this.connection = connection;
    }

    /** From now on no other publisher draws a number, nor keeps anything about articles that are not here. */
    void take() throws SQLException {
        try (var statement = connection.prepareStatement("select pg_advisory_xact_lock(?, ?)")) {
            statement.setInt(1, SPACE);
            statement.setInt(2, NUMBERS);
            statement.execute();
        }
    }

    /**
     * Draws {@code count} change sequence numbers and returns the first; the turn is taken. Transactions end in the order
     * of their numbers, so that a reader who asks for those above the last one he saw misses none.
     */
    long draw(int count) throws SQLException {
        try (var statement =
                connection.prepareStatement("update change_number set last = last + ? returning last - ? + 1")) {
            statement.setInt(1, count);
            statement.setInt(2, count);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
