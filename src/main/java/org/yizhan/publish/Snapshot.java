package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Puts questions to the tables, each to one state of them all. Safe for concurrent use. */
final class Snapshot {

    /** Rows are found by index even where the server's figures about a fast-growing table are old. */
    private static final String BEGIN =
            "set transaction isolation level repeatable read, read only; set local enable_seqscan = off";

    private final DataSource database;
    private final String what;

    /** @param what is read, for the sentence that says that it can't be */
    Snapshot(DataSource database, String what) {
        this.database = database;
        this.what = what;
    }

    /** A question put to one of them. */
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** @throws IllegalStateException with the {@link SQLException} as its cause */
    <T> T ask(Question<T> question) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var begin = connection.prepareStatement(BEGIN)) {
                begin.execute();
                return question.ask(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(what + " can't be read: " + e.getMessage(), e);
        }
    }
}
