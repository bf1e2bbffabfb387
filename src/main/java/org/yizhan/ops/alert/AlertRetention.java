package org.yizhan.ops.alert;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import javax.sql.DataSource;

/** Forgets alerts that ended long ago, and what was told of them. Safe for concurrent use. */
public record AlertRetention(DataSource database) {

    private static final int BATCH = 5_000;

    /** Forgets some alerts that ended before {@code moment}; how many. */
    public int dropAlerts(Instant moment) throws SQLException {
        return drop("delete from alert where id in (select id from alert where ended_at < ? limit %d)", moment);
    }

    /** Forgets some messages that were put down before {@code moment}, sent or not; how many. */
    public int dropMessages(Instant moment) throws SQLException {
        return drop(
                "delete from alert_message where no in (select no from alert_message where created_at < ? limit %d)",
                moment);
    }

    private int drop(String sql, Instant moment) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql.formatted(BATCH))) {
            statement.setTimestamp(1, Timestamp.from(moment));
            return statement.executeUpdate();
        }
    }
}
