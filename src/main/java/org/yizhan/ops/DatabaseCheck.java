package org.yizhan.ops;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Asks PostgreSQL for one row. */
public final class DatabaseCheck implements HealthCheck {

    static final String NAME = "postgresql";

    private final DataSource database;

    public DatabaseCheck(DataSource database) {
        this.database = database;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Whether a look at the dependencies has not found PostgreSQL down. */
    static boolean isUp(List<Readiness.Found> checks) {
        return checks.stream()
                .allMatch(check -> check.health().isUp() || !check.name().equals(NAME));
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
