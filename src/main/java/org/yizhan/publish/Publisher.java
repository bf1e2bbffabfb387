package org.yizhan.publish;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
     * {@link FeedsChanged}; all others get nothing. What readers had been told by a database that is lost goes before all
     * else, as if it were a batch of its own: it is dated as it was then.
     *
     * @throws IllegalStateException with the {@link SQLException} as its cause; nothing of the batch is stored then, or only
     *     what readers had been told of
     */
    public List<List<Message>> process(List<Envelope> batch) {
        List<Envelope> arrived = arrived(batch);
        LostDecisions lost = lost();
        Set<Integer> told = lost.isEmpty() ? Set.of() : told(arrived);
        Map<Boolean, List<Integer>> parts =
                IntStream.range(0, arrived.size()).boxed().collect(Collectors.partitioningBy(told::contains));
        List<List<Message>> outcome = new ArrayList<>(Collections.nCopies(batch.size(), List.of()));
        for (boolean again : List.of(true, false)) {
            List<Integer> part = Objects.requireNonNull(parts.get(again));
            var arrivals = new Arrivals(
                    part.stream().map(arrived::get).toList(),
                    lost,
                    Optional.of(lost.restored()).filter(restored -> again));
            publish(arrivals).ifPresent(changed -> outcome.set(part.get(arrivals.lastChange()), List.of(changed)));
        }
        return outcome;
    }

    /** The same, with this stage as the last of their trace: an article's stored trace is whole. */
    private List<Envelope> arrived(List<Envelope> batch) {
        Instant now = Moment.stored(clock.instant());
        return batch.stream()
                .map(envelope -> envelope.then("publish", now, envelope.message()))
                .toList();
    }

    /**
     * The places of those that readers had been told of; and of those before one of them about the same article, which changed
     * nothing by themselves, or a chronicle would name them.
     */
    private Set<Integer> told(List<Envelope> envelopes) {
        Set<String> traces = ask(connection -> LostDecisions.told(
                connection, envelopes.stream().map(Envelope::traceId).toList()));
        Set<Integer> told = new HashSet<>();
        Set<UUID> articles = new HashSet<>();
        for (int place = envelopes.size() - 1; place >= 0; place--) {
            Envelope envelope = envelopes.get(place);
            if (traces.contains(envelope.traceId())) {
                articles.add(envelope.message().key());
            }
            if (articles.contains(envelope.message().key())) {
                told.add(place);
            }
        }
        return told;
    }

    /** No more come while the program runs: a backup is put back without it. */
    private LostDecisions lost() {
        if (lost.isEmpty()) {
            lost = Optional.of(ask(LostDecisions::in));
        }
        return lost.orElseThrow();
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try (Connection connection = database.getConnection()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("a batch was not published: " + e.getMessage(), e);
        }
    }

    private Optional<FeedsChanged> publish(Arrivals arrivals) {
        if (arrivals.articles().isEmpty()) {
            return Optional.empty();
        }
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
