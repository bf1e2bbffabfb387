package org.yizhan.ops.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A restore whose rows are in and whose stages may not yet be set back: a program that started now would pass over what came
 * after the backup. The mark of it is a table that no migration makes, so that it fits beside the tables of every version, and
 * a migration that no version has: older programs, who know nothing of the table, start on no tables that are newer than they are.
 * Both come by the transaction that puts the rows in.
 *
 * @param backup whose rows they are, as {@link Restoration#digest} says
 * @param at when that was taken
 * @param begun when its rows were put in, whole microseconds
 */
public record UnfinishedRestore(String backup, Instant at, Instant begun) {

    /** The version of tables that older programs see meanwhile; they say it in their refusal. */
    public static final String BEYOND_ALL = "999999";

    /** The one of this database, if there is one. */
    public static Optional<UnfinishedRestore> in(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            return isThere(statement) ? Optional.of(read(statement)) : Optional.empty();
        }
    }

    private static boolean isThere(Statement statement) throws SQLException {
        var sql = "select to_regclass(quote_ident(current_schema()) || '.unfinished_restore') is not null";
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static UnfinishedRestore read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select backup, at, begun from unfinished_restore")) {
            row.next();
            return new UnfinishedRestore(row.getString(1), instant(row, 2), instant(row, 3));
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /**
     * To be asked before the program starts.
     *
     * @throws IllegalStateException where there is one
     */
    public static void refuse(DataSource owner) {
        try {
            in(owner).ifPresent(cutOff -> {
                throw new IllegalStateException(
                        ("a restore was cut off: the rows of the backup of %s are in, but the stages"
                                        + " do not yet read again what came after it; run `yizhan restore FILE` again with that"
                                        + " backup: it goes on from there")
                                .formatted(cutOff.at));
            });
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the database does not say whether a restore was cut off: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException where another backup is to be put in now */
    public UnfinishedRestore of(Restoration restoration) {
        if (!backup.equals(restoration.digest())) {
            throw new IllegalStateException(
                    ("the restore of another backup was cut off, that of %s; run `yizhan restore FILE` with that one, or put"
                                    + " this one, of %s, into an empty database")
                            .formatted(at, restoration.at()));
        }
        return this;
    }

    /** Leaves the mark, by the transaction that puts the rows in. */
    public void note(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table unfinished_restore (
                        backup text        not null,
                        at     timestamptz not null,
                        begun  timestamptz not null
                    )
                    """);
            statement.execute("""
                    insert into flyway_schema_history
                        (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    select max(installed_rank) + 1, '%s', 'a restore that is not finished', 'SQL', 'yizhan restore',
                        current_user, 0, true
                    from flyway_schema_history
                    """.formatted(BEYOND_ALL));
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into unfinished_restore (backup, at, begun) values (?, ?, ?)")) {
            insert.setString(1, backup);
            insert.setObject(2, at.atOffset(ZoneOffset.UTC));
            insert.setObject(3, begun.atOffset(ZoneOffset.UTC));
            insert.execute();
        }
    }

    /** Takes the mark away: the stages are set back. */
    public static void end(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    delete from flyway_schema_history where version = '%s';
                    drop table unfinished_restore
                    """.formatted(BEYOND_ALL));
        }
    }
}
