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
import java.util.HashSet;
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

    /** So many articles a clue leads to on either side in time, the nearest; what more have is a formula and says little. */
    static final int MOST_FOLLOWED = 16;

    /** How far back clues are followed in received time: the window of publication and as much again for late ones. */
    private static final int DAYS = 2 * (int) Judge.WINDOW.toDays();

    private static final long LINK = 0x6c69_6e6b_0000_0000L;
    private static final long SEAM = 0x7365_616d_0000_0000L;

    private final Quarters quarters;

    Clues(Quarters quarters) {
        this.quarters = quarters;
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
    static long[] ofPlace(Fingerprint print) {
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

    /** The clue as the index has it. */
    static int hash(long clue) {
        return (int) (clue ^ clue >> 32);
    }

    private static int day(Stored stored) {
        return (int) Math.floorDiv(stored.print().publishedAt().getEpochSecond(), 86_400);
    }

    /** One row of the index. */
    private record Posting(int hash, int day, long no) {

        static Posting of(long clue, Stored stored) {
            return new Posting(Clues.hash(clue), Clues.day(stored), stored.no());
        }
    }

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
                    byDay.computeIfAbsent(Quarters.day(stored.print().receivedAt()), day -> new ArrayList<>());
            long[] clues = followers.contains(stored) ? ofPlace(stored.print()) : of(stored.print());
            for (long clue : clues) {
                postings.add(Posting.of(clue, stored));
            }
        }
        for (Map.Entry<LocalDate, List<Posting>> day : byDay.entrySet()) {
            quarters.open(connection, List.of(day.getKey()));
            insert(connection, day.getKey(), day.getValue());
        }
    }

    /** In the order of the index, which costs a third less than any other. */
    private static void insert(Connection connection, LocalDate day, List<Posting> postings) throws SQLException {
        postings.sort(Comparator.comparingInt(Posting::hash).thenComparingInt(Posting::day));
        String sql = """
                insert into clue (hash, published_on, no, received_on) select hash, published_on, no, ?
                from unnest(?::integer[], ?::integer[], ?::bigint[]) as p (hash, published_on, no)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, day);
            insert.setArray(2, Columns.integers(connection, postings.stream().mapToInt(Posting::hash)));
            insert.setArray(3, Columns.integers(connection, postings.stream().mapToInt(Posting::day)));
            insert.setArray(4, Columns.numbers(connection, postings.stream().mapToLong(Posting::no)));
            insert.executeUpdate();
        }
    }

    /** Takes the clues of these out of the index, by their text as it is given here. */
    static void remove(Connection connection, List<Stored> former) throws SQLException {
        if (former.isEmpty()) {
            return;
        }
        List<Posting> postings = former.stream()
                .flatMap(stored -> Arrays.stream(of(stored.print())).mapToObj(clue -> Posting.of(clue, stored)))
                .toList();
        String sql = """
                delete from clue c
                using unnest(?::integer[], ?::integer[], ?::bigint[]) as p (hash, published_on, no)
                where c.hash = p.hash and c.published_on = p.published_on and c.no = p.no
                """;
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(1, Columns.integers(connection, postings.stream().mapToInt(Posting::hash)));
            delete.setArray(2, Columns.integers(connection, postings.stream().mapToInt(Posting::day)));
            delete.setArray(3, Columns.numbers(connection, postings.stream().mapToLong(Posting::no)));
            delete.executeUpdate();
        }
    }

    /** Where the clues of articles published on a day lead. */
    static final class Trail {
        private final Map<Long, long[]> found = new HashMap<>();

        private static long key(int hash, int day) {
            return (long) hash << 32 | day & 0xFFFF_FFFFL;
        }

        private void put(int hash, int day, Long[] numbers) {
            found.put(
                    key(hash, day),
                    Arrays.stream(numbers).mapToLong(Long::longValue).toArray());
        }

        /** The clues, each with its day, that lead to more than is to be followed on one side. */
        private long[] crowded() {
            return found.entrySet().stream()
                    .filter(clue -> clue.getValue().length > MOST_FOLLOWED)
                    .mapToLong(Map.Entry::getKey)
                    .sorted()
                    .toArray();
        }

        /** The articles that {@code clue} of {@code article} leads to, by number. */
        long[] of(long clue, Stored article) {
            return found.getOrDefault(key(hash(clue), day(article)), NOWHERE);
        }

        /** All that are led to. */
        Set<Long> all() {
            Set<Long> all = new HashSet<>();
            found.values().forEach(numbers -> Arrays.stream(numbers).forEach(all::add));
            return all;
        }
    }

    private static final long[] NOWHERE = {};

    /**
     * Where the clues of these articles lead: to the articles published nearest in time.
     *
     * @param clues of each article
     * @param now bounds how far back is looked in received time
     */
    Trail follow(Connection connection, List<Stored> articles, List<long[]> clues, Instant now) throws SQLException {
        var trail = new Trail();
        long[] questions = questions(articles, clues);
        LocalDate since = Quarters.day(now).minusDays(DAYS);
        followAll(connection, questions, since, trail);
        followNearest(connection, trail.crowded(), since, trail);
        return trail;
    }

    /**
     * To all articles of the window, by one walk through the index for each clue; where these are more than
     * {@link #MOST_FOLLOWED}, one more than that.
     */
    private static void followAll(Connection connection, long[] questions, LocalDate since, Trail trail)
            throws SQLException {
        String sql = """
                select q.hash, q.day, array(
                    select no from clue
                    where hash = q.hash and published_on between q.day - ? and q.day + ? and received_on >= ?
                    order by published_on, no limit ?) as found
                from unnest(?::integer[], ?::integer[]) as q (hash, day)
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, (int) Judge.WINDOW.toDays());
            select.setInt(2, (int) Judge.WINDOW.toDays());
            select.setObject(3, since);
            select.setInt(4, MOST_FOLLOWED + 1);
            ask(connection, select, 5, questions, trail);
        }
    }

    /** To those published nearest in time: of clues that lead to many. */
    private static void followNearest(Connection connection, long[] questions, LocalDate since, Trail trail)
            throws SQLException {
        if (questions.length == 0) {
            return;
        }
        String sql = """
                select q.hash, q.day, array(
                    (select no from clue
                     where hash = q.hash and published_on between q.day and q.day + ? and received_on >= ?
                     order by published_on, no limit ?)
                    union all
                    (select no from clue
                     where hash = q.hash and published_on between q.day - ? and q.day - 1 and received_on >= ?
                     order by published_on desc, no desc limit ?)) as found
                from unnest(?::integer[], ?::integer[]) as q (hash, day)
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int side = 0; side < 2; side++) {
                select.setInt(3 * side + 1, (int) Judge.WINDOW.toDays());
                select.setObject(3 * side + 2, since);
                select.setInt(3 * side + 3, MOST_FOLLOWED);
            }
            ask(connection, select, 7, questions, trail);
        }
    }

    /** @param at where in {@code select} the clues and their days belong */
    private static void ask(Connection connection, PreparedStatement select, int at, long[] questions, Trail trail)
            throws SQLException {
        select.setArray(
                at, Columns.integers(connection, Arrays.stream(questions).mapToInt(key -> (int) (key >> 32))));
        select.setArray(
                at + 1, Columns.integers(connection, Arrays.stream(questions).mapToInt(key -> (int) key)));
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                trail.put(row.getInt(1), row.getInt(2), (Long[]) row.getArray(3).getArray());
            }
        }
    }

    /** Each clue with the day of its article, once. */
    private static long[] questions(List<Stored> articles, List<long[]> clues) {
        var questions = LongStream.builder();
        for (int i = 0; i < articles.size(); i++) {
            int day = day(articles.get(i));
            for (long clue : clues.get(i)) {
                questions.add(Trail.key(hash(clue), day));
            }
        }
        return questions.build().sorted().distinct().toArray();
    }
}
