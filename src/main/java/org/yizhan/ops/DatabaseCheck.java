package org.yizhan.ops;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks PostgreSQL for one row. */
public final class DatabaseCheck implements HealthCheck {

    private final DataSource database;

    public DatabaseCheck(DataSource database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Health check() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select 1")) {
            return rows.next() ? Health.up() : Health.down("it answered without a row");
        }
    }
}
