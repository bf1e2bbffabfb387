package org.yizhan.ops.alert;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * How long the database may take for one answer. In a transaction the server ends the statement then, whatever lock it waits
 * for; a connection over which not even that is heard is given up.
 */
record Patience(Duration limit) {

    /** Less than a look is apart from the next. */
    static final Patience USUAL = new Patience(Duration.ofSeconds(5));

    /** What the server's own word may take on its way. */
    private static final Duration WAY = Duration.ofSeconds(1);

    /** A connection over which nothing is waited for any longer. */
    Connection connection(DataSource database) throws SQLException {
        Connection connection = database.getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, (int) limit.plus(WAY).toMillis());
            return connection;
        } catch (SQLException broken) {
            connection.close();
            throw broken;
        }
    }

    /** Has the server end the statements of the transaction that begins here. */
    void bound(Connection connection) throws SQLException {
        try (var terms = connection.createStatement()) {
            terms.execute("set local statement_timeout = " + limit.toMillis());
        }
    }
}
