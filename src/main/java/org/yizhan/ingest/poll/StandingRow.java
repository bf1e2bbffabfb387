package org.yizhan.ingest.poll;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** A {@link Standing} as columns of table {@code channel}. */
final class StandingRow {

    /** What a {@code select} names for {@link #read}; the table goes by {@code c}. */
    static final String COLUMNS = """
            c.address, c.moving_to, c.moves, c.etag, c.last_modified, c.dated, c.body_hash, c.whole_at, c.flaw,
            c.lifetime, c.ttl, c.skip_hours, c.skip_days, c.pushed_until, c.rhythm, c.cadence,
            c.last_attempt, c.last_success, c.failing_since, c.streak, c.fault, c.matched, c.barren,
            c.newest_day, c.punctuality, c.gaps
            """;

    /** What an {@code update} sets, in the order of {@link #bind}. */
    static final String SET = """
            address = ?, moving_to = nullif(?, ''), moves = ?, etag = ?, last_modified = ?, dated = ?, body_hash = ?,
            whole_at = ?, flaw = ?, lifetime = ?, ttl = ?, skip_hours = ?, skip_days = ?, rhythm = ?,
            quiet_after = ?, newest_item_at = ?, cadence = ?, last_attempt = ?, last_success = ?, failing_since = ?,
            streak = ?, fault = ?, matched = ?, barren = ?, newest_day = ?, punctuality = ?, burn = ?,
            gaps = ?, gap_95 = ?
            """;

    private StandingRow() {}

    static Standing read(ResultSet row) throws SQLException {
        return new Standing(
                row.getString("address"),
                new Standing.Move(text(row, "moving_to").orElse(""), row.getInt("moves")),
                copy(row),
                wishes(row),
                time(row, "pushed_until"),
                Rhythm.of((Long[]) row.getArray("rhythm").getArray()),
                Duration.ofSeconds(row.getLong("cadence")),
                health(row),
                new Standing.Yield(
                        row.getInt("matched"),
                        row.getInt("barren"),
                        Optional.ofNullable(row.getObject("newest_day", LocalDate.class))),
                Punctuality.of((Long[]) row.getArray("punctuality").getArray()));
    }

    private static Copy copy(ResultSet row) throws SQLException {
        return new Copy(
                text(row, "etag"),
                text(row, "last_modified"),
                text(row, "dated"),
                row.getString("body_hash"),
                time(row, "whole_at"),
                row.getString("flaw"));
    }

    private static Wishes wishes(ResultSet row) throws SQLException {
        return new Wishes(
                Duration.ofSeconds(row.getLong("lifetime")),
                Duration.ofSeconds(row.getLong("ttl")),
                Wishes.hours(row.getInt("skip_hours")),
                Wishes.days(row.getInt("skip_days")));
    }

    private static Standing.Health health(ResultSet row) throws SQLException {
        return new Standing.Health(
                time(row, "last_attempt"),
                time(row, "last_success"),
                time(row, "failing_since"),
                row.getInt("streak"),
                row.getString("fault"),
                Gaps.of((Long[]) row.getArray("gaps").getArray()));
    }

    static void bind(Binding to, Standing standing) throws SQLException {
        Copy copy = standing.copy();
        Wishes wishes = standing.wishes();
        Standing.Health health = standing.health();
        to.text(standing.address())
                .text(standing.move().to())
                .whole(standing.move().times())
                .text(copy.etag())
                .text(copy.lastModified())
                .text(copy.date())
                .text(copy.hash())
                .time(copy.wholeAt())
                .text(copy.flaw())
                .seconds(wishes.lifetime())
                .seconds(wishes.ttl())
                .whole(wishes.hourBits())
                .whole(wishes.dayBits())
                .array("bigint", standing.rhythm().seconds())
                .seconds(standing.rhythm().quietAfter())
                .time(standing.rhythm().newest())
                .seconds(standing.cadence())
                .time(health.lastAttempt())
                .time(health.lastSuccess())
                .time(health.failingSince())
                .whole(health.streak())
                .text(health.fault())
                .whole(standing.yield().matched())
                .whole(standing.yield().barren())
                .day(standing.yield().newestDay())
                .array("bigint", standing.punctuality().numbers())
                .fraction(standing.punctuality().burn())
                .array("bigint", health.gaps().seconds())
                .seconds(health.gaps().usual());
    }

    static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }
}
