package org.yizhan.ops;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.article.DeadLetter;
import org.yizhan.ops.LetterOrder.Action;

/**
 * Works off the orders over dead letters, step by step and one instance at a time; open orders take turns, and each new one
 * has its first step before the others go on. A step puts letters on their topics, and only when all are acknowledged says so of the letters and the order, in one transaction: a
 * crash in between has the step taken again, and the stages are idempotent. Where Kafka is away the order waits, with the
 * reason. Safe for concurrent use.
 */
public final class LetterWorker implements Runnable {

    /** From the end of one step to the next, whichever instance takes it. */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(LetterWorker.class);

    private static final AdvisoryLock LOCK = new AdvisoryLock(0x7969_7a68_616e_6c65L);

    private static final Duration SAID_AGAIN = Duration.ofMinutes(5);

    private static final int DISCARDED_AT_ONCE = 5_000;
    private static final long BYTES_AT_ONCE = 16_000_000;
    private static final int LONGEST_TROUBLE = 300;

    private final DataSource database;
    private final DeadLetters letters;
    private final LetterKeeper keeper;
    private final Replay replay;
    private final Clock clock;
    private Instant said = Instant.EPOCH;

    public LetterWorker(DataSource database, DeadLetters letters, LetterKeeper keeper, Replay replay, Clock clock) {
        this.database = database;
        this.letters = letters;
        this.keeper = keeper;
        this.replay = replay;
        this.clock = clock;
    }

    @Override
    public void run() {
        try {
            var unused = step();
        } catch (SQLException e) {
            throw new IllegalStateException("orders over dead letters can't be worked off: " + e.getMessage(), e);
        }
    }

    /** A letter that an order comes to. */
    private record Due(long id, long size, boolean isLeftOut) {}

    /** What one step does. */
    private record Share(List<Due> due, boolean isLast) {

        List<Long> ids(boolean leftOut) {
            return due.stream()
                    .filter(letter -> letter.isLeftOut() == leftOut)
                    .map(Due::id)
                    .toList();
        }
    }

    /** Takes one step; false where there is none to take, another instance has it in hand, or {@link #PAUSE} is not over. */
    boolean step() throws SQLException {
        Optional<LetterOrder> failed;
        String why;
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<LetterOrder> order = next(connection);
                if (order.isEmpty()) {
                    return false;
                }
                Share share = share(connection, order.get());
                Optional<String> trouble = act(connection, order.get(), share.ids(false));
                if (trouble.isEmpty()) {
                    keep(connection, order.get(), share);
                    connection.commit();
                    return true;
                }
                failed = order;
                why = trouble.get();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        waits(failed.get(), why);
        return true;
    }

    private Optional<LetterOrder> next(Connection connection) throws SQLException {
        var sql = """
                select * from dead_letter_order where state = 'open' and (not_before is null or not_before <= ?)
                and not exists (select from dead_letter_order where state = 'open' and moved_at > ? and moved_at < ?)
                order by least(coalesce(moved_at, '-infinity'), ?), ordered_at, id limit 1
                """;
        if (!LOCK.isHad(connection)) {
            return Optional.empty();
        }
        try (var statement = connection.prepareStatement(sql)) {
            statement.setTimestamp(1, Timestamp.from(clock.instant()));
            statement.setTimestamp(2, Timestamp.from(clock.instant().minus(PAUSE)));
            // a step in the future was taken by a clock that was ahead: nobody waits for it
            statement.setTimestamp(3, Timestamp.from(clock.instant().plus(PAUSE)));
            statement.setTimestamp(4, Timestamp.from(clock.instant()));
            return LetterOrderTable.read(statement).stream().findFirst();
        }
    }

    private static Share share(Connection connection, LetterOrder order) throws SQLException {
        var conditions = order.choice().conditions();
        var sql = """
                select id, octet_length(bytes) as size, %s as left_out
                from dead_letter where id > ? and id <= ? and %s order by id limit ?
                """.formatted(
                order.action() == Action.REPLAY ? "tried + replays >= " + LetterOrders.MOST_TRIES : "kind = 'erasure'",
                conditions.text());
        int most = order.action() == Action.REPLAY ? order.rate() : DISCARDED_AT_ONCE;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, order.cursor());
            statement.setLong(2, order.lastId());
            statement.setInt(conditions.fill(statement, 3), most);
            try (ResultSet rows = statement.executeQuery()) {
                return share(rows, most, order.action());
            }
        }
    }

    private static Share share(ResultSet rows, int most, Action action) throws SQLException {
        var due = new ArrayList<Due>();
        long bytes = 0;
        while (rows.next()) {
            var letter = new Due(rows.getLong("id"), rows.getLong("size"), rows.getBoolean("left_out"));
            bytes += letter.isLeftOut() || action == Action.DISCARD ? 0 : letter.size();
            if (bytes > BYTES_AT_ONCE && !due.isEmpty()) {
                return new Share(due, false);
            }
            due.add(letter);
        }
        return new Share(due, due.size() < most);
    }

    /** Empty where it is done; else why it could not be. */
    private Optional<String> act(Connection connection, LetterOrder order, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        if (order.action() == Action.DISCARD) {
            delete(connection, ids, order.operator());
            return Optional.empty();
        }
        List<DeadLetter> records =
                letters.find(ids).stream().map(KeptDeadLetter::letter).toList();
        Optional<String> trouble = Replayer.publish(replay, records);
        if (trouble.isEmpty()) {
            keeper.replayed(connection, ids, order.id());
        }
        return trouble;
    }

    private void delete(Connection connection, List<Long> ids, String operator) throws SQLException {
        GoneLetters.remember(connection, ids, operator, clock.instant());
        try (var statement = connection.prepareStatement("delete from dead_letter where id = any(?)")) {
            statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
            statement.executeUpdate();
        }
    }

    /** What was paused or cancelled meanwhile stays so, unless it is at its end. */
    private void keep(Connection connection, LetterOrder order, Share share) throws SQLException {
        var sql = """
                update dead_letter_order set cursor_id = greatest(cursor_id, ?), done = done + ?, left_out = left_out + ?,
                    trouble = '', moved_at = ?,
                    state = case when ? and state <> 'cancelled' then 'done' else state end,
                    ended_at = case when ? and state <> 'cancelled' then ?::timestamptz else ended_at end
                where id = ?
                """;
        var now = Timestamp.from(clock.instant());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(
                    1, share.due().isEmpty() ? 0 : share.due().getLast().id());
            statement.setInt(2, share.ids(false).size());
            statement.setInt(3, share.ids(true).size());
            statement.setTimestamp(4, now);
            statement.setBoolean(5, share.isLast());
            statement.setBoolean(6, share.isLast());
            statement.setTimestamp(7, now);
            statement.setObject(8, order.id());
            statement.executeUpdate();
        }
        if (share.isLast()) {
            said(order.id(), order.done() + share.ids(false).size(), "an order over dead letters is worked off");
        }
    }

    private void waits(LetterOrder order, String why) throws SQLException {
        var sql = "update dead_letter_order set trouble = ?, moved_at = ? where id = ?";
        Instant now = clock.instant();
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, LetterKeeper.storable(why, LONGEST_TROUBLE));
            statement.setTimestamp(2, Timestamp.from(now));
            statement.setObject(3, order.id());
            statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
        say(order, why, now);
    }

    /** When it begins, and now and then. */
    private synchronized void say(LetterOrder order, String why, Instant now) {
        if (order.trouble().equals(why) && Duration.between(said, now).compareTo(SAID_AGAIN) < 0) {
            return;
        }
        said = now;
        log.atWarn()
                .addKeyValue("order", order.id())
                .addKeyValue("error", why)
                .log("an order over dead letters waits, its records were not acknowledged");
    }

    private static void said(UUID order, long done, String what) {
        log.atInfo().addKeyValue("order", order).addKeyValue("done", done).log(what);
    }
}
