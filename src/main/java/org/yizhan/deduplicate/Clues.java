package org.yizhan.deduplicate;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.postgresql.PGConnection;

/**
 * The inverted index: by what two articles that carry one piece give themselves away. An article has a clue for its
 * address and {@value #SAMPLE} for its shingles: those with the smallest hashes, so that an excerpt shares its part of the
 * whole's. Safe for concurrent use; connection and transaction are the caller's.
 */
final class Clues {

    /** The smallest sample that loses no pair of the benchmark; see the README's decisions. */
    static final int SAMPLE = 16;

    /** So many articles a clue leads to, the youngest; what more have is a formula and says little. */
    static final int MOST_FOLLOWED = 32;

    /** How far back clues are followed in received time: the window of publication and as much again for late ones. */
    private static final int DAYS = 2 * (int) Judge.WINDOW.toDays();

    private static final long LINK = 0x6c69_6e6b_0000_0000L;

    private final Set<LocalDate> quarters = ConcurrentHashMap.newKeySet();

    /** The clues of one article. */
    static long[] of(Fingerprint print) {
        int[] sample = print.shingles().sample(SAMPLE);
        long[] link = ofLink(print);
        long[] clues = Arrays.copyOf(link, link.length + sample.length);
        for (int i = 0; i < sample.length; i++) {
            clues[link.length + i] = sample[i];
        }
        return clues;
    }

    private static long[] ofLink(Fingerprint print) {
        return print.link() == 0 ? new long[0] : new long[] {print.link() ^ LINK};
    }

    /** Whether {@code clue} is an address; those of shingles are 32-bit hashes. */
    static boolean isLink(long clue) {
        return clue != (int) clue;
    }

    /** One row of the index. */
    private record Posting(long hash, long no) {}

    /** Files the clues of what has been written; of an article that has a leader, its address only. */
    void file(Connection connection, List<Stored> written, Twins twins) throws SQLException {
        Set<Stored> followers = Set.copyOf(twins.followers());
        var byDay = new TreeMap<LocalDate, List<Posting>>();
        for (Stored stored : written) {
            List<Posting> postings = byDay.computeIfAbsent(day(stored.print().receivedAt()), day -> new ArrayList<>());
            long[] clues = followers.contains(stored) ? ofLink(stored.print()) : of(stored.print());
            for (long hash : clues) {
                postings.add(new Posting(hash, stored.no()));
            }
        }
        for (Map.Entry<LocalDate, List<Posting>> day : byDay.entrySet()) {
            open(connection, day.getKey());
            insert(connection, day.getKey(), day.getValue());
        }
    }

    /** In the order of the index, which costs a third less than any other. */
    private static void insert(Connection connection, LocalDate day, List<Posting> postings) throws SQLException {
        postings.sort(Comparator.comparingLong(Posting::hash));
        String sql = "insert into clue (hash, no, received_on) select hash, no, ? from unnest(?, ?) as p (hash, no)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, day);
            insert.setArray(2, array(connection, postings.stream().mapToLong(Posting::hash)));
            insert.setArray(3, array(connection, postings.stream().mapToLong(Posting::no)));
            insert.executeUpdate();
        }
    }

    /** Primitive arrays go to PostgreSQL in binary. */
    private static Array array(Connection connection, LongStream values) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("int8", (Object) values.toArray());
    }

    /**
     * Which articles each clue leads to, by number, the youngest first; clues that lead nowhere are left out.
     *
     * @param clues of several articles
     * @param now bounds how far back is looked
     */
    Map<Long, long[]> follow(Connection connection, List<long[]> clues, Instant now) throws SQLException {
        String sql = """
                select q.hash, found.no
                from unnest(?) as q (hash)
                cross join lateral (
                    select no from clue
                    where hash = q.hash and received_on >= ?
                    order by no desc limit ?) as found
                """;
        var followed = new HashMap<Long, long[]>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, array(connection, distinct(clues)));
            select.setObject(2, day(now).minusDays(DAYS));
            select.setInt(3, MOST_FOLLOWED);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long no = row.getLong(2);
                    followed.merge(row.getLong(1), new long[] {no}, Clues::append);
                }
            }
        }
        return followed;
    }

    private static LongStream distinct(List<long[]> clues) {
        return clues.stream().flatMapToLong(Arrays::stream).sorted().distinct();
    }

    private static long[] append(long[] numbers, long[] one) {
        long[] more = Arrays.copyOf(numbers, numbers.length + 1);
        more[numbers.length] = one[0];
        return more;
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
