package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions of {@code clue} and {@code fingerprint_text}: one a month of received time each. Safe for concurrent use;
 * connection and transaction are the caller's.
 */
final class Months {

    private final Set<YearMonth> open = ConcurrentHashMap.newKeySet();

    /** The day an article's rows stand under. */
    static LocalDate day(Instant receivedAt) {
        return receivedAt.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** Makes the partitions of these days where they are not there; other instances may do so at the same time. */
    void open(Connection connection, Collection<LocalDate> days) throws SQLException {
        for (LocalDate day : days) {
            YearMonth month = YearMonth.from(day);
            if (!open.contains(month)) {
                make(connection, month);
                open.add(month);
            }
        }
    }

    private static void make(Connection connection, YearMonth month) throws SQLException {
        try (Statement create = connection.createStatement()) {
            create.execute("select pg_advisory_xact_lock(hashtext('fingerprint partitions'))");
            create.execute("create table if not exists %s partition of clue %s".formatted(name("clue", month), span(month)));
            create.execute("create table if not exists %s partition of fingerprint_text %s with (toast_tuple_target = 4080)"
                    .formatted(name("fingerprint_text", month), span(month)));
        }
    }

    /** The name of {@code table}'s partition. */
    static String name(String table, YearMonth month) {
        return "%s_%d_%02d".formatted(table, month.getYear(), month.getMonthValue());
    }

    private static String span(YearMonth month) {
        return "for values from ('%s') to ('%s')".formatted(month.atDay(1), month.plusMonths(1).atDay(1));
    }
}
