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

    private static final int AT_ONCE = 2_000;

    private static final Pattern QUARTER = Pattern.compile("(?:clue|fingerprint_text)_(\\d{4})_q([1-4])");

    private final DataSource database;

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
                Statement drop = connection.createStatement()) {
            int dropped = 0;
            for (String partition : partitions(connection)) {
                if (!end(partition).isAfter(day)) {
                    // a lookup that holds it is waited for no longer than a stage may stand still
                    drop.execute("set lock_timeout = '5s'");
                    drop.execute("drop table " + partition);
                    dropped++;
                }
            }
            drop.execute("reset lock_timeout");
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
     * @return how many in this call, at most {@value #AT_ONCE}; where it is not 0 there may be more
     */
    public int dropDecisions(Instant receivedBefore) {
        String sql = """
                update match m set reason = ''
                from (select old.one, old.other from match old join fingerprint f on f.no = old.other
                      where old.reason <> '' and f.received_at < ? limit ?) as old
                where m.one = old.one and m.other = old.other
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, Fingerprints.micros(receivedBefore));
            update.setInt(2, AT_ONCE);
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("old decisions can't be dropped: " + e.getMessage(), e);
        }
    }
}
