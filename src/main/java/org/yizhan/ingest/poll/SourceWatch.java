package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Tells how the channels fare, from what polling has stored: the same on every instance. Safe for concurrent use; throws
 * {@link SQLException} where the database can't answer.
 */
public final class SourceWatch {

    private static final String WATCHED = """
            select c.id, c.source, coalesce(s.name, c.source) as name, coalesce(s.region, '') as region, c.kind,
                   %s as state, c.address, c.last_attempt, c.last_success, c.failing_since, c.streak, c.fault, c.status,
                   c.detail, c.next_at, c.why, c.cadence, c.newest_item_at, c.quiet_after
            from channel c left join source s on s.id = c.source where c.active
            """.formatted(SourceState.SQL);

    private final DataSource database;
    private final Clock clock;

    public SourceWatch(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One answer to a {@link SourceQuery}.
     *
     * @param rows this page of it
     * @param total how many there are in all
     * @param states how many there are of each state, the question's own state left out of account
     */
    public record Page(List<SourceHealth> rows, long total, Map<SourceState, Long> states) {
        public Page {
            rows = List.copyOf(rows);
            states = Map.copyOf(states);
        }
    }

    /** What waits to be fetched. */
    public record Waiting(Duration overdue, long pages) {}

    /** The channels that {@code query} asks for. */
    public Page list(SourceQuery query) throws SQLException {
        Map<SourceState, Long> states = states(query);
        long total = query.state()
                .map(state -> states.getOrDefault(state, 0L))
                .orElseGet(() ->
                        states.values().stream().mapToLong(Long::longValue).sum());
        String sql = """
                with watched as (%s), page as (
                    select * from watched where (?::text is null or state = ?) %s order by %s limit ? offset ?
                )
                select page.*, pages.waiting, pages.failed from page cross join lateral (
                    select count(*) filter (where failed = '') as waiting, count(*) filter (where failed <> '') as failed
                    from errand where errand.channel = page.id and rank = 2) pages order by %s
                """.formatted(
                        WATCHED, FILTER, query.sort().order(), query.sort().order());
        Optional<String> state = query.state().map(SourceState::word);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Binding binding = now(statement).text(state).text(state);
            filter(binding, query).whole(query.limit()).whole(query.offset());
            return new Page(read(statement), total, states);
        }
    }

    /** How many channels there are of each state. */
    public Map<SourceState, Long> states() throws SQLException {
        return states(SourceQuery.worst(1));
    }

    private static final String FILTER = """
            and (?::text is null or kind = ?) and (?::text is null or source = ?)
            and (?::text is null or starts_with(region, ?))
            and (?::text is null or strpos(lower(id || ' ' || name || ' ' || address), ?) > 0)
            """;

    private static Binding filter(Binding binding, SourceQuery query) throws SQLException {
        Optional<String> kind =
                query.kind().map(text -> text.toUpperCase(Locale.ROOT).replace('-', '_'));
        Optional<String> text = query.text().map(words -> words.toLowerCase(Locale.ROOT));
        return binding.text(kind)
                .text(kind)
                .text(query.source())
                .text(query.source())
                .text(query.region())
                .text(query.region())
                .text(text)
                .text(text);
    }

    private Binding now(PreparedStatement statement) throws SQLException {
        Instant now = clock.instant();
        return new Binding(statement).time(now).time(now);
    }

    private Map<SourceState, Long> states(SourceQuery query) throws SQLException {
        String sql = "with watched as (%s) select state, count(*) from watched where true %s group by state"
                .formatted(WATCHED, FILTER);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            filter(now(statement), query);
            try (ResultSet rows = statement.executeQuery()) {
                var states = new EnumMap<SourceState, Long>(SourceState.class);
                while (rows.next()) {
                    states.put(SourceState.of(rows.getString(1)).orElseThrow(), rows.getLong(2));
                }
                return states;
            }
        }
    }

    /** How one channel fares; empty where there is none such. */
    public Optional<SourceHealth> find(String channel) throws SQLException {
        String sql = """
                with watched as (%s and c.id = ?)
                select watched.*, pages.waiting, pages.failed from watched cross join lateral (
                    select count(*) filter (where failed = '') as waiting, count(*) filter (where failed <> '') as failed
                    from errand where errand.channel = watched.id and rank = 2) pages
                """.formatted(WATCHED);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            now(statement).text(channel);
            return read(statement).stream().findFirst();
        }
    }

    /** A channel's last polls, the newest first, 50 at most. */
    public List<Poll.Entry> polls(String channel) throws SQLException {
        String sql = """
                select at, outcome, status, millis, bytes, found, fresh, changed, detail
                from poll where channel = ? order by at desc
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(channel);
            try (ResultSet rows = statement.executeQuery()) {
                var polls = new ArrayList<Poll.Entry>();
                while (rows.next()) {
                    polls.add(entry(rows));
                }
                return polls;
            }
        }
    }

    private static Poll.Entry entry(ResultSet row) throws SQLException {
        return new Poll.Entry(
                row.getTimestamp("at").toInstant(),
                row.getString("outcome"),
                row.getInt("status"),
                Duration.ofMillis(row.getLong("millis")),
                row.getLong("bytes"),
                row.getInt("found"),
                row.getInt("fresh"),
                row.getInt("changed"),
                row.getString("detail"));
    }

    /** By how much the poll that has waited longest is overdue, and how many pages wait. */
    public Waiting waiting() throws SQLException {
        String sql = """
                select extract(epoch from ? - min(due_at) filter (where rank = 0 and due_at <= ?))::bigint,
                       count(*) filter (where rank = 2 and failed = '') from errand
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            now(statement);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return new Waiting(Duration.ofSeconds(rows.getLong(1)), rows.getLong(2));
            }
        }
    }

    private static List<SourceHealth> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var read = new ArrayList<SourceHealth>();
            while (rows.next()) {
                read.add(health(rows));
            }
            return read;
        }
    }

    private static SourceHealth health(ResultSet row) throws SQLException {
        long quiet = row.getLong("quiet_after");
        return new SourceHealth(
                row.getString("id"),
                row.getString("source"),
                row.getString("name"),
                row.getString("region"),
                row.getString("kind").toLowerCase(Locale.ROOT).replace('_', '-'),
                SourceState.of(row.getString("state")).orElseThrow(),
                row.getString("address"),
                StandingRow.time(row, "last_attempt"),
                StandingRow.time(row, "last_success"),
                StandingRow.time(row, "failing_since"),
                row.getInt("streak"),
                row.getString("fault"),
                row.getInt("status"),
                row.getString("detail"),
                StandingRow.time(row, "next_at"),
                row.getString("why"),
                Duration.ofSeconds(row.getLong("cadence")),
                StandingRow.time(row, "newest_item_at"),
                quiet > 0 ? Optional.of(Duration.ofSeconds(quiet)) : Optional.empty(),
                row.getLong("waiting"),
                row.getLong("failed"));
    }
}
