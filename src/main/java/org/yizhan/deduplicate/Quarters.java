package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions of {@code clue} and {@code fingerprint_text}: one a quarter of received time each. Safe for concurrent use;
 * connection and transaction are the caller's.
 */
final class Quarters {

    private final Set<LocalDate> open = ConcurrentHashMap.newKeySet();

    /** The day an article's rows stand under. */
    static LocalDate day(Instant receivedAt) {
        return receivedAt.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Looks again which partitions there are: one may have been dropped, or never committed. */
    void forget() {
        open.clear();
    }

    /** The first day of the quarter. */
    static LocalDate first(LocalDate day) {
        return day.withDayOfMonth(1).withMonth((day.getMonthValue() - 1) / 3 * 3 + 1);
    }

    /** Makes the partitions of these days where they are not there; other instances may do so at the same time. */
    void open(Connection connection, Collection<LocalDate> days) throws SQLException {
        for (LocalDate day : days) {
            LocalDate quarter = first(day);
            if (!open.contains(quarter)) {
                make(connection, quarter);
                open.add(quarter);
            }
        }
    }

    private static void make(Connection connection, LocalDate first) throws SQLException {
        String span = "for values from ('%s') to ('%s')".formatted(first, first.plusMonths(3));
        try (Statement create = connection.createStatement()) {
            create.execute("select pg_advisory_xact_lock(hashtext('fingerprint partitions'))");
            create.execute("create table if not exists %s partition of clue %s".formatted(name("clue", first), span));
            create.execute(
                    "create table if not exists %s partition of fingerprint_text %s with (toast_tuple_target = 4080)"
                            .formatted(name("fingerprint_text", first), span));
        }
    }

    /** The name of {@code table}'s partition of the quarter that begins so. */
    static String name(String table, LocalDate first) {
        return "%s_%d_q%d".formatted(table, first.getYear(), (first.getMonthValue() + 2) / 3);
    }
}
