package org.yizhan.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * What pushes were answered: counts by key, hour and outcome, and the last {@value #KEPT} requests of each key, without
 * headers and bodies. Gathered in memory and written by {@link #flush} with a constant number of statements; what a crash
 * takes is the last seconds' counts. Safe for concurrent use.
 */
public final class PushLog {

    /** Requests that are kept of each key. */
    public static final int KEPT = 50;

    private static final int LONGEST_DETAIL = 300;
    private static final Pattern PLACE = Pattern.compile("^(?:item|line) [0-9]+:? ");

    private final DataSource database;
    private final Clock clock;
    private final Map<Tally.Key, Long> counts = new HashMap<>();
    private final Map<String, Deque<Request>> requests = new HashMap<>();

    public PushLog(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One request.
     *
     * @param key the key's id; empty: none of ours was given
     * @param what method and path
     * @param rejected articles that were not taken
     * @param detail what was wrong; of several the first
     */
    public record Request(
            String key, Instant at, String what, long bytes, int status, int accepted, int rejected, String detail) {}

    /** How often something came of a push; articles, or requests where the whole was refused. */
    public record Tally(Key of, long many) {

        /** @param outcome {@code accepted}, or the class of what was wrong */
        public record Key(String key, Instant hour, String outcome) {}
    }

    /** A request was taken, if perhaps not all of its articles. */
    public void taken(String key, String what, long bytes, int status, Intake.Taken taken) {
        String first =
                taken.rejected().isEmpty() ? "" : taken.rejected().getFirst().error();
        note(
                new Request(
                        key,
                        clock.instant(),
                        what,
                        bytes,
                        status,
                        taken.accepted().size(),
                        taken.rejected().size(),
                        cut(first)),
                taken.rejected().stream().map(PushLog::reason).toList());
    }

    /** A whole request was refused. */
    public void refused(String key, String what, long bytes, int status, String detail) {
        note(new Request(key, clock.instant(), what, bytes, status, 0, 0, cut(detail)), List.of(reason(status)));
    }

    private synchronized void note(Request request, List<String> reasons) {
        Instant hour = request.at().truncatedTo(ChronoUnit.HOURS);
        if (request.accepted() > 0) {
            counts.merge(new Tally.Key(request.key(), hour, "accepted"), (long) request.accepted(), Long::sum);
        }
        reasons.forEach(reason -> counts.merge(new Tally.Key(request.key(), hour, reason), 1L, Long::sum));
        Deque<Request> latest = requests.computeIfAbsent(request.key(), key -> new ArrayDeque<>());
        latest.addLast(request);
        if (latest.size() > KEPT) {
            latest.removeFirst();
        }
    }

    private static String cut(String detail) {
        String line = detail.replaceAll("[\\p{Cc}\\uD800-\\uDFFF]", " ");
        return line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) : line;
    }

    /** A bounded set of words: the field that is wrong, {@code unreadable}, or {@code other}. */
    private static String reason(Intake.Rejected rejected) {
        String error = PLACE.matcher(rejected.error()).replaceFirst("");
        if (error.contains("no readable JSON") || error.startsWith("an article is")) {
            return "unreadable";
        }
        String word = error.split("[ :]", 2)[0];
        return PushFields.ALL.contains(word) ? word : "other";
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "unreadable";
            case 401 -> "wrong-key";
            case 403 -> "not-this-source";
            case 409 -> "in-progress";
            case 413 -> "too-large";
            case 415 -> "media-type";
            case 429 -> "too-many";
            case 503 -> "unavailable";
            default -> "refused";
        };
    }

    /** Writes down what was gathered; where the database is away, it waits, within its bounds. */
    public void flush() throws SQLException {
        Map<Tally.Key, Long> tallies;
        List<Request> latest;
        synchronized (this) {
            tallies = Map.copyOf(counts);
            latest = requests.values().stream().flatMap(Collection::stream).toList();
        }
        if (latest.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                count(connection, List.copyOf(tallies.entrySet()));
                keep(connection, latest);
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        written(tallies, latest);
    }

    private synchronized void written(Map<Tally.Key, Long> tallies, List<Request> latest) {
        tallies.forEach((key, many) ->
                counts.computeIfPresent(key, (same, now) -> now.equals(many) ? null : Long.valueOf(now - many)));
        requests.values().forEach(queue -> queue.removeAll(latest));
        requests.values().removeIf(Collection::isEmpty);
    }

    private static void count(Connection connection, List<Map.Entry<Tally.Key, Long>> tallies) throws SQLException {
        String sql = """
                insert into push_tally (key, hour, outcome, many)
                select * from unnest(?::text[], ?::timestamptz[], ?::text[], ?::bigint[])
                on conflict (key, hour, outcome) do update set many = push_tally.many + excluded.many
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            array(statement, 1, "text", tallies, tally -> tally.getKey().key());
            array(
                    statement,
                    2,
                    "timestamptz",
                    tallies,
                    tally -> tally.getKey().hour().toString());
            array(statement, 3, "text", tallies, tally -> tally.getKey().outcome());
            array(statement, 4, "bigint", tallies, Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    private static void keep(Connection connection, List<Request> latest) throws SQLException {
        String sql = """
                with new as (
                    insert into push_request (key, at, what, bytes, status, accepted, rejected, detail)
                    select * from unnest(?::text[], ?::timestamptz[], ?::text[], ?::bigint[], ?::integer[], ?::integer[],
                                         ?::integer[], ?::text[]) returning key, at
                ), used as (
                    select key, max(at) as at from new group by key
                )
                update api_key set last_used_at = greatest(last_used_at, used.at) from used where id = used.key
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            array(statement, 1, "text", latest, Request::key);
            array(statement, 2, "timestamptz", latest, request -> request.at().toString());
            array(statement, 3, "text", latest, Request::what);
            array(statement, 4, "bigint", latest, Request::bytes);
            array(statement, 5, "integer", latest, Request::status);
            array(statement, 6, "integer", latest, Request::accepted);
            array(statement, 7, "integer", latest, Request::rejected);
            array(statement, 8, "text", latest, Request::detail);
            statement.executeUpdate();
        }
        String old = """
                delete from push_request where no in (
                    select no from (select no, row_number() over (partition by key order by no desc) as place
                                    from push_request) ranked where place > %d)
                """.formatted(KEPT);
        try (PreparedStatement statement = connection.prepareStatement(old)) {
            statement.executeUpdate();
        }
    }

    private static <T> void array(
            PreparedStatement statement, int position, String type, List<T> all, Function<T, Object> column)
            throws SQLException {
        var values = all.stream().map(column).toArray();
        statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    /** What came of pushes from {@code since} on, by key and outcome. */
    public Map<String, Map<String, Long>> tallies(Instant since) throws SQLException {
        String sql = """
                select key, outcome, sum(many) as many from push_tally where hour >= ?
                group by key, outcome order by key, many desc, outcome
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(since));
            try (ResultSet rows = statement.executeQuery()) {
                var tallies = new LinkedHashMap<String, Map<String, Long>>();
                while (rows.next()) {
                    tallies.computeIfAbsent(rows.getString("key"), key -> new LinkedHashMap<>())
                            .put(rows.getString("outcome"), rows.getLong("many"));
                }
                return tallies;
            }
        }
    }

    /** A key's last requests, the newest first. */
    public List<Request> latest(String key) throws SQLException {
        String sql = "select * from push_request where key = ? order by no desc limit " + KEPT;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                var latest = new ArrayList<Request>();
                while (rows.next()) {
                    latest.add(new Request(
                            rows.getString("key"),
                            rows.getTimestamp("at").toInstant(),
                            rows.getString("what"),
                            rows.getLong("bytes"),
                            rows.getInt("status"),
                            rows.getInt("accepted"),
                            rows.getInt("rejected"),
                            rows.getString("detail")));
                }
                return latest;
            }
        }
    }

    /** How many articles were taken since {@code moment}, the full hour, by key. */
    public Map<String, Long> accepted(Instant moment) throws SQLException {
        String sql = "select key, sum(many) from push_tally where outcome = 'accepted' and hour >= ? group by key";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(moment));
            try (ResultSet rows = statement.executeQuery()) {
                var taken = new HashMap<String, Long>();
                while (rows.next()) {
                    taken.put(rows.getString(1), rows.getLong(2));
                }
                return taken;
            }
        }
    }

    /** Forgets counts before {@code moment}; how many. */
    public int drop(Instant moment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("delete from push_tally where hour < ?")) {
            statement.setTimestamp(1, Timestamp.from(moment));
            return statement.executeUpdate();
        }
    }
}
