package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The inverted index: by what two articles that carry one piece give themselves away. An article has a clue for its
 * address, one for the seam where it runs over two newspaper pages, and {@value #SAMPLE} for its shingles: those with the smallest hashes, so that an excerpt shares its part of the
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
    private static final long SEAM = 0x7365_616d_0000_0000L;

    private final Months months;

    Clues(Months months) {
        this.months = months;
    }

    /** The clues of one article. */
    static long[] of(Fingerprint print) {
        return join(ofPlace(print), ofText(print.shingles()));
    }

    /** Those of a text alone. */
    static long[] ofText(Shingles text) {
        int[] sample = text.sample(SAMPLE);
        long[] clues = new long[sample.length];
        for (int i = 0; i < sample.length; i++) {
            clues[i] = sample[i];
        }
        return clues;
    }

    /** Those that tell enough alone: its address, and the seam between two newspaper pages. */
    private static long[] ofPlace(Fingerprint print) {
        long[] link = print.link() == 0 ? new long[0] : new long[] {print.link() ^ LINK};
        return print.part()
                .map(part -> join(link, new long[] {part.seam() ^ SEAM}))
                .orElse(link);
    }

    private static long[] join(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Whether {@code clue} tells enough alone; those of shingles are 32-bit hashes. */
    static boolean isPlace(long clue) {
        return clue != (int) clue;
    }

    /** One row of the index. */
    private record Posting(long hash, long no) {}

    /** Files the clues of what has been written; of an article that has a leader, its places only. */
    void file(Connection connection, List<Stored> written, Twins twins) throws SQLException {
        Set<Stored> followers = Set.copyOf(twins.followers());
        file(connection, written, followers);
    }

    /** Files all clues of these. */
    void file(Connection connection, List<Stored> written) throws SQLException {
        file(connection, written, Set.of());
    }

    private void file(Connection connection, List<Stored> written, Set<Stored> followers) throws SQLException {
        var byDay = new TreeMap<LocalDate, List<Posting>>();
        for (Stored stored : written) {
            List<Posting> postings =
                    byDay.computeIfAbsent(Months.day(stored.print().receivedAt()), day -> new ArrayList<>());
            long[] clues = followers.contains(stored) ? ofPlace(stored.print()) : of(stored.print());
            for (long hash : clues) {
                postings.add(new Posting(hash, stored.no()));
            }
        }
        for (Map.Entry<LocalDate, List<Posting>> day : byDay.entrySet()) {
            months.open(connection, List.of(day.getKey()));
            insert(connection, day.getKey(), day.getValue());
        }
    }

    /** In the order of the index, which costs a third less than any other. */
    private static void insert(Connection connection, LocalDate day, List<Posting> postings) throws SQLException {
        postings.sort(Comparator.comparingLong(Posting::hash));
        String sql = "insert into clue (hash, no, received_on) select hash, no, ? from unnest(?, ?) as p (hash, no)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, day);
            insert.setArray(2, Columns.numbers(connection, postings.stream().mapToLong(Posting::hash)));
            insert.setArray(3, Columns.numbers(connection, postings.stream().mapToLong(Posting::no)));
            insert.executeUpdate();
        }
    }

    /** Takes the clues of these out of the index, by their text as it is given here. */
    static void remove(Connection connection, List<Stored> former) throws SQLException {
        if (former.isEmpty()) {
            return;
        }
        List<Posting> postings = former.stream()
                .flatMap(stored -> Arrays.stream(of(stored.print())).mapToObj(hash -> new Posting(hash, stored.no())))
                .toList();
        String sql = """
                delete from clue c using unnest(?::bigint[], ?::bigint[]) as p (hash, no)
                where c.hash = p.hash and c.no = p.no
                """;
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            new Columns<>(delete, postings).numbers(Posting::hash).numbers(Posting::no);
            delete.executeUpdate();
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
                select q.hash, found.no
                from unnest(?) as q (hash)
                cross join lateral (
                    select no from clue
                    where hash = q.hash and received_on >= ?
                    order by no desc limit ?) as found
                """;
        var followed = new HashMap<Long, long[]>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, Columns.numbers(connection, distinct(clues)));
            select.setObject(2, Months.day(now).minusDays(DAYS));
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
}
