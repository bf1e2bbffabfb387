package org.yizhan.deliver;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Rows as one array a column. */
record Rows<T>(PreparedStatement statement, List<T> rows) {

    void set(int place, String type, Function<T, Object> column) throws SQLException {
        statement.setArray(
                place,
                statement
                        .getConnection()
                        .createArrayOf(type, rows.stream().map(column).toArray()));
    }
}
