package org.yizhan;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.yizhan.embedded.Account;
import org.yizhan.ops.backup.UnfinishedRestore;

/**
 * The tables, as this version of the program knows them, and who may do what with them. All is done by their owner. A
 * migration is a transaction: one that is cut off leaves the tables as they were before it, and is begun again at the next start.
 */
final class Schema {

    /** What nobody who only reads has to see: hashes of keys and passwords, and what is signed with. */
    private static final String SECRETS =
            "api_key, account, feed_token, subscription, subscription_request, hub_subscription";

    private final DataSource owner;

    Schema(DataSource owner) {
        this.owner = owner;
    }

    /**
     * Brings the tables up to this version.
     *
     * @throws IllegalStateException where a newer version has been here: it may have changed what rows mean
     */
    void migrate() {
        Flyway flyway = flyway().load();
        refuseNewer(flyway.info().all(), any -> true);
        flyway.migrate();
    }

    /**
     * The same up to the version of a backup only: the migrations after that are to find its rows.
     *
     * @throws IllegalStateException where the tables have had them, or that version is not known here
     */
    void migrate(String backup) {
        MigrationInfo[] all = flyway().load().info().all();
        refuseNewer(all, any -> true);
        MigrationVersion wanted = MigrationVersion.fromVersion(backup);
        refuseBeyond(all, wanted);
        flyway().target(wanted).load().migrate();
    }

    private static void refuseBeyond(MigrationInfo[] all, MigrationVersion backup) {
        newest(all, MigrationState::isResolved)
                .filter(known -> backup.compareTo(known) > 0)
                .ifPresent(known -> {
                    throw new IllegalStateException(
                            "the backup is of a newer version of Yizhan (schema V%s, here V%s): restore it with that version"
                                    .formatted(backup, known));
                });
        newest(all, MigrationState::isApplied)
                .filter(there -> there.compareTo(backup) > 0)
                .ifPresent(there -> {
                    throw new IllegalStateException(
                            ("the database has tables of a newer version already (schema V%s, the backup V%s), so that the"
                                            + " backup's rows would not be brought up to date: put it into an empty database"
                                            + " (a new data folder) in which no program was started")
                                    .formatted(there, backup));
                });
    }

    private static Optional<MigrationVersion> newest(MigrationInfo[] all, Predicate<MigrationState> counts) {
        return Arrays.stream(all)
                .filter(migration -> migration.getVersion() != null && counts.test(migration.getState()))
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder());
    }

    /** Up to this version for a restore that is not finished, whose mark makes every version an older one. */
    void migrateRestored() {
        Flyway flyway = flyway().outOfOrder(true).load();
        refuseNewer(flyway.info().all(), version -> !version.getVersion().equals(UnfinishedRestore.BEYOND_ALL));
        flyway.migrate();
    }

    private FluentConfiguration flyway() {
        return Flyway.configure().dataSource(owner).locations("classpath:db/migration");
    }

    private static void refuseNewer(MigrationInfo[] migrations, Predicate<MigrationVersion> counts) {
        Arrays.stream(migrations)
                .filter(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)
                .map(MigrationInfo::getVersion)
                .filter(counts)
                .reduce((older, newer) -> newer)
                .ifPresent(version -> {
                    throw new IllegalStateException(
                            ("the database is of a newer version of Yizhan (schema V%s, not known"
                                            + " here): start that version, or restore a backup of before")
                                    .formatted(version));
                });
    }

    /** Opens the tables to those who work in them, as far as each has to; of several instances one does so at a time. */
    void grant(DatabaseAccess access) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtext('grants'))");
            if (access.isForeign(access.app())) {
                statement.execute(work(schema(connection), name(statement, access.app())));
            }
            if (access.isForeign(access.reader()) && !access.reader().equals(access.app())) {
                statement.execute(reading(schema(connection), name(statement, access.reader())));
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("the tables can't be opened to the program: " + e.getMessage(), e);
        }
    }

    private static String name(Statement statement, Account account) throws SQLException {
        return statement.enquoteIdentifier(account.user(), true);
    }

    private static String schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select quote_ident(current_schema())")) {
            row.next();
            return row.getString(1);
        }
    }

    /** The audit can be added to only; which migrations there were is the owner's to say. */
    private static String work(String schema, String account) {
        return """
                grant usage on schema %1$s to %2$s;
                grant select, insert, update, delete on all tables in schema %1$s to %2$s;
                grant usage, select on all sequences in schema %1$s to %2$s;
                grant execute on function open_quarter(date), drop_quarter(text) to %2$s;
                revoke update, delete on audit from %2$s;
                revoke insert, update, delete on flyway_schema_history from %2$s
                """.formatted(schema, account);
    }

    private static String reading(String schema, String account) {
        return """
                grant usage on schema %1$s to %2$s;
                grant select on all tables in schema %1$s to %2$s;
                revoke select on %3$s from %2$s;
                do $do$ begin
                    revoke select on channel from %2$s;
                    execute (select 'grant select (' || string_agg(quote_ident(attname), ', ') || ') on channel to %4$s'
                             from pg_attribute where attrelid = 'channel'::regclass and attnum > 0
                             and not attisdropped and attname not in ('url', 'parameters', 'address', 'moving_to'));
                    revoke select on errand from %2$s;
                    execute (select 'grant select (' || string_agg(quote_ident(attname), ', ') || ') on errand to %4$s'
                             from pg_attribute where attrelid = 'errand'::regclass and attnum > 0
                             and not attisdropped and attname not in ('url', 'hints'));
                end $do$
                """.formatted(schema, account, SECRETS, account.replace("'", "''"));
    }
}
