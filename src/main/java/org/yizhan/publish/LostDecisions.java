package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Tagged;

/**
 * The decisions that were made after a backup which was put back since. They lie on Kafka still, but their database is lost:
 * the stages read again what led to them and decide anew, it may be otherwise.
 */
record LostDecisions(List<Span> spans) {

    static final LostDecisions NONE = new LostDecisions(List.of());

    /** From the number behind {@code after} up to {@code until}, microseconds since 1970. */
    record Span(long after, long until) {
        boolean holds(long decided) {
            return after < decided && decided <= until;
        }
    }

    static LostDecisions in(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select after, until from lost_decision");
                ResultSet row = select.executeQuery()) {
            List<Span> spans = new ArrayList<>();
            while (row.next()) {
                spans.add(new Span(row.getLong(1), row.getLong(2)));
            }
            return new LostDecisions(List.copyOf(spans));
        }
    }

    /** Whether the message comes of one. */
    boolean led(Message message) {
        return switch (message) {
            case Tagged tagged -> hold(tagged.verdict().decided());
            case Moved moved -> hold(moved.verdict().decided());
            default -> false;
        };
    }

    /** Those of these arrivals that readers had been told of before. */
    static Set<String> told(Connection connection, Collection<String> traces) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select trace_id from lost_telling where trace_id = any(?)")) {
            select.setArray(1, Columns.texts(connection, traces));
            Set<String> told = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    told.add(rows.getString(1));
                }
            }
            return told;
        }
    }

    /** When the last backup was put back. */
    Instant restored() {
        return Instant.EPOCH.plus(spans.stream().mapToLong(Span::until).max().orElse(0), ChronoUnit.MICROS);
    }

    /** Whether there are none: nothing comes again. */
    boolean isEmpty() {
        return spans.isEmpty();
    }

    private boolean hold(long decided) {
        return spans.stream().anyMatch(span -> span.holds(decided));
    }
}
