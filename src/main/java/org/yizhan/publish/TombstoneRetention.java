package org.yizhan.publish;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Forgets which feeds an erased article was in once its readers have been told so. Tombstones of other things go when a feed
 * has a new one. Safe for concurrent use, beside publishers too.
 */
public final class TombstoneRetention {

    /** So long feeds tell of what is gone. */
    public static final Duration MEMORY = TombstoneTable.MEMORY;

    private static final int AT_ONCE = 1_000;

    private final DataSource database;

    public TombstoneRetention(DataSource database) {
        this.database = database;
    }

    /**
     * Drops some of the tombstones of what was erased before this time.
     *
     * @return how many, at most {@value #AT_ONCE}; where it is not 0 there may be more
     */
    public int drop(Instant before) throws SQLException {
        var sql = """
                delete from tombstone where (story_id, feed) in (
                    select story_id, feed from tombstone where erased and at < to_timestamp(? / 1e6::float8)
                    limit ? for update skip locked)
                """;
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, Moment.micros(before));
            statement.setInt(2, AT_ONCE);
            return statement.executeUpdate();
        }
    }
}
