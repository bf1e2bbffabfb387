package org.yizhan.ingest.poll;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A {@link SourceHealth} as the columns of {@link Watched}. */
final class SourceHealthRow {

    private SourceHealthRow() {}

    /** What is held off for so long is too long, however seldom it is asked. */
    private static final Duration LONG = Duration.ofDays(1);

    private static final int INTERVALS = 3;

    static SourceHealth read(ResultSet row, Instant now) throws SQLException {
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
                HostRest.read(row),
                isHeldLong(row, now),
                Duration.ofSeconds(row.getLong("cadence")),
                seconds(row, "set_interval"),
                List.of((String[]) row.getArray("tags").getArray()),
                StandingRow.time(row, "newest_item_at"),
                Optional.ofNullable(row.getObject("newest_day", LocalDate.class)),
                seconds(row, "quiet_after"),
                StandingRow.time(row, "last_push"),
                Punctuality.of((Long[]) row.getArray("punctuality").getArray()).week(now),
                row.getLong("waiting"),
                row.getLong("failed"),
                new SourceHealth.Recent(
                        row.getLong("day"),
                        row.getLong("week"),
                        row.getLong("polls"),
                        row.getLong("unchanged"),
                        row.getLong("bytes"),
                        seconds(row, "gap_95"),
                        LastDays.of(days(row), Watched.today(now))));
    }

    private static boolean isHeldLong(ResultSet row, Instant now) throws SQLException {
        if (!row.getString("state").equals(SourceState.HELD_OFF.word())) {
            return false;
        }
        Duration some = usual(row).multipliedBy(INTERVALS);
        Duration most = some.compareTo(LONG) < 0 ? some : LONG;
        Optional<Instant> last = StandingRow.time(row, "last_success");
        Optional<Instant> first = StandingRow.time(row, "first_poll");
        return last.or(() -> first).map(at -> at.plus(most).isBefore(now)).orElse(false);
    }

    /** How often it would be asked if it did not want to be asked less often: as was set, as its file says, or as was learned. */
    private static Duration usual(ResultSet row) throws SQLException {
        Optional<Duration> set = seconds(row, "set_interval");
        if (set.isPresent()) {
            return set.get();
        }
        String every = row.getString("every");
        return every.isEmpty()
                ? Rhythm.of((Long[]) row.getArray("rhythm").getArray()).learned()
                : Every.read(every);
    }

    private static Optional<Long[][]> days(ResultSet row) throws SQLException {
        Array days = row.getArray("days");
        return days == null ? Optional.empty() : Optional.of((Long[][]) days.getArray());
    }

    private static Optional<Duration> seconds(ResultSet row, String column) throws SQLException {
        long seconds = row.getLong(column);
        return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }
}
