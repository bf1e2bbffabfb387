package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Lets go of what near-duplicates are found by, and of the words of decisions. Who an article is, its story and the pairs
 * it was found in stay for good, so that what comes again is known and stories stand. Safe for concurrent use. Failing SQL
 * is thrown as {@link IllegalStateException}.
 */
public final class FingerprintRetention {

    /** Numbers of articles looked at in one statement. */
    private static final int AT_ONCE = 20_000;

    private static final long NONE = 0;

    private static final Pattern QUARTER = Pattern.compile("(?:clue|fingerprint_text)_(\\d{4})_q([1-4])");

    private final DataSource database;
    private volatile long lookedAt = NONE;

    public FingerprintRetention(DataSource database) {
        this.database = database;
    }

    /**
     * Drops texts and clues, a quarter of received time at once.
     *
     * @param receivedBefore a quarter that reaches up to this time stays
     * @return how many partitions were dropped
     */
    public int dropPartitions(Instant receivedBefore) {
        LocalDate day = receivedBefore.atOffset(ZoneOffset.UTC).toLocalDate();
        try (Connection connection = database.getConnection();
                Statement impatient = connection.createStatement();
                PreparedStatement drop = connection.prepareStatement("select drop_quarter(?)")) {
            connection.setAutoCommit(false);
            // a lookup that holds it is waited for no longer than a stage may stand still
            impatient.execute("set local lock_timeout = '5s'");
            int dropped = 0;
            for (String partition : partitions(connection)) {
                if (!end(partition).isAfter(day)) {
                    drop.setString(1, partition);
                    drop.execute();
                    dropped++;
                }
            }
            connection.commit();
            return dropped;
        } catch (SQLException e) {
            throw new IllegalStateException("old fingerprints can't be dropped: " + e.getMessage(), e);
        }
    }

    private static List<String> partitions(Connection connection) throws SQLException {
        String sql = """
                select inhrelid::regclass::text from pg_inherits
                where inhparent in ('clue'::regclass, 'fingerprint_text'::regclass)
                """;
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            var partitions = new ArrayList<String>();
            while (row.next()) {
                if (QUARTER.matcher(row.getString(1)).matches()) {
                    partitions.add(row.getString(1));
                }
            }
            return partitions;
        }
    }

    /** The first day after the quarter. */
    private static LocalDate end(String partition) {
        Matcher quarter = QUARTER.matcher(partition);
        if (!quarter.matches()) {
            throw new IllegalArgumentException(partition + " is no partition of a quarter");
        }
        int month = 3 * Integer.parseInt(quarter.group(2)) - 2;
        return LocalDate.of(Integer.parseInt(quarter.group(1)), month, 1).plusMonths(3);
    }

    /**
     * Drops the words in which decisions were explained; the figures stay.
     *
     * @return how many in this call; 0 once all pairs have been looked at, and the next call begins anew
     */
    public int dropDecisions(Instant receivedBefore) {
        try (Connection connection = database.getConnection()) {
            while (true) {
                Chunk chunk = drop(connection, receivedBefore);
                lookedAt = chunk.last();
                if (chunk.dropped() > 0 || chunk.last() == NONE) {
                    return chunk.dropped();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("old decisions can't be dropped: " + e.getMessage(), e);
        }
    }

    /**
     * Some pairs that were looked at.
     *
     * @param last the greatest number of an older article among them; {@value #NONE} where there were no more
     */
    private record Chunk(int dropped, long last) {}

    private Chunk drop(Connection connection, Instant receivedBefore) throws SQLException {
        String sql = """
                with chunk as (
                    select m.one, m.other, m.reason, f.received_at
                    from match m join fingerprint f on f.no = m.other
                    where m.one > ? and m.one <= ?),
                dropped as (
                    update match m set reason = '' from chunk c
                    where m.one = c.one and m.other = c.other and c.reason <> '' and c.received_at < ?
                    returning 1)
                select (select count(*) from dropped), (select max(one) from match)
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, lookedAt);
            update.setLong(2, lookedAt + AT_ONCE);
            update.setLong(3, Fingerprints.micros(receivedBefore));
            try (ResultSet row = update.executeQuery()) {
                row.next();
                long next = lookedAt + AT_ONCE;
                return new Chunk(row.getInt(1), next >= row.getLong(2) ? NONE : next);
            }
        }
    }
}
