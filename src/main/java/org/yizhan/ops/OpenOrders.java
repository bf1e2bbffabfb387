package org.yizhan.ops;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The orders over dead letters that are not at their end, and what they will still come to. */
record OpenOrders(List<LetterOrder> orders) {

    OpenOrders {
        orders = List.copyOf(orders);
    }

    /** As they stand now. */
    static OpenOrders read(Connection connection) throws SQLException {
        var sql = "select * from dead_letter_order where state in ('open', 'paused') order by ordered_at, id";
        try (var statement = connection.prepareStatement(sql)) {
            return new OpenOrders(LetterOrderTable.read(statement));
        }
    }

    /** What a row of {@code dead_letter} has to meet for an order to come to it. */
    private static LetterFilter.Conditions left(LetterOrder order) {
        LetterFilter.Conditions left = order.choice().conditions();
        left.add("id > ?", order.cursor());
        left.add("id <= ?", order.lastId());
        return left;
    }

    /** Asks as well that one of the orders will come to it. */
    void narrow(LetterFilter.Conditions conditions) {
        List<LetterFilter.Conditions> all =
                orders.stream().map(OpenOrders::left).toList();
        String any = all.stream().map(one -> "(" + one.text() + ")").collect(Collectors.joining(" or "));
        conditions.add(
                all.isEmpty() ? "false" : "(" + any + ")",
                all.stream().flatMap(one -> one.values().stream()).toArray());
    }

    /** The first order that will come to each of these letters, by the letter's id; one statement for all. */
    Map<Long, UUID> comeTo(Connection connection, List<Long> ids) throws SQLException {
        Map<Long, UUID> found = new HashMap<>();
        if (orders.isEmpty() || ids.isEmpty()) {
            return found;
        }
        var parts = new ArrayList<String>();
        var all = new ArrayList<LetterFilter.Conditions>();
        for (int i = 0; i < orders.size(); i++) {
            LetterFilter.Conditions left = left(orders.get(i));
            left.add("id = any(?)", (Object) ids.toArray(Long[]::new));
            parts.add("select id, %d as place from dead_letter where %s".formatted(i, left.text()));
            all.add(left);
        }
        try (var statement = connection.prepareStatement(String.join(" union all ", parts) + " order by place desc")) {
            int next = 1;
            for (LetterFilter.Conditions left : all) {
                next = left.fill(statement, next);
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getLong("id"), orders.get(rows.getInt("place")).id());
                }
            }
            return found;
        }
    }
}
