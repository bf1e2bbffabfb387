package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;

/** The advisory lock by which publishers on one database take turns, and what they count under it. */
final class Turn {

    private static final int SPACE = 0x79697A68;
    private static final int NUMBERS = 2;

    private final Connection connection;

    Turn(Connection connection) {
        this.connection = connection;
    }

    /**
     * What was drawn.
     *
     * @param first the first of the change sequence numbers
     * @param heard how often something had been kept about articles that are not here
     */
    record Drawn(long first, long heard) {}

    /**
     * Begins a transaction and says how often something has been kept about articles that are not here. From now on rows
     * are found by index: a plan made while a table was small would go on reading all of it when it has grown.
     */
    long begin() throws SQLException {
        try (var statement = connection.prepareStatement(
                        "select heard, set_config('enable_seqscan', 'off', true) from change_number");
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong("heard");
        }
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
     * Draws {@code count} change sequence numbers; the turn is taken. Transactions end in the order of their numbers, so
     * that a reader who asks for those above the last one he saw misses none.
     *
     * @param keeps whether something will be kept about articles that are not here
     */
    Drawn draw(int count, boolean keeps) throws SQLException {
        var sql = """
                update change_number set last = last + ?, heard = heard + ?
                returning last - ? + 1 as first, heard - ? as before
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, count);
            statement.setInt(2, keeps ? 1 : 0);
            statement.setInt(3, count);
            statement.setInt(4, keeps ? 1 : 0);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return new Drawn(rows.getLong("first"), rows.getLong("before"));
            }
        }
    }
}
