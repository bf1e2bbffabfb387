package org.yizhan.ingest.poll;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Tells how the sources fare that have a channel, from what polling has stored: the same on every instance. Safe for
 * concurrent use; throws {@link SQLException} where the database can't answer.
 */
public final class SourceOverview {

    private final DataSource database;
    private final Clock clock;

    public SourceOverview(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Every source that has a channel, by id. */
    public List<SourceStatus> all() throws SQLException {
        return ask(Optional.empty());
    }

    /** One source; empty where it has no channel. */
    public Optional<SourceStatus> find(String source) throws SQLException {
        return ask(Optional.of(source)).stream().findFirst();
    }

    private List<SourceStatus> ask(Optional<String> source) throws SQLException {
        String sql = """
                select c.source, %s as state, c.last_success, c.failing_since, c.fault, c.rhythm
                from channel c where c.active and (?::text is null or c.source = ?) order by c.source, c.id
                """.formatted(SourceState.SQL);
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            new Binding(statement).time(now).time(now).time(now).text(source).text(source);
            return read(statement).values().stream().map(SourceStatus::of).toList();
        }
    }

    private static Map<String, List<SourceStatus.Channel>> read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            var bySource = new LinkedHashMap<String, List<SourceStatus.Channel>>();
            while (rows.next()) {
                bySource.computeIfAbsent(rows.getString("source"), source -> new ArrayList<>())
                        .add(channel(rows));
            }
            return bySource;
        }
    }

    private static SourceStatus.Channel channel(ResultSet row) throws SQLException {
        return new SourceStatus.Channel(
                row.getString("source"),
                SourceState.of(row.getString("state")).orElseThrow(),
                StandingRow.time(row, "last_success"),
                StandingRow.time(row, "failing_since"),
                row.getString("fault"),
                Rhythm.of((Long[]) row.getArray("rhythm").getArray()));
    }
}
