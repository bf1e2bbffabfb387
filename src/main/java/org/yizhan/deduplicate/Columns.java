package org.yizhan.deduplicate;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Sets the parameters of a statement that unnests columns of {@code rows}, one after the other. Not safe for concurrent use. */
final class Columns<T> {

    private final Connection connection;
    private final PreparedStatement statement;
    private final Collection<T> rows;
    private int next;

    Columns(PreparedStatement statement, Collection<T> rows) throws SQLException {
        this(statement, rows, 1);
    }

    /** @param first number of the first parameter */
    Columns(PreparedStatement statement, Collection<T> rows, int first) throws SQLException {
        this.next = first;
        this.connection = statement.getConnection();
        this.statement = statement;
        this.rows = rows;
    }

    Columns<T> ids(Function<T, @Nullable UUID> value) throws SQLException {
        return set(connection.createArrayOf("uuid", rows.stream().map(value).toArray()));
    }

    /** Arrays of strings and of primitives go to PostgreSQL in binary. */
    Columns<T> texts(Function<T, @Nullable String> value) throws SQLException {
        return set(connection.createArrayOf("text", rows.stream().map(value).toArray(String[]::new)));
    }

    Columns<T> numbers(ToLongFunction<T> value) throws SQLException {
        return set(numbers(connection, rows.stream().mapToLong(value)));
    }

    Columns<T> fractions(ToDoubleFunction<T> value) throws SQLException {
        double[] fractions = rows.stream().mapToDouble(value).toArray();
        return set(connection.unwrap(PGConnection.class).createArrayOf("float8", (Object) fractions));
    }

    private Columns<T> set(Array array) throws SQLException {
        statement.setArray(next++, array);
        return this;
    }

    /** Numbers as one parameter. */
    static Array integers(Connection connection, IntStream numbers) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("int4", (Object) numbers.toArray());
    }

    /** Numbers as one parameter. */
    static Array numbers(Connection connection, LongStream numbers) throws SQLException {
        return connection.unwrap(PGConnection.class).createArrayOf("int8", (Object) numbers.toArray());
    }

    /** Numbers as one parameter. */
    static Array numbers(Connection connection, Collection<Long> numbers) throws SQLException {
        return numbers(connection, numbers.stream().mapToLong(Long::longValue));
    }

    /** Ids as one parameter. */
    static Array ids(Connection connection, Collection<UUID> ids) throws SQLException {
        return connection.createArrayOf("uuid", ids.toArray());
    }
}
