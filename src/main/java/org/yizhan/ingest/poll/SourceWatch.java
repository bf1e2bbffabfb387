package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Tells how the channels fare, from what polling has stored: the same on every instance. Safe for concurrent use; throws
 * {@link SQLException} where the database can't answer.
 */
public final class SourceWatch {

    private final DataSource database;
    private final Clock clock;
    private final OwnNetwork network;

    /** One that knows of the network what the stored polls tell. */
    public SourceWatch(DataSource database, Clock clock) {
        this(database, clock, new OwnNetwork(Optional::empty, new PollFailures(database, clock), clock));
    }

    /** @param network while it is gone, the channels are told as they were before */
    public SourceWatch(DataSource database, Clock clock, OwnNetwork network) {
        this.database = database;
        this.clock = clock;
        this.network = network;
    }

    /** Since when our own network is gone, and nothing is found out of the channels; empty while all is well. */
    public Optional<Instant> networkGoneSince() throws SQLException {
        return network.goneSince();
    }

    /**
     * One answer to a {@link SourceQuery}.
     *
     * @param rows this page of it
     * @param total how many there are in all
     * @param facets how the channels divide
     */
    public record Page(List<SourceHealth> rows, long total, SourceFacets facets) {
        public Page {
            rows = List.copyOf(rows);
        }

        /** How many there are of each state, the question's own state left out of account. */
        public Map<SourceState, Long> states() {
            return facets.states();
        }
    }

    /** What waits to be fetched. */
    public record Waiting(Duration overdue, long pages) {}

    /** The channels that {@code query} asks for, and how all of them divide: one pass over them. */
    public Page list(SourceQuery query) throws SQLException {
        String order = query.sort().order();
        String sql = """
                with %s, %s, page as (
                    select *, row_number() over (order by %s) as place
                    from (select * from marked where %s order by %s limit ? offset ?) rows
                ), told as (
                    select array_agg(facet) as facets, array_agg(word) as words, array_agg(many) as counts from counted
                    where many > 0
                )
                select told.facets, told.words, told.counts, page.*, %s
                from moment now left join page on true
                left join told on page.place is null or page.place = 1 %s order by place
                """.formatted(
                        Watched.marked(query.sort()),
                        Watched.COUNTED,
                        order,
                        Watched.MEETS,
                        order,
                        Watched.SHOWN,
                        Watched.LOOKED_UP);
        Optional<Instant> gone = network.goneSince();
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Watched.marked(new Binding(statement), query, gone, now)
                    .whole(query.limit())
                    .whole(query.offset());
            try (ResultSet rows = statement.executeQuery()) {
                return page(rows, query, now);
            }
        }
    }

    private static Page page(ResultSet row, SourceQuery query, Instant now) throws SQLException {
        row.next();
        SourceFacets facets = SourceFacets.read(row);
        var read = new ArrayList<SourceHealth>();
        if (row.getString("id") != null) {
            do {
                read.add(SourceHealthRow.read(row, now));
            } while (row.next());
        }
        return new Page(read, facets.total(query.state()), facets);
    }

    /** All channels that it asks for, {@code most} at most, whatever rows of them. */
    public List<SourceHealth> all(SourceQuery query, int most) throws SQLException {
        String sql = """
                with %s, page as (
                    select *, row_number() over (order by %s) as place from marked where %s order by place limit ?
                )
                select page.*, %s from page cross join moment now %s order by place
                """.formatted(
                Watched.marked(query.sort()), query.sort().order(), Watched.MEETS, Watched.SHOWN, Watched.LOOKED_UP);
        Optional<Instant> gone = network.goneSince();
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Watched.marked(new Binding(statement), query, gone, now).whole(most);
            return read(statement, now);
        }
    }

    /** How many channels there are of each state. */
    public Map<SourceState, Long> states() throws SQLException {
        String sql = "select state, count(*) from (%s) watched group by state".formatted(Watched.ALL);
        Optional<Instant> gone = network.goneSince();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Watched.moment(new Binding(statement), gone, clock.instant());
            try (ResultSet rows = statement.executeQuery()) {
                var states = new EnumMap<SourceState, Long>(SourceState.class);
                while (rows.next()) {
                    states.put(SourceState.of(rows.getString(1)).orElseThrow(), rows.getLong(2));
                }
                return states;
            }
        }
    }

    /** The ids of all that {@code query} asks for, whatever rows of them; in its order. */
    public List<String> ids(SourceQuery query) throws SQLException {
        return column("id", query);
    }

    /** The hosts of all that {@code query} asks for, as {@link SourceHealth#host}. */
    public Set<String> hosts(SourceQuery query) throws SQLException {
        return column("address", query).stream().map(Hosts::of).collect(Collectors.toSet());
    }

    private List<String> column(String name, SourceQuery query) throws SQLException {
        String sql = "with %s select %s from marked where %s order by %s"
                .formatted(
                        Watched.marked(query.sort()),
                        name,
                        Watched.MEETS,
                        query.sort().order());
        Optional<Instant> gone = network.goneSince();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Watched.marked(new Binding(statement), query, gone, clock.instant());
            try (ResultSet rows = statement.executeQuery()) {
                var values = new ArrayList<String>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }

    private Binding now(PreparedStatement statement) throws SQLException {
        Instant now = clock.instant();
        return new Binding(statement).time(now).time(now);
    }

    /** How one channel fares; empty where there is none such. */
    public Optional<SourceHealth> find(String channel) throws SQLException {
        String sql = """
                with %s, page as (select * from (%s) watched where id = ?)
                select page.*, %s from page cross join moment now %s
                """.formatted(Watched.MOMENT, Watched.ALL, Watched.SHOWN, Watched.LOOKED_UP);
        Optional<Instant> gone = network.goneSince();
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Watched.moment(Watched.now(new Binding(statement), now), gone, now).text(channel);
            return read(statement, now).stream().findFirst();
        }
    }

    /** The hosts of these channels that are asked nothing for a while, by name. */
    public List<HostRest> rests(Collection<String> channels) throws SQLException {
        String sql = """
                select name as rest_host, rest_until, rest_channel, rest_status from host
                where rest_until > ? and name in (select host from errand where channel = any(?::text[]) and rank = 0)
                order by name
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(clock.instant()).array("text", channels);
            try (ResultSet rows = statement.executeQuery()) {
                var rests = new ArrayList<HostRest>();
                while (rows.next()) {
                    HostRest.read(rows).ifPresent(rests::add);
                }
                return rests;
            }
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

    /**
     * By how much the poll that has waited longest is overdue, and how many pages wait. Of a poll whose host rests, or did
     * when it was due, only what has passed since the rest counts.
     */
    public Waiting waiting() throws SQLException {
        String sql = """
                select extract(epoch from ? - min(due) filter (where rank = 0 and due <= ?))::bigint,
                       count(*) filter (where rank = 2 and failed = '')
                from (select e.rank, e.failed, greatest(e.due_at, h.rest_until) as due
                      from errand e left join host h on h.name = e.host and e.rank = 0) errands
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

    private static List<SourceHealth> read(PreparedStatement statement, Instant now) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var read = new ArrayList<SourceHealth>();
            while (rows.next()) {
                read.add(SourceHealthRow.read(rows, now));
            }
            return read;
        }
    }
}
