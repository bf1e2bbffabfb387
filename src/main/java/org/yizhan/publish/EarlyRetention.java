package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/**
 * Forgets what was heard of articles that never came: verdicts, withdrawals, and departures that no erasure explains. An
 * article that came has taken over what was heard of it. What is erased stays so.
 *
 * <p>Safe for concurrent use, beside publishers too: a row that another transaction holds is left for the next call.
 */
public final class EarlyRetention {

    private static final int AT_ONCE = 1_000;

    /** Each with its key. */
    private static final List<String> DROPS = List.of(
            drop("early_verdict", "article_id"), drop("early_withdrawal", "article_id"), drop("parting", "story_id"));

    private final DataSource database;

    public EarlyRetention(DataSource database) {
        this.database = database;
    }

    private static String drop(String table, String key) {
        return """
                delete from %1$s where %2$s in (
                    select %2$s from %1$s where heard_at < to_timestamp(? / 1e6::float8)
                    order by heard_at limit ? for update skip locked)
                """.formatted(table, key);
    }

    /**
     * Drops some of what was heard before this time, the oldest first.
     *
     * @return how many rows, at most {@value #AT_ONCE}; where it is not 0 there may be more
     */
    public int drop(Instant before) throws SQLException {
        int dropped = 0;
        try (Connection connection = database.getConnection()) {
            for (String sql : DROPS) {
                dropped += drop(connection, sql, before, AT_ONCE - dropped);
            }
        }
        return dropped;
    }

    private static int drop(Connection connection, String sql, Instant before, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Moment.micros(before));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }
}
