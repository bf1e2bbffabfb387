package org.yizhan.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.yizhan.ops.LetterOrder.Action;
import org.yizhan.ops.LetterOrder.State;
import org.yizhan.ops.LetterOrder.Turn;

/**
 * The orders over many dead letters, each with its line in the audit; {@link LetterWorker} works them off. Safe for concurrent
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
            return LetterEffect.count(connection, choice);
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
                LetterEffect effect = LetterEffect.count(connection, wish.choice());
                if (effect.total() == 0 && wish.choice().filter().isEmpty()) {
                    throw Rejection.of(
                            422,
                            "none of the chosen dead letters is there; GET /api/v1/ops/dead-letters lists those that are");
                }
                LetterOrder order = opened(id, wish, effect);
                LetterOrderTable.insert(connection, order);
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

    /** The newest first. */
    public List<LetterOrder> latest(int limit) throws SQLException {
        try (var connection = database.getConnection()) {
            return LetterOrderTable.latest(connection, limit);
        }
    }

    public Optional<LetterOrder> find(UUID id) throws SQLException {
        try (var connection = database.getConnection()) {
            return LetterOrderTable.find(connection, id);
        }
    }

    /** Has it so, with a line in the audit; empty where there is no such order, or it is not in a state for that. */
    Optional<LetterOrder> turn(UUID id, Turn turn, String operator) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<LetterOrderTable.Turned> turned = LetterOrderTable.turn(connection, id, turn, clock.instant());
                if (turned.isPresent()) {
                    audit.write(connection, deed(turned.get(), turn, operator));
                }
                connection.commit();
                return turned.map(LetterOrderTable.Turned::order);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static Audit.Deed deed(LetterOrderTable.Turned turned, Turn turn, String operator) {
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
}
