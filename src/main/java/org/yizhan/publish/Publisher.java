package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.yizhan.article.Envelope;
import org.yizhan.article.FeedsChanged;
import org.yizhan.article.Message;

/**
 * Writes what readers see: one transaction a batch, the same few statements whatever its size.
 *
 * <p>Idempotent: batches that come again, cut anew or in another order of articles, end in the same tables. Safe for use
 * by several threads and programs on one database; see {@link Publication} for the order of locks.
 */
public final class Publisher {

    private static final int ATTEMPTS = 8;

    /** So many beside other publishers; one that is overtaken again and again asks them to wait. */
    private static final int BESIDE_OTHERS = 2;

    private static final int MOST_REMEMBERED = 20_000;

    private final DataSource database;
    private final Clock clock;
    private volatile Optional<LostDecisions> lost = Optional.empty();
    private final Crowd crowd = new Crowd(MOST_REMEMBERED);

    public Publisher(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Publishes a batch. Where that changed something readers see, the last envelope that changed something gets one
     * {@link FeedsChanged}; all others get nothing.
     *
     * @throws IllegalStateException with the {@link SQLException} as its cause; nothing of the batch is stored then
     */
    public List<List<Message>> process(List<Envelope> batch) {
        var arrivals = new Arrivals(arrived(batch), lost());
        Optional<FeedsChanged> changed = publish(arrivals);
        return IntStream.range(0, batch.size())
                .mapToObj(index -> changed.filter(told -> index == arrivals.lastChange())
                        .map(told -> List.<Message>of(told))
                        .orElse(List.of()))
                .toList();
    }

    /** The same, with this stage as the last of their trace: an article's stored trace is whole. */
    private List<Envelope> arrived(List<Envelope> batch) {
        Instant now = Moment.stored(clock.instant());
        return batch.stream()
                .map(envelope -> envelope.then("publish", now, envelope.message()))
                .toList();
    }

    /** No more come while the program runs: a backup is put back without it. */
    private LostDecisions lost() {
        Optional<LostDecisions> known = lost;
        if (known.isPresent()) {
            return known.get();
        }
        try (Connection connection = database.getConnection()) {
            LostDecisions read = LostDecisions.in(connection);
            lost = Optional.of(read);
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException("a batch was not published: " + e.getMessage(), e);
        }
    }

    private Optional<FeedsChanged> publish(Arrivals arrivals) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = database.getConnection()) {
                return transaction(connection, arrivals, attempt);
            } catch (SQLException e) {
                if (!(e instanceof Overtaken) || attempt == ATTEMPTS) {
                    throw new IllegalStateException("a batch was not published: " + e.getMessage(), e);
                }
            }
        }
    }

    /** What is not committed is rolled back when the caller closes the connection, whatever state that is in by then. */
    private Optional<FeedsChanged> transaction(Connection connection, Arrivals arrivals, int attempt)
            throws SQLException {
        connection.setAutoCommit(false);
        var publication = new Publication(connection, Moment.stored(clock.instant()), arrivals, crowd);
        Optional<FeedsChanged> changed = attempt <= BESIDE_OTHERS ? publication.publish() : publication.publishAlone();
        connection.commit();
        return changed;
    }
}
