package org.yizhan.publish;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

    /**
     * From the number behind {@code after} up to {@code until}.
     *
     * @param received receipt of the newest article that the backup has, in microseconds since 1970 as {@code until} is
     */
    record Span(long after, long until, long received) {
        boolean holds(long decided) {
            return after < decided && decided <= until;
        }

        boolean sees(long receipt) {
            return received < receipt && receipt <= until;
        }
    }

    static LostDecisions in(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select after, until, received from lost_decision");
                ResultSet row = select.executeQuery()) {
            List<Span> spans = new ArrayList<>();
            while (row.next()) {
                spans.add(new Span(row.getLong(1), row.getLong(2), row.getLong(3)));
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

    /**
     * When readers were first told of what was received then and is told now: what only comes again is no news of today, but
     * of the moment after its receipt.
     */
    Instant told(Instant receipt, Instant now) {
        return spans.stream().anyMatch(span -> span.sees(Moment.micros(receipt))) ? Moment.stored(receipt) : now;
    }

    private boolean hold(long decided) {
        return spans.stream().anyMatch(span -> span.holds(decided));
    }
}
