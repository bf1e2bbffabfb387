package org.yizhan.ops;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.LongStream;

/** Counts the dead letters of one cause, row by row of hours. */
final class LetterTally {
    private final String stage;
    private final String error;
    private final long[] hours = new long[DeadLetterCount.HOURS];
    private long total;
    private long waiting;

    LetterTally(String stage, String error) {
        this.stage = stage;
        this.error = error;
    }

    void add(ResultSet row) throws SQLException {
        total += row.getLong("total");
        waiting += row.getLong("waiting");
        int hour = row.getInt("hour");
        if (hour > 0) {
            hours[hour - 1] += row.getLong("total");
        }
    }

    DeadLetterCount count() {
        return new DeadLetterCount(
                stage, error, total, waiting, LongStream.of(hours).boxed().toList());
    }
}
