package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yizhan.article.Channel;

/** Reads and writes what operators have set of channels, in the caller's transaction. Safe for concurrent use. */
public final class SourceSettings {

    private final Clock clock;

    public SourceSettings(Clock clock) {
        this.clock = clock;
    }

    /** What is set of those of {@code channels} of which it can be, by id; their rows are the caller's then. */
    public Map<String, String> read(Connection connection, SourceSetting.Kind kind, Collection<String> channels)
            throws SQLException {
        String sql = switch (kind) {
            case INTERVAL -> """
                    select id, coalesce(set_interval::text, '') from channel
                    where id = any(?) and active and address <> '' order by id for update
                    """;
            case TAGS -> """
                    select id, array_to_string(tags, ' ') from channel where id = any(?) and active order by id for update
                    """;
        };
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).array("text", channels);
            try (ResultSet rows = statement.executeQuery()) {
                var values = new LinkedHashMap<String, String>();
                while (rows.next()) {
                    values.put(rows.getString(1), rows.getString(2));
                }
                return values;
            }
        }
    }

    /**
     * A channel that waits for its own rhythm, or for one that was set, is asked by what counts now; wishes of its server
     * hold.
     */
    private static final String INTERVAL = """
            with wanted as (
                select id, nullif(value, '')::bigint as seconds, cadence, why, next_at
                from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[])
                    w (id, value, cadence, why, next_at)
            ), due as (
                update errand e set due_at = greatest(?::timestamptz, w.next_at)
                from wanted w join channel c on c.id = w.id
                where e.channel = c.id and e.rank = 0 and e.token is null and e.failed = '' and not c.paused
                    and w.why <> '' and c.why in ('new', 'learned', 'quiet', 'every')
                returning e.channel, e.host, e.due_at
            ), ready as (
                update host h set ready_at = least(h.ready_at, greatest(h.next_start_at, first.due_at))
                from (select host, min(due_at) as due_at from due group by host) first where h.name = first.host
            )
            update channel c set set_interval = w.seconds, next_at = coalesce(due.due_at, c.next_at),
                cadence = case when w.why <> '' and c.fault <> 'http-429' then w.cadence else c.cadence end,
                why = case when w.why <> '' and c.why in ('new', 'learned', 'quiet', 'every') then w.why else c.why end
            from wanted w left join due on due.channel = w.id where c.id = w.id
            """;

    private static final String TAGS = """
            update channel c set tags = coalesce(string_to_array(nullif(w.value, ''), ' '), '{}')
            from unnest(?::text[], ?::text[]) w (id, value) where c.id = w.id
            """;

    /** Sets each of these channels to its value. */
    public void write(Connection connection, SourceSetting.Kind kind, Map<String, String> values) throws SQLException {
        if (kind == SourceSetting.Kind.INTERVAL) {
            intervals(connection, values);
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(TAGS)) {
            new Binding(statement).array("text", values.keySet()).array("text", values.values());
            statement.executeUpdate();
        }
    }

    private void intervals(Connection connection, Map<String, String> values) throws SQLException {
        Map<String, Plan> plans = plans(connection, values);
        var ordered = values.keySet().stream()
                .map(id -> plans.getOrDefault(id, Plan.NONE))
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(INTERVAL)) {
            new Binding(statement)
                    .array("text", values.keySet())
                    .array("text", values.values())
                    .array("bigint", ordered.stream().map(Plan::seconds).toList())
                    .array("text", ordered.stream().map(Plan::why).toList())
                    .times(ordered.stream().map(Plan::next).toList())
                    .time(clock.instant());
            statement.executeUpdate();
        }
    }

    /** When a channel is to be asked by what counts from now on, as if that had counted at its last poll. */
    private record Plan(long seconds, String why, Instant next) {

        /** It has not been asked yet. */
        static final Plan NONE = new Plan(0, "", Instant.EPOCH);

        static Plan of(Standing standing, Optional<Duration> every, Instant last) {
            Timing timing = Schedule.cadence(standing, every, last);
            Duration interval = Duration.between(last, timing.next().orElse(last));
            Duration least = Stream.of(
                            interval,
                            standing.wishes().lifetime(),
                            standing.wishes().ttl())
                    .max(Comparator.naturalOrder())
                    .orElse(interval);
            return new Plan(
                    interval.toSeconds(), timing.why().word(), standing.wishes().allowed(last.plus(least)));
        }
    }

    private static Map<String, Plan> plans(Connection connection, Map<String, String> values) throws SQLException {
        String sql = "select c.id, c.kind, c.source, c.parameters, %s from channel c where c.id = any(?)"
                .formatted(StandingRow.COLUMNS);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).array("text", values.keySet());
            try (ResultSet rows = statement.executeQuery()) {
                var plans = new HashMap<String, Plan>();
                while (rows.next()) {
                    String id = rows.getString("id");
                    Standing standing = StandingRow.read(rows);
                    Optional<Duration> every = every(rows, values.getOrDefault(id, ""));
                    standing.health().lastAttempt().ifPresent(last -> plans.put(id, Plan.of(standing, every, last)));
                }
                return plans;
            }
        }
    }

    /** What is set, else what the file says. */
    private static Optional<Duration> every(ResultSet row, String set) throws SQLException {
        if (!set.isEmpty()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(set)));
        }
        return Every.of(new Channel(
                row.getString("id"),
                Channel.Kind.valueOf(row.getString("kind")),
                row.getString("source"),
                JsonText.read(row.getString("parameters"))));
    }
}
