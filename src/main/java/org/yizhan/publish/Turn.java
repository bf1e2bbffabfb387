package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;

/** The advisory locks by which publishers on one database take turns, each held until its transaction ends. */
final class Turn {

    private static final int SPACE = 0x79697A68;
    private static final int WORK = 1;
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
     * Begins a transaction beside others and says how often something has been kept about articles that are not here.
     * From now on rows are found by index: a plan made while a table was small would go on reading all of it when it has
     * grown.
     */
    long begin() throws SQLException {
        return begin("pg_advisory_xact_lock_shared");
    }

    /** The same, once all others at work have ended; new ones wait for this one. */
    long beginAlone() throws SQLException {
        return begin("pg_advisory_xact_lock");
    }

    private long begin(String lock) throws SQLException {
        var sql =
                "select heard, set_config('enable_seqscan', 'off', true), %s(?, ?) from change_number".formatted(lock);
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, SPACE);
            statement.setInt(2, WORK);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong("heard");
            }
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
