package org.yizhan.ingest.poll;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/** Fills a statement's parameters one after the other. Not for sharing. */
final class Binding {

    private final PreparedStatement statement;
    private int last;

    Binding(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Characters that PostgreSQL can't hold become U+FFFD. */
    Binding text(String value) throws SQLException {
        statement.setString(++last, value.replace('\0', '\uFFFD'));
        return this;
    }

    Binding text(Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            return text(value.get());
        }
        statement.setNull(++last, Types.VARCHAR);
        return this;
    }

    Binding number(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    Binding whole(int value) throws SQLException {
        statement.setInt(++last, value);
        return this;
    }

    Binding fraction(Optional<Double> value) throws SQLException {
        if (value.isPresent()) {
            statement.setDouble(++last, value.get());
        } else {
            statement.setNull(++last, Types.DOUBLE);
        }
        return this;
    }

    Binding truth(boolean value) throws SQLException {
        statement.setBoolean(++last, value);
        return this;
    }

    Binding seconds(Duration value) throws SQLException {
        return number(value.toSeconds());
    }

    Binding seconds(Optional<Duration> value) throws SQLException {
        if (value.isPresent()) {
            return seconds(value.get());
        }
        statement.setNull(++last, Types.BIGINT);
        return this;
    }

    Binding time(Instant value) throws SQLException {
        statement.setTimestamp(++last, Timestamp.from(value));
        return this;
    }

    Binding time(Optional<Instant> value) throws SQLException {
        if (value.isPresent()) {
            return time(value.get());
        }
        statement.setNull(++last, Types.TIMESTAMP_WITH_TIMEZONE);
        return this;
    }

    Binding day(Optional<LocalDate> value) throws SQLException {
        if (value.isPresent()) {
            statement.setObject(++last, value.get());
        } else {
            statement.setNull(++last, Types.DATE);
        }
        return this;
    }

    Binding id(UUID value) throws SQLException {
        statement.setObject(++last, value);
        return this;
    }

    /** Null, whatever the column's type. */
    Binding none() throws SQLException {
        statement.setNull(++last, Types.NULL);
        return this;
    }

    Binding bytes(byte[] value) throws SQLException {
        statement.setBytes(++last, value);
        return this;
    }

    Binding array(String type, Collection<?> values) throws SQLException {
        Array array = statement.getConnection().createArrayOf(type, values.toArray());
        statement.setArray(++last, array);
        return this;
    }

    Binding times(Collection<Instant> values) throws SQLException {
        return array("timestamptz", values.stream().map(Instant::toString).toList());
    }
}
