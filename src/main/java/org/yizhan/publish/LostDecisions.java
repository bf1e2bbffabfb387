package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.yizhan.article.Message;
import org.yizhan.article.Moved;
import org.yizhan.article.Tagged;

/**
 * The decisions that were made after a backup which was put back since. They lie on Kafka still, but their database is lost:
 * the stages read again what led to them and decide anew, it may be otherwise.
 */
record LostDecisions(List<Span> spans) {

    static final LostDecisions NONE = new LostDecisions(List.of());

    /** From the number behind {@code after} up to {@code until}. */
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

    private boolean hold(long decided) {
        return spans.stream().anyMatch(span -> span.holds(decided));
    }
}
