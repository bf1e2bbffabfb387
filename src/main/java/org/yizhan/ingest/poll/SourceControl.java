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
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What an operator can do to a channel, and what a hub does. Safe for concurrent use; each method is one statement. */
public final class SourceControl {

    private final DataSource database;
    private final Clock clock;

    public SourceControl(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private static final String PAUSE = """
            with paused as (update channel set paused = true, next_at = null
                            where %s and active and address <> '' %s returning id),
            held as (
                update errand e set due_at = 'infinity' from paused where e.channel = paused.id and e.token is null
            )
            """;

    /**
     * Nothing of the channel is fetched until it is resumed; what is under way is finished. False: there is no such
     * channel, or it isn't one that is polled.
     */
    public boolean pause(String channel) throws SQLException {
        String sql = PAUSE.formatted("id = ?", "") + "select 1 from paused";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).text(channel);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Lets the channel go on, also after a 410, as soon as five minutes have passed since it was last asked; gives that
     * moment. Empty: there is no such channel, or it isn't one that is polled.
     */
    public Optional<Instant> resume(String channel) throws SQLException {
        return soon(channel, "");
    }

    /** Has a channel that is not paused polled as {@link #resume} does. */
    public Optional<Instant> poll(String channel) throws SQLException {
        return soon(channel, "and not paused");
    }

    private Optional<Instant> soon(String channel, String condition) throws SQLException {
        String sql = SOON.formatted("id = ?", condition) + "select next_at from going";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(clock.instant()).seconds(Schedule.FLOOR).text(channel);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? StandingRow.time(rows, "next_at") : Optional.empty();
            }
        }
    }

    private static final String SOON = """
            with going as (
                update channel set paused = false, why = 'operator',
                    next_at = greatest(?::timestamptz, last_attempt + ? * interval '1 second')
                where %s and active and address <> '' %s returning id, next_at
            ), due as (
                update errand e set due_at = case when e.rank = 0 then going.next_at
                                                  when e.due_at = 'infinity' then going.next_at
                                                  else e.due_at end
                from going where e.channel = going.id and e.token is null and e.failed = ''
                returning e.host, going.next_at
            ), ready as (
                update host h set ready_at = least(h.ready_at, greatest(h.next_start_at, first.next_at))
                from (select host, min(next_at) as next_at from due group by host) first where h.name = first.host
            )
            """;

    /** What can be done to many channels at once. */
    public enum Step {
        PAUSE("and not paused"),
        /** Those that are paused. */
        RESUME("and paused"),
        /** Those that are not paused. */
        POLL("and not paused");

        private final String condition;

        Step(String condition) {
            this.condition = condition;
        }
    }

    /** Those of {@code channels} that a step would change: polled, and not yet as they are to be; by id. */
    public List<String> open(Step step, Collection<String> channels) throws SQLException {
        String sql = "select id from channel where id = any(?) and active and address <> '' %s order by id"
                .formatted(step.condition);
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).array("text", channels);
            return ids(statement);
        }
    }

    /**
     * Takes the step on those of {@code channels} on which it can be taken, in one statement and the caller's
     * transaction; gives them, by id. What is to be asked at once is asked as politely as ever: each host has its pace.
     */
    public List<String> take(Connection connection, Step step, Collection<String> channels) throws SQLException {
        String sql = step == Step.PAUSE
                ? PAUSE.formatted("id = any(?)", step.condition) + "select id from paused order by id"
                : SOON.formatted("id = any(?)", step.condition) + "select id from going order by id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            var binding = new Binding(statement);
            if (step != Step.PAUSE) {
                binding.time(clock.instant()).seconds(Schedule.FLOOR);
            }
            binding.array("text", channels);
            return ids(statement);
        }
    }

    private static List<String> ids(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var ids = new ArrayList<String>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    /** Articles came by a channel that is not polled: a file or a letter was taken. */
    public void brought(String channel) throws SQLException {
        String sql = """
                update channel set last_attempt = ?, last_success = ?, failing_since = null,
                       streak = 0, fault = '', detail = ''
                where id = ?
                """;
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            Instant now = clock.instant();
            new Binding(statement).time(now).time(now).text(channel);
            statement.executeUpdate();
        }
    }

    /** A hub tells us of the channel's news for so long: it is polled less often meanwhile. */
    public void pushed(String channel, Duration lease) throws SQLException {
        String sql = "update channel set pushed_until = ? where id = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(clock.instant().plus(lease)).text(channel);
            statement.executeUpdate();
        }
    }
}
