package org.yizhan.deduplicate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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
        try (PreparedStatement make = connection.prepareStatement("select open_quarter(?)")) {
            make.setObject(1, first);
            make.execute();
        }
    }
}
