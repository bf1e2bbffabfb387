package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** A channel that waits for its own rhythm, or for one that was set, is asked by the new one; wishes of its server hold. */
    private static final String INTERVAL = """
            with wanted as (
                select id, nullif(value, '')::bigint as seconds from unnest(?::text[], ?::text[]) w (id, value)
            ), due as (
                update errand e set due_at = greatest(?::timestamptz, c.last_attempt + w.seconds * interval '1 second')
                from wanted w join channel c on c.id = w.id
                where e.channel = c.id and e.rank = 0 and e.token is null and e.failed = '' and not c.paused
                    and w.seconds is not null and c.last_attempt is not null and c.why in ('new', 'learned', 'quiet', 'every')
                returning e.channel, e.host, e.due_at
            ), ready as (
                update host h set ready_at = least(h.ready_at, greatest(h.next_start_at, first.due_at))
                from (select host, min(due_at) as due_at from due group by host) first where h.name = first.host
            )
            update channel c set set_interval = w.seconds, next_at = coalesce(due.due_at, c.next_at),
                cadence = case when due.channel is null then c.cadence else w.seconds end,
                why = case when due.channel is null then c.why else 'every' end
            from wanted w left join due on due.channel = w.id where c.id = w.id
            """;

    private static final String TAGS = """
            update channel c set tags = coalesce(string_to_array(nullif(w.value, ''), ' '), '{}')
            from unnest(?::text[], ?::text[]) w (id, value) where c.id = w.id
            """;

    /** Sets each of these channels to its value. */
    public void write(Connection connection, SourceSetting.Kind kind, Map<String, String> values) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(kind == SourceSetting.Kind.INTERVAL ? INTERVAL : TAGS)) {
            var binding = new Binding(statement).array("text", values.keySet()).array("text", values.values());
            if (kind == SourceSetting.Kind.INTERVAL) {
                binding.time(clock.instant());
            }
            statement.executeUpdate();
        }
    }
}
