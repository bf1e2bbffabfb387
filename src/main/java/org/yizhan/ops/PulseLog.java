package org.yizhan.ops;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;

/** What each stage did, minute by minute, for two days. Safe for concurrent use. */
public final class PulseLog {

    /** For so long it is kept. */
    public static final Duration KEPT = Duration.ofDays(2);

    private final DataSource database;
    private final String instance;

    /** @param instance whose minutes are written; those of all are read */
    public PulseLog(DataSource database, String instance) {
        this.database = database;
        this.instance = instance;
    }

    /**
     * What a stage did in a while.
     *
     * @param dead dead letters
     * @param lag in records at its end; empty where nobody knows
     * @param delay 95 of 100 articles were through in so many milliseconds; empty where none came
     */
    public record Beat(String stage, long received, long sent, long dead, OptionalLong lag, OptionalLong delay) {}

    /** A stage's steps, of equal length and without gaps: nothing happened in a step that nobody wrote down. */
    public record Line(String stage, List<Beat> steps) {
        public Line {
            steps = List.copyOf(steps);
        }
    }

    void write(Instant minute, List<Beat> beats) throws SQLException {
        var sql = """
                insert into pulse (minute, instance, stage, received, sent, dead, lag, delay)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (minute, instance, stage) do update set received = pulse.received + excluded.received,
                    sent = pulse.sent + excluded.sent, dead = pulse.dead + excluded.dead, lag = excluded.lag,
                    delay = greatest(pulse.delay, excluded.delay)
                """;
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (Beat beat : beats) {
                statement.setTimestamp(1, Timestamp.from(minute));
                statement.setString(2, instance);
                statement.setString(3, beat.stage());
                statement.setLong(4, beat.received());
                statement.setLong(5, beat.sent());
                statement.setLong(6, beat.dead());
                statement.setObject(7, beat.lag().isPresent() ? beat.lag().getAsLong() : null, Types.BIGINT);
                statement.setObject(8, beat.delay().isPresent() ? beat.delay().getAsLong() : null, Types.BIGINT);
                statement.addBatch();
            }
            statement.executeBatch();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    /** All instances' work from {@code begin} on, in so many steps of this length; a line for each stage that has any. */
    public List<Line> since(Instant begin, Duration step, int steps) throws SQLException {
        var sql = """
                select stage, floor(extract(epoch from minute - ?) / ?)::int as step, sum(received) as received,
                    sum(sent) as sent, sum(dead) as dead, max(lag) as lag, max(delay) as delay
                from pulse where minute >= ? and minute < ? group by 1, 2
                """;
        Map<String, Beat[]> lines = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(begin));
            statement.setLong(2, step.toSeconds());
            statement.setTimestamp(3, Timestamp.from(begin));
            statement.setTimestamp(4, Timestamp.from(begin.plus(step.multipliedBy(steps))));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    Beat beat = beat(rows);
                    lines.computeIfAbsent(beat.stage(), stage -> still(stage, steps))[rows.getInt("step")] = beat;
                }
            }
        }
        var all = new ArrayList<Line>();
        lines.forEach((stage, beats) -> all.add(new Line(stage, List.of(beats))));
        return all;
    }

    private static Beat[] still(String stage, int steps) {
        var beats = new Beat[steps];
        Arrays.fill(beats, new Beat(stage, 0, 0, 0, OptionalLong.empty(), OptionalLong.empty()));
        return beats;
    }

    private static Beat beat(ResultSet rows) throws SQLException {
        return new Beat(
                rows.getString("stage"),
                rows.getLong("received"),
                rows.getLong("sent"),
                rows.getLong("dead"),
                optional(rows, "lag"),
                optional(rows, "delay"));
    }

    private static OptionalLong optional(ResultSet rows, String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Drops what is older; gives how many rows. */
    public int drop(Instant before) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement("delete from pulse where minute < ?")) {
            statement.setTimestamp(1, Timestamp.from(before));
            int dropped = statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return dropped;
        }
    }
}
