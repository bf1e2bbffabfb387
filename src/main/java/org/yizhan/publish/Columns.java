package org.yizhan.publish;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows turned into one array a column, which is how many rows go to PostgreSQL in one statement. */
final class Columns<T> {

    private final Connection connection;
    private final Collection<T> rows;

    Columns(Connection connection, Collection<T> rows) {
        this.connection = connection;
        this.rows = rows;
    }

    static Array ids(Connection connection, Collection<UUID> ids) throws SQLException {
        return new Columns<>(connection, ids).ids(Function.identity());
    }

    static Array texts(Connection connection, Collection<String> texts) throws SQLException {
        return new Columns<>(connection, texts).texts(Function.identity());
    }

    Array ids(Function<T, @Nullable UUID> column) throws SQLException {
        return connection.createArrayOf("uuid", rows.stream().map(column).toArray(UUID[]::new));
    }

    Array texts(Function<T, @Nullable String> column) throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(column).toArray(String[]::new));
    }

    Array bytes(Function<T, byte @Nullable []> column) throws SQLException {
        return connection.createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
    }

    Array numbers(Function<T, Long> column) throws SQLException {
        return connection.createArrayOf("int8", rows.stream().map(column).toArray(Long[]::new));
    }

    Array integers(Function<T, @Nullable Integer> column) throws SQLException {
        return connection.createArrayOf("int4", rows.stream().map(column).toArray(Integer[]::new));
    }

    Array truths(Function<T, Boolean> column) throws SQLException {
        return connection.createArrayOf("bool", rows.stream().map(column).toArray(Boolean[]::new));
    }

    /** Microseconds since 1970, for {@code to_timestamp(micros / 1e6)}; times go faster as numbers than as text. */
    Array times(Function<T, @Nullable Instant> column) throws SQLException {
        return connection.createArrayOf(
                "int8", rows.stream().map(column).map(Columns::micros).toArray(Long[]::new));
    }

    private static @Nullable Long micros(@Nullable Instant instant) {
        return instant == null ? null : Long.valueOf(Moment.micros(instant));
    }
}
