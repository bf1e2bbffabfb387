package org.yizhan.ops;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Counts the dead letters of one cause, row by row of hours. */
final class LetterTally {
    private final String stage;
    private final String error;
    private final long[] hours = new long[DeadLetterCount.HOURS];
    private long total;
    private long waiting;

    private LetterTally(String stage, String error) {
        this.stage = stage;
        this.error = error;
    }

    /** By stage and class of failure, most waiting first, with the day before {@code now} hour by hour. */
    static List<DeadLetterCount> all(Connection connection, Instant now) throws SQLException {
        var sql = """
                select stage, error, width_bucket(failed_at, ?::timestamptz[]) as hour, count(*) as total,
                       count(*) filter (where replays = 0) as waiting
                from dead_letter where not superseded group by stage, error, hour
                """;
        Map<String, LetterTally> tallies = new HashMap<>();
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("timestamptz", hours(now)));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    String stage = rows.getString("stage");
                    String error = rows.getString("error");
                    tallies.computeIfAbsent(stage + '\n' + error, cause -> new LetterTally(stage, error))
                            .add(rows);
                }
            }
        }
        return tallies.values().stream()
                .map(LetterTally::count)
                .sorted(Comparator.comparingLong(DeadLetterCount::waiting)
                        .thenComparingLong(DeadLetterCount::total)
                        .reversed()
                        .thenComparing(DeadLetterCount::stage)
                        .thenComparing(DeadLetterCount::error))
                .toList();
    }

    /** Where each of the last hours begins, the oldest first. */
    private static Object[] hours(Instant now) {
        return IntStream.iterate(DeadLetterCount.HOURS, hours -> hours > 0, hours -> hours - 1)
                .mapToObj(hours -> now.minus(Duration.ofHours(hours)).toString())
                .toArray();
    }

    private void add(ResultSet row) throws SQLException {
        total += row.getLong("total");
        waiting += row.getLong("waiting");
        int hour = row.getInt("hour");
        if (hour > 0) {
            hours[hour - 1] += row.getLong("total");
        }
    }

    private DeadLetterCount count() {
        return new DeadLetterCount(
                stage, error, total, waiting, LongStream.of(hours).boxed().toList());
    }
}
