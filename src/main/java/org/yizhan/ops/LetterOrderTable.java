package org.yizhan.ops;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.yizhan.ops.LetterOrder.Action;
import org.yizhan.ops.LetterOrder.State;
import org.yizhan.ops.LetterOrder.Turn;

/** The table {@code dead_letter_order}: a row an order, as it stands. */
final class LetterOrderTable {

    private LetterOrderTable() {}

    static void insert(Connection connection, LetterOrder order) throws SQLException {
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
    static List<LetterOrder> latest(Connection connection, int limit) throws SQLException {
        var sql = "select * from dead_letter_order order by ordered_at desc, id limit ?";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, limit);
            return read(statement);
        }
    }

    static Optional<LetterOrder> find(Connection connection, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement("select * from dead_letter_order where id = ?")) {
            statement.setObject(1, id);
            return read(statement).stream().findFirst();
        }
    }

    /** An order as it is now, and the word of the state that it was in. */
    record Turned(LetterOrder order, String before) {}

    /** Has it so; empty where there is no such order, or it is not in a state for that. */
    static Optional<Turned> turn(Connection connection, UUID id, Turn turn, Instant now) throws SQLException {
        var sql = """
                with former as (select id, state from dead_letter_order where id = ? and state = any(?) for update)
                update dead_letter_order o set state = ?, ended_at = ?, trouble = '' from former where o.id = former.id
                returning o.*, former.state as before
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", turn.from().stream().map(State::word).toArray()));
            statement.setString(3, turn.into().word());
            statement.setTimestamp(4, turn == Turn.CANCEL ? Timestamp.from(now) : null);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Turned(read(row), row.getString("before"))) : Optional.empty();
            }
        }
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
