package org.yizhan.ops.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Forgets of a database that was lost what nothing can come of any more. The number of an article goes once the article has
 * come again and has it. That decisions were lost is known for as long as any of them may be read: until Kafka has nothing of
 * that time, and no dead letter of then can be replayed; with the last of them go the numbers of those who never came, and
 * what readers had been told. Safe for concurrent use, beside the stages too.
 */
public final class LostRetention {

    private static final int AT_ONCE = 5_000;

    private final DataSource database;
    private final Supplier<Optional<Duration>> longest;

    /** @param longest how long a record may lie in a topic that carries articles; empty: for ever, or nobody knows */
    public LostRetention(DataSource database, Supplier<Optional<Duration>> longest) {
        this.database = database;
        this.longest = longest;
    }

    /**
     * Drops some of what can't matter any more.
     *
     * @return how many rows; where it is not 0 there may be more
     */
    public int drop(Instant now) throws SQLException {
        try (Connection connection = database.getConnection()) {
            int dropped = decisions(connection, now);
            return dropped + arrivals(connection) + chronicle(connection);
        }
    }

    /** A letter that came of another's replay has that one's record, which is older than its own failure. */
    private int decisions(Connection connection, Instant now) throws SQLException {
        if (!isAny(connection)) {
            return 0;
        }
        Optional<Duration> kept = longest.get();
        if (kept.isEmpty()) {
            return 0;
        }
        String sql = """
                delete from lost_decision l using (select make_interval(secs => ?) as kept) k
                where to_timestamp(l.until / 1e6::float8) + k.kept < ?::timestamptz
                    and not exists (
                        select from dead_letter d
                        where d.failed_at <= to_timestamp(l.until / 1e6::float8) + k.kept or d.follows is not null)
                """;
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setDouble(1, kept.get().toSeconds());
            delete.setObject(2, now.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        }
    }

    private static boolean isAny(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select exists (select from lost_decision)");
                var row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static int chronicle(Connection connection) throws SQLException {
        int dropped = 0;
        for (String table : List.of("lost_telling", "lost_dating", "lost_burial")) {
            String sql = """
                    delete from %1$s where ctid in (
                        select ctid from %1$s where not exists (select from lost_decision) limit ?)
                    """.formatted(table);
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setInt(1, AT_ONCE);
                dropped += delete.executeUpdate();
            }
        }
        return dropped;
    }

    private static int arrivals(Connection connection) throws SQLException {
        String sql = """
                delete from lost_arrival where article_id in (
                    select a.article_id from lost_arrival a
                    where exists (select from fingerprint f where f.article_id = a.article_id)
                        or not exists (select from lost_decision)
                    limit ?)
                """;
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setInt(1, AT_ONCE);
            return delete.executeUpdate();
        }
    }
}
