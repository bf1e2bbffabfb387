package org.yizhan.ops;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The orders to tag stored articles anew, in {@code retag_order}. They are worked off one after the other, step by step,
 * by one instance at a time; a step that is not finished is taken again. Safe for concurrent use; throws
 * {@link SQLException} where the database can't answer.
 */
public final class Retags {

    /** From the end of one step to the next, whichever instance takes it. */
    public static final Duration PAUSE = Duration.ofSeconds(1);

    private static final AdvisoryLock LOCK = new AdvisoryLock(0x7969_7a68_616e_7267L);

    private final DataSource database;
    private final Audit audit;
    private final Clock clock;

    public Retags(DataSource database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What was ordered: the articles whose newest content was received from {@code since} on and before {@code until}.
     *
     * @param source of this source only; empty: of all
     */
    public record Wanted(Instant since, Instant until, Optional<String> source) {}

    /** How far one has come in the order of receipt: that of the article sent last, and its id. */
    public record Cursor(Instant received, UUID article) {}

    /**
     * One order, as it stands.
     *
     * @param sent how many articles went back to be tagged
     * @param leftOut how many did not, because their texts are no longer kept or they are withdrawn
     */
    public record Retag(
            UUID id,
            Instant orderedAt,
            String operator,
            Wanted wanted,
            Cursor cursor,
            long sent,
            long leftOut,
            Optional<Instant> doneAt) {}

    /** What one step did. */
    public record Progress(Cursor cursor, int sent, long leftOut, boolean done) {}

    /** Goes on with an order. */
    @FunctionalInterface
    public interface Step {
        Progress go(Retag order);
    }

    /** Puts an order on record, and its line in the audit with it. */
    Retag order(UUID id, String operator, Wanted wanted) throws SQLException {
        var order = new Retag(
                id,
                clock.instant(),
                operator,
                wanted,
                new Cursor(wanted.since(), new UUID(0, 0)),
                0,
                0,
                Optional.empty());
        var detail = Answer.object()
                .put("since", wanted.since().toString())
                .put("until", wanted.until().toString());
        wanted.source().ifPresent(source -> detail.put("source", source));
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                audit.write(connection, new Audit.Deed(operator, Audit.Action.RETAG, id.toString(), "", detail));
                insert(connection, order);
                connection.commit();
                return order;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static void insert(Connection connection, Retag order) throws SQLException {
        var sql = """
                insert into retag_order (id, ordered_at, operator, since, until, source, cursor_at, cursor_id)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """;
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, order.id());
            statement.setTimestamp(2, Timestamp.from(order.orderedAt()));
            statement.setString(3, order.operator());
            time(statement, 4, order.wanted().since());
            time(statement, 5, order.wanted().until());
            statement.setString(6, order.wanted().source().orElse(""));
            time(statement, 7, order.cursor().received());
            statement.setObject(8, order.cursor().article());
            statement.executeUpdate();
        }
    }

    /** The newest first. */
    List<Retag> latest(int limit) throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement("select * from retag_order order by ordered_at desc, id limit ?")) {
            statement.setInt(1, limit);
            return read(statement);
        }
    }

    /**
     * Takes one step with the oldest open order; empty where there is none, another instance has it in hand, or
     * {@link #PAUSE} is not over. How far the step came is kept when it has returned, and not where it throws.
     */
    public Optional<Progress> advance(Step step) throws SQLException {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Optional<Retag> order = next(connection);
                Optional<Progress> progress = order.map(step::go);
                if (progress.isPresent()) {
                    keep(connection, order.get().id(), progress.get());
                }
                connection.commit();
                return progress;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Optional<Retag> next(Connection connection) throws SQLException {
        var sql = """
                select * from retag_order where done_at is null
                and not exists (select from retag_order where moved_at > ? and moved_at < ?) order by ordered_at, id limit 1
                """;
        if (!LOCK.isHad(connection)) {
            return Optional.empty();
        }
        try (var statement = connection.prepareStatement(sql)) {
            time(statement, 1, clock.instant().minus(PAUSE));
            // a step in the future was taken by a clock that was ahead: nobody waits for it
            time(statement, 2, clock.instant().plus(PAUSE));
            return read(statement).stream().findFirst();
        }
    }

    private void keep(Connection connection, UUID order, Progress progress) throws SQLException {
        var sql = """
                update retag_order set cursor_at = ?, cursor_id = ?, sent = sent + ?, left_out = left_out + ?,
                    moved_at = ?, done_at = case when ? then ?::timestamptz end
                where id = ?
                """;
        Instant now = clock.instant();
        try (var statement = connection.prepareStatement(sql)) {
            time(statement, 1, progress.cursor().received());
            statement.setObject(2, progress.cursor().article());
            statement.setInt(3, progress.sent());
            statement.setLong(4, progress.leftOut());
            time(statement, 5, now);
            statement.setBoolean(6, progress.done());
            time(statement, 7, now);
            statement.setObject(8, order);
            statement.executeUpdate();
        }
    }

    private static void time(PreparedStatement statement, int parameter, Instant time) throws SQLException {
        statement.setObject(parameter, time.atOffset(ZoneOffset.UTC));
    }

    private static List<Retag> read(PreparedStatement statement) throws SQLException {
        var orders = new ArrayList<Retag>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                orders.add(new Retag(
                        row.getObject("id", UUID.class),
                        time(row, "ordered_at").orElseThrow(),
                        row.getString("operator"),
                        new Wanted(
                                time(row, "since").orElseThrow(),
                                time(row, "until").orElseThrow(),
                                Optional.of(row.getString("source")).filter(source -> !source.isEmpty())),
                        new Cursor(time(row, "cursor_at").orElseThrow(), row.getObject("cursor_id", UUID.class)),
                        row.getLong("sent"),
                        row.getLong("left_out"),
                        time(row, "done_at")));
            }
        }
        return orders;
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
