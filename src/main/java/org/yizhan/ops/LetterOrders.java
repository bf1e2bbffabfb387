package org.yizhan.ops;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.yizhan.ops.LetterOrder.Action;
import org.yizhan.ops.LetterOrder.State;

/**
 * The orders over many dead letters, in {@code dead_letter_order}; {@link LetterWorker} works them off. Safe for concurrent
 * use; throws {@link SQLException} where the database can't answer.
 */
public final class LetterOrders {

    /** A record that was replayed so often is not replayed with many any more; one by one it always can be. */
    public static final int MOST_TRIES = 3;

    /** The most letters that are replayed a second. */
    public static final int FASTEST = 500;

    /** What an operator who says nothing gets. */
    public static final int USUAL_RATE = 50;

    /** How long an order may be put off. */
    public static final Duration LONGEST_DELAY = Duration.ofDays(1);

    private final DataSource database;
    private final Audit audit;
    private final Clock clock;

    public LetterOrders(DataSource database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What an operator wants.
     *
     * @param rate letters a second, 1 to {@value #FASTEST}; discarding does not ask for it
     * @param delay how long to wait before the first, up to {@link #LONGEST_DELAY}
     */
    record Wish(Action action, LetterChoice choice, int rate, Duration delay, String reason, String operator) {}

    /** What ordering this would do, counted now. */
    public LetterEffect effect(LetterChoice choice) throws SQLException {
        try (var connection = database.getConnection()) {
            return effect(connection, choice);
        }
    }

    private static LetterEffect effect(Connection connection, LetterChoice choice) throws SQLException {
        var conditions = choice.conditions();
        var sql = """
                select topic, stage, count(*) as total, count(*) filter (where tried + replays >= %d) as too_often,
                       count(*) filter (where kind = 'erasure') as erasures, max(id) as last_id
                from dead_letter where %s group by topic, stage order by total desc, topic, stage
                """.formatted(MOST_TRIES, conditions.text());
        try (var statement = connection.prepareStatement(sql)) {
            conditions.fill(statement, 1);
            var parts = new ArrayList<LetterEffect.Part>();
            long last = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    parts.add(new LetterEffect.Part(
                            row.getString("topic"),
                            row.getString("stage"),
                            row.getLong("total"),
                            row.getLong("too_often"),
                            row.getLong("erasures")));
                    last = Math.max(last, row.getLong("last_id"));
                }
            }
            return new LetterEffect(parts, last);
        }
    }

    /**
     * Puts an order on record, and its line in the audit with it; a filter that finds nothing is done at once, and of chosen
     * letters one at least must be there (422).
     */
    LetterOrder order(UUID id, Wish wish) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                LetterEffect effect = effect(connection, wish.choice());
                if (effect.total() == 0 && wish.choice().filter().isEmpty()) {
                    throw Rejection.of(
                            422,
                            "none of the chosen dead letters is there; GET /api/v1/ops/dead-letters lists those that are");
                }
                LetterOrder order = opened(id, wish, effect);
                insert(connection, order);
                audit.write(connection, deed(order, effect));
                connection.commit();
                return order;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private LetterOrder opened(UUID id, Wish wish, LetterEffect effect) {
        boolean nothing = effect.total() == 0;
        Instant now = clock.instant();
        return new LetterOrder(
                id,
                wish.action(),
                now,
                wish.operator(),
                wish.reason(),
                wish.choice(),
                effect.lastId(),
                wish.rate(),
                wish.delay().isZero() ? Optional.empty() : Optional.of(now.plus(wish.delay())),
                effect.total(),
                nothing ? State.DONE : State.OPEN,
                0,
                0,
                0,
                "",
                Optional.empty(),
                nothing ? Optional.of(now) : Optional.empty());
    }

    private static Audit.Deed deed(LetterOrder order, LetterEffect effect) {
        var detail = Answer.object()
                .put("letters", order.total())
                .put("leftOut", effect.leftOut(order.action()))
                .put("lastId", order.lastId());
        order.choice().filter().ifPresent(filter -> detail.put("filter", filter.query()));
        if (order.choice().filter().isEmpty()) {
            order.choice().ids().forEach(detail.putArray("ids")::add);
        }
        if (order.action() == Action.REPLAY) {
            detail.put("rate", order.rate());
            order.notBefore().ifPresent(at -> detail.put("notBefore", at.toString()));
        }
        var action =
                order.action() == Action.REPLAY ? Audit.Action.REPLAY_DEAD_LETTERS : Audit.Action.DISCARD_DEAD_LETTERS;
        return new Audit.Deed(order.operator(), action, order.id().toString(), order.reason(), detail);
    }

    private static void insert(Connection connection, LetterOrder order) throws SQLException {
        var sql = """
                insert into dead_letter_order
                    (id, action, ordered_at, operator, reason, filter, ids, last_id, rate, total, state, ended_at,
                     not_before)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, order.id());
            statement.setString(2, order.action().word());
            statement.setTimestamp(3, Timestamp.from(order.orderedAt()));
            statement.setString(4, order.operator());
            statement.setString(5, order.reason());
            statement.setString(
                    6, order.choice().filter().map(LetterFilter::query).orElse(null));
            statement.setArray(
                    7,
                    order.choice().filter().isPresent()
                            ? null
                            : connection.createArrayOf(
                                    "bigint", order.choice().ids().toArray()));
            statement.setLong(8, order.lastId());
            statement.setInt(9, order.rate());
            statement.setLong(10, order.total());
            statement.setString(11, order.state().word());
            statement.setTimestamp(12, order.endedAt().map(Timestamp::from).orElse(null));
            statement.setTimestamp(13, order.notBefore().map(Timestamp::from).orElse(null));
            statement.executeUpdate();
        }
    }

    /** The newest first. */
    public List<LetterOrder> latest(int limit) throws SQLException {
        var sql = "select * from dead_letter_order order by ordered_at desc, id limit ?";
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, limit);
            return read(statement);
        }
    }

    public Optional<LetterOrder> find(UUID id) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select * from dead_letter_order where id = ?")) {
            statement.setObject(1, id);
            return read(statement).stream().findFirst();
        }
    }

    /** What an operator may say about an order that is not at its end. */
    enum Turn {
        PAUSE(State.PAUSED, "state = 'open'"),
        RESUME(State.OPEN, "state = 'paused'"),
        CANCEL(State.CANCELLED, "state in ('open', 'paused')");

        private final State into;
        private final String from;

        Turn(State into, String from) {
            this.into = into;
            this.from = from;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Has it so, with a line in the audit; empty where there is no such order, or it is not in a state for that. */
    Optional<LetterOrder> turn(UUID id, Turn turn, String operator) throws SQLException {
        var sql = """
                with former as (select id, state from dead_letter_order where id = ? and %s for update)
                update dead_letter_order o set state = ?, ended_at = ?, trouble = '' from former where o.id = former.id
                returning o.*, former.state as before
                """.formatted(turn.from);
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement(sql)) {
                statement.setObject(1, id);
                statement.setString(2, turn.into.word());
                statement.setTimestamp(3, turn == Turn.CANCEL ? Timestamp.from(clock.instant()) : null);
                Optional<Turned> turned = turned(statement);
                if (turned.isPresent()) {
                    audit.write(connection, turned(turned.get(), turn, operator));
                }
                connection.commit();
                return turned.map(Turned::order);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    /** An order as it is now, and the word of the state that it was in. */
    private record Turned(LetterOrder order, String before) {}

    private static Optional<Turned> turned(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(new Turned(read(row), row.getString("before"))) : Optional.empty();
        }
    }

    private static Audit.Deed turned(Turned turned, Turn turn, String operator) {
        LetterOrder order = turned.order();
        var action = switch (turn) {
            case PAUSE -> Audit.Action.PAUSE_ORDER;
            case RESUME -> Audit.Action.RESUME_ORDER;
            case CANCEL -> Audit.Action.CANCEL_ORDER;
        };
        var detail = Answer.object()
                .put("order", order.action().word())
                .put("done", order.done())
                .put("letters", order.total());
        detail.putObject("before").put("state", turned.before());
        detail.putObject("after").put("state", order.state().word());
        return new Audit.Deed(operator, action, order.id().toString(), "", detail);
    }

    /** The rows of a statement on {@code dead_letter_order}. */
    static List<LetterOrder> read(PreparedStatement statement) throws SQLException {
        var orders = new ArrayList<LetterOrder>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                orders.add(read(row));
            }
        }
        return orders;
    }

    private static LetterOrder read(ResultSet row) throws SQLException {
        return new LetterOrder(
                row.getObject("id", UUID.class),
                Action.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                row.getTimestamp("ordered_at").toInstant(),
                row.getString("operator"),
                row.getString("reason"),
                choice(row),
                row.getLong("last_id"),
                row.getInt("rate"),
                Optional.ofNullable(row.getTimestamp("not_before")).map(Timestamp::toInstant),
                row.getLong("total"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("cursor_id"),
                row.getLong("done"),
                row.getLong("left_out"),
                row.getString("trouble"),
                Optional.ofNullable(row.getTimestamp("moved_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant));
    }

    private static LetterChoice choice(ResultSet row) throws SQLException {
        Array ids = row.getArray("ids");
        return ids == null
                ? LetterChoice.all(LetterFilter.of(row.getString("filter")))
                : LetterChoice.of(List.of((Long[]) ids.getArray()));
    }
}
