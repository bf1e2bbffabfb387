package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Keeps the incidents: opens them, says when they become another kind, ends them. They are in the database, so a restart
 * goes on with them, and of several instances that look at once one does the work. Safe for concurrent use; throws
 * {@link SQLException} where the database can't answer.
 */
public final class Incidents {

    /** Any number that no other advisory lock has. */
    private static final long LOCK = 0x696e6369_64656e74L;

    /**
     * {@code standing} are the incidents that there ought to be: every channel in trouble, and polling as a whole where a
     * tenth of what it asks is late, from when half of that was due.
     */
    private static final String STANDING = """
            with watched as (
                select c.id, c.source, case when c.active then %s else 'removed' end as state, c.fault,
                       c.failing_since, c.last_success, c.next_at
                from channel c
            ), standing as (
                select id, source, state, fault, coalesce(failing_since, ?) as since, last_success
                from watched where state in ('gone', 'failing', 'redesigned')
                union all
                select '', '', 'late', '', percentile_disc(0.5) within group (order by next_at)
                       filter (where state = 'late'), null::timestamptz
                from watched having 10 * count(*) filter (where state = 'late') >= greatest(1, count(*)
                    filter (where state not in ('paused', 'push-only', 'gone', 'removed')))
                    and count(*) filter (where state = 'late') > 0
            )
            """.formatted(SourceState.SQL);

    private static final String COLUMNS =
            "id, channel, source, kind, fault, began_at, last_success, changed_at, ended_at, ending";

    private final DataSource database;
    private final Clock clock;

    public Incidents(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Brings the incidents in line with how the channels are now; does nothing while another instance does. */
    public void settle() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (isOurs(connection)) {
                    end(connection);
                    change(connection);
                    open(connection);
                }
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static boolean isOurs(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            new Binding(statement).number(LOCK);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** A channel that is out of trouble but has not brought anything yet is not over it. */
    private void end(Connection connection) throws SQLException {
        String sql = STANDING + """
                , over as (
                    select i.id, w.last_success, case
                        when i.channel = '' then 'recovered'
                        when w.id is null or w.state in ('removed', 'push-only') then 'removed'
                        when w.state = 'paused' then 'paused'
                        when w.last_success > coalesce(i.last_success, '-infinity') then 'recovered'
                        else '' end as ending
                    from incident i left join watched w on w.id = i.channel
                    where i.ended_at is null and not exists (select from standing s where s.id = i.channel)
                )
                update incident i set ending = over.ending, changed_at = ?, ended_at = case
                    when over.ending = 'recovered' and over.last_success > i.began_at then over.last_success else ? end
                from over where over.id = i.id and over.ending <> ''
                """;
        run(connection, sql, 6);
    }

    private void change(Connection connection) throws SQLException {
        String sql = STANDING + """
                update incident i set kind = s.state, fault = s.fault, changed_at = ?
                from standing s where s.id = i.channel and i.ended_at is null and i.kind <> s.state
                """;
        run(connection, sql, 5);
    }

    private void open(Connection connection) throws SQLException {
        String sql = STANDING + """
                insert into incident (channel, source, kind, fault, began_at, last_success, changed_at)
                select id, source, state, fault, since, last_success, ? from standing
                on conflict (channel) where ended_at is null do nothing
                """;
        run(connection, sql, 5);
    }

    /** @param times how many parameters there are, each the time of now */
    private void run(Connection connection, String sql, int times) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var binding = new Binding(statement);
            for (int i = 0; i < times; i++) {
                binding.time(now);
            }
            statement.executeUpdate();
        }
    }

    /** The incidents that changed last, the newest change first. */
    public List<Incident> newest(int most) throws SQLException {
        String sql = "select " + COLUMNS + " from incident order by changed_at desc, id limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).whole(most);
            return read(statement);
        }
    }

    /** The same of one source. */
    public List<Incident> newest(String source, int most) throws SQLException {
        String sql = "select " + COLUMNS + " from incident where source = ? order by changed_at desc, id limit ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(source).whole(most);
            return read(statement);
        }
    }

    /** Forgets those that ended before {@code moment}; how many. */
    public int drop(Instant moment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("delete from incident where ended_at < ?")) {
            new Binding(statement).time(moment);
            return statement.executeUpdate();
        }
    }

    private static List<Incident> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var read = new ArrayList<Incident>();
            while (rows.next()) {
                read.add(incident(rows));
            }
            return read;
        }
    }

    private static Incident incident(ResultSet row) throws SQLException {
        String ending = row.getString("ending").toUpperCase(Locale.ROOT);
        return new Incident(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                row.getString("source"),
                SourceState.of(row.getString("kind")).orElseThrow(),
                row.getString("fault"),
                row.getTimestamp("began_at").toInstant(),
                StandingRow.time(row, "last_success"),
                row.getTimestamp("changed_at").toInstant(),
                StandingRow.time(row, "ended_at"),
                ending.isEmpty() ? Incident.Ending.RECOVERED : Incident.Ending.valueOf(ending));
    }
}
