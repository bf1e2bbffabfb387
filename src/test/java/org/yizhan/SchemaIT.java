package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.backup.UnfinishedRestore;

/** Upgrades that are cut off, and versions of the program that are too old. */
class SchemaIT {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws Exception {
        // what dies is told of at length, hundreds of times
        ((Logger) LoggerFactory.getLogger("org.flywaydb")).setLevel(Level.OFF);
        server = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        ((Logger) LoggerFactory.getLogger("org.flywaydb")).setLevel(null);
    }

    private static DataSource database(String name) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("create database " + name);
        }
        return server.getDatabase("postgres", name);
    }

    /** The connections of a program that dies, as the server sees it, in the middle of its n-th statement. */
    private record Dying(DataSource database, AtomicInteger left) {

        DataSource connections() {
            return wrapped(DataSource.class, database);
        }

        private <T> T wrapped(Class<T> type, T real) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                        try {
                            Object answer = method.invoke(real, given);
                            if (real instanceof Statement statement
                                    && method.getName().equals("execute")) {
                                dieAtLast(statement.getConnection());
                            }
                            if (answer instanceof Connection connection) {
                                return wrapped(Connection.class, connection);
                            }
                            return answer instanceof Statement statement
                                            && method.getName().equals("createStatement")
                                    ? wrapped(Statement.class, statement)
                                    : answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        private void dieAtLast(Connection connection) throws SQLException {
            if (left.decrementAndGet() == 0) {
                connection.abort(Runnable::run);
                throw new SQLException("killed", "08006");
            }
        }
    }

    @Test
    void isBegunAgainWhereverTheProgramWasKilled() throws Exception {
        DataSource whole = database("whole");
        new Schema(whole).migrate();
        DataSource database = database("cut");
        int cuts = 0;
        String last = "";
        for (MigrationInfo migration : migrations(whole)) {
            last = migration.getVersion().getVersion();
            for (int statement = 1; !isThrough(database, last, statement); statement++) {
                cuts++;
            }
        }
        new Schema(database).migrate();

        System.out.printf("migrations killed=%d last=V%s%n", cuts, last);
        assertThat(cuts).isGreaterThan(migrations(whole).size());
        assertThat(tables(database)).isEqualTo(tables(whole)).isNotEmpty();
    }

    /** Whether all up to this version came through before the program died. */
    private static boolean isThrough(DataSource database, String version, int statement) {
        var dying = new Dying(database, new AtomicInteger(statement));
        try {
            flyway(dying.connections()).target(version).load().migrate();
            return true;
        } catch (FlywayException e) {
            assertThat(dying.left().get()).as(e.getMessage()).isNotPositive();
            return false;
        }
    }

    private static org.flywaydb.core.api.configuration.FluentConfiguration flyway(DataSource database) {
        return Flyway.configure().dataSource(database).locations("classpath:db/migration");
    }

    private static List<MigrationInfo> migrations(DataSource database) {
        return Arrays.asList(flyway(database).load().info().applied());
    }

    /** Every column, index and function there is. */
    private static List<String> tables(DataSource database) throws SQLException {
        var sql = """
                select table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(column_default, '')
                from information_schema.columns where table_schema = 'public' and table_name <> 'flyway_schema_history'
                union all select indexdef from pg_indexes where schemaname = 'public'
                union all select p.oid::regprocedure || ' ' || md5(prosrc) from pg_proc p
                    where pronamespace = 'public'::regnamespace
                union all select version || ' ' || checksum from flyway_schema_history
                order by 1
                """;
        return Sql.rows(database, sql);
    }

    /** Before there was a column for them, they stood among the orders that replayed a letter. */
    @Test
    void carriesNotesOnDiscardedLettersOver() throws Exception {
        DataSource database = database("notes");
        new Schema(database).migrate("46");
        UUID order = UUID.randomUUID();
        Sql.execute(database, """
                insert into audit (at, operator, action, object, reason, detail)
                values ('2026-11-20T01:00:00Z', 'wang', 'discard-dead-letter', '2', 'r', '{}');
                insert into dead_letter_order (id, action, ordered_at, operator, reason, ids, last_id, rate, total, ended_at)
                values (gen_random_uuid(), 'discard', '2026-11-20T02:00:00Z', 'li', 'r', '{3}', 3, 1, 1, '2026-11-20T02:01:00Z');
                insert into dead_letter (record_key, stage, topic, kafka_partition, kafka_offset, error, reason, bytes,
                    failed_at, stored_at, ordered)
                select gen_random_uuid(), 'tag', 't', 0, n, 'e', 'r', '', now(), now(), case n when 1 then '[
                    {"order":"%1$s","at":"2026-11-19T00:00:00Z"},
                    {"gone":2,"key":"%1$s","stage":"tag","topic":"t","digest":"ab","at":"2026-11-19T01:00:00+00:00"},
                    {"gone":3,"key":"%1$s","stage":"tag","topic":"t","digest":"cd","at":"2026-11-19T02:00:00+00:00"},
                    {"gone":4,"key":"%1$s","stage":"tag","topic":"t","digest":"ef","at":"2026-11-19T03:00:00+00:00"}]'::jsonb
                    else '[{"order":"%1$s","at":"2026-11-19T00:00:00Z"}]' end
                from generate_series(1, 2) as n
                """.formatted(order));

        new Schema(database).migrate();

        assertThat(Sql.rows(database, "select ordered::text from dead_letter order by id"))
                .allMatch("[{\"at\": \"2026-11-19T00:00:00Z\", \"order\": \"%s\"}]".formatted(order)::equals)
                .hasSize(2);
        assertThat(Sql.rows(database, """
                        select concat_ws(' ', letter, digest, "keptAt" at time zone 'UTC', coalesce(operator, 'nobody'),
                            "goneAt" at time zone 'UTC')
                        from dead_letter d cross join jsonb_to_recordset(d.gone) as e (letter bigint, key uuid, digest text,
                            "keptAt" timestamptz, "goneAt" timestamptz, operator text)
                        where key = '%s' order by letter
                        """.formatted(order)))
                .containsExactly(
                        "2 ab 2026-11-19 01:00:00 wang 2026-11-20 01:00:00",
                        "3 cd 2026-11-19 02:00:00 li 2026-11-20 02:01:00",
                        "4 ef 2026-11-19 03:00:00 nobody");
    }

    @Test
    void refusesTablesThatANewerVersionHasChanged() throws Exception {
        DataSource database = database("newer");
        new Schema(database).migrate();
        try (var connection = database.getConnection()) {
            connection.createStatement().execute("""
                    insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                        installed_by, execution_time, success)
                    select max(installed_rank) + 1, '9001', 'from tomorrow', 'SQL', 'V9001__from_tomorrow.sql', 1, 'yizhan', 1, true
                    from flyway_schema_history
                    """);
        }

        assertThatThrownBy(() -> new Schema(database).migrate())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("newer version of Yizhan (schema V9001")
                .hasMessageContaining("start that version, or restore a backup");
    }

    /** From the moment when the rows are in: what the tables lack until this version is no way in for one that knows of no mark. */
    @Test
    void anOlderVersionRefusesTheTablesOfARestoreThatIsCutOff() throws Exception {
        DataSource database = database("restored");
        new Schema(database).migrate("54");
        cutOff(database);

        assertThatThrownBy(() -> new Schema(database).migrate()).hasMessageContaining("newer version of Yizhan");
        assertThatThrownBy(() -> new Schema(database).migrate("54")).hasMessageContaining("newer version of Yizhan");
        new Schema(database).migrateRestored();
        assertThatThrownBy(() -> new Schema(database).migrate()).hasMessageContaining("newer version of Yizhan");
        try (var connection = database.getConnection()) {
            UnfinishedRestore.end(connection);
        }
        new Schema(database).migrate();

        DataSource whole = database("unmarked");
        new Schema(whole).migrate();
        assertThat(tables(database)).isEqualTo(tables(whole));
    }

    private static void cutOff(DataSource database) throws SQLException {
        var restore = new UnfinishedRestore("digest", Instant.EPOCH, Instant.EPOCH);
        try (var connection = database.getConnection()) {
            restore.note(connection);
        }
    }
}
