package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;

/** The advisory locks by which publishers on one database take turns; each is held until its transaction ends. */
final class Turn {

    private static final int SPACE = 0x79697A68;
    private static final int ALIASES = 1;
    private static final int NUMBERS = 2;

    /** A plan made while a table was small would go on reading all of it when it has grown. */
    private static final String BY_INDEX = ", set_config('enable_seqscan', 'off', true)";

    private final Connection connection;

    Turn(Connection connection) {
        this.connection = connection;
    }

    /** From now on no alias changes. */
    void readAliases() throws SQLException {
        lock("select pg_advisory_xact_lock_shared(?, ?)" + BY_INDEX, ALIASES);
    }

    /** From now on no other publisher is at work: a merger may move any member of any story. */
    void changeAliases() throws SQLException {
        lock("select pg_advisory_xact_lock(?, ?)" + BY_INDEX, ALIASES);
    }

    private void lock(String sql, int what) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, SPACE);
            statement.setInt(2, what);
            statement.execute();
        }
    }

    /**
     * Draws {@code count} change sequence numbers and returns the first. From now on nobody else draws any, so that
     * transactions end in the order of their numbers and a reader who asks for those above the last one he saw misses
     * none.
     */
    long draw(int count) throws SQLException {
        lock("select pg_advisory_xact_lock(?, ?)", NUMBERS);
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
