package org.yizhan.deduplicate;

import com.dynatrace.hash4j.hashing.Hashing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The inverted index: by what two articles that carry one piece give themselves away. An article has a clue for its
 * address, one for its whole text, and {@value #SAMPLE} for its shingles: those with the smallest hashes, so that an excerpt
 * shares its part of the whole's. Safe for concurrent use; connection and transaction are the caller's.
 */
final class Clues {

    /** The smallest sample that loses no pair of the benchmark; see the README's decisions. */
    static final int SAMPLE = 16;

    /** So many articles a clue leads to, the youngest; what more have is a formula and says little. */
    static final int MOST_FOLLOWED = 32;

    /** How far back clues are followed in received time: the window of publication and as much again for late ones. */
    private static final int DAYS = 2 * (int) Judge.WINDOW.toDays();

    private static final long TEXT = 0x7465_7874_0000_0000L;
    private static final long LINK = 0x6c69_6e6b_0000_0000L;

    private final Set<LocalDate> quarters = ConcurrentHashMap.newKeySet();

    /** The clues of one article. */
    static long[] of(Fingerprint print) {
        int[] sample = print.shingles().sample(SAMPLE);
        long[] clues = new long[sample.length + (print.link() == 0 ? 1 : 2)];
        for (int i = 0; i < sample.length; i++) {
            clues[i] = sample[i];
        }
        clues[sample.length] = Hashing.komihash5_0().hashCharsToLong(print.text()) ^ TEXT;
        if (print.link() != 0) {
            clues[sample.length + 1] = print.link() ^ LINK;
        }
        return clues;
    }

    private static long[] ofLink(Fingerprint print) {
        return print.link() == 0 ? new long[0] : new long[] {print.link() ^ LINK};
    }

    /** Files the clues of what has been written; of an article that has a leader, its address only. */
    void file(Connection connection, List<Stored> written, Twins twins) throws SQLException {
        if (written.isEmpty()) {
            return;
        }
        Set<Stored> followers = Set.copyOf(twins.followers());
        long[][] clues = written.stream()
                .map(stored -> followers.contains(stored) ? ofLink(stored.print()) : of(stored.print()))
                .toArray(long[][]::new);
        int count = Arrays.stream(clues).mapToInt(own -> own.length).sum();
        var hashes = new Long[count];
        var numbers = new Long[count];
        var days = new String[count];
        int at = 0;
        for (int i = 0; i < clues.length; i++) {
            LocalDate day = day(written.get(i).print().receivedAt());
            open(connection, day);
            for (long hash : clues[i]) {
                hashes[at] = hash;
                numbers[at] = written.get(i).no();
                days[at++] = day.toString();
            }
        }
        String sql =
                "insert into clue (hash, no, received_on) select * from unnest(?::bigint[], ?::bigint[], ?::date[])";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setArray(1, connection.createArrayOf("bigint", hashes));
            insert.setArray(2, connection.createArrayOf("bigint", numbers));
            insert.setArray(3, connection.createArrayOf("date", days));
            insert.executeUpdate();
        }
    }

    /**
     * Which articles each clue leads to, by number, the youngest first; clues that lead nowhere are left out.
     *
     * @param clues of several articles
     * @param now bounds how far back is looked
     */
    Map<Long, long[]> follow(Connection connection, List<long[]> clues, Instant now) throws SQLException {
        String sql = """
                select q.hash, found.numbers
                from unnest(?::bigint[]) as q (hash)
                cross join lateral (
                    select array_agg(no) as numbers from (
                        select no from clue
                        where hash = q.hash and received_on >= ?::date
                        order by no desc limit ?) as youngest) as found
                where found.numbers is not null
                """;
        var followed = new HashMap<Long, long[]>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("bigint", distinct(clues)));
            select.setString(2, day(now).minusDays(DAYS).toString());
            select.setInt(3, MOST_FOLLOWED);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Long[] numbers = (Long[]) rows.getArray(2).getArray();
                    followed.put(
                            rows.getLong(1),
                            Arrays.stream(numbers).mapToLong(Long::longValue).toArray());
                }
            }
        }
        return followed;
    }

    private static Object[] distinct(List<long[]> clues) {
        return clues.stream().flatMapToLong(Arrays::stream).distinct().boxed().toArray();
    }

    private static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Makes the partition of {@code day}'s quarter where it is not there; other instances may do so at the same time. */
    private void open(Connection connection, LocalDate day) throws SQLException {
        LocalDate first = day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
        if (quarters.contains(first)) {
            return;
        }
        try (Statement create = connection.createStatement()) {
            create.execute("select pg_advisory_xact_lock(hashtext('clue partitions'))");
            create.execute("create table if not exists clue_%d_q%d partition of clue for values from ('%s') to ('%s')"
                    .formatted(first.getYear(), (first.getMonthValue() + 2) / 3, first, first.plusMonths(3)));
        }
        quarters.add(first);
    }
}
