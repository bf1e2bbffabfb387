package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Channel;
import org.yizhan.deduplicate.FingerprintRetention;
import org.yizhan.embedded.Account;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedDatabase;
import org.yizhan.ingest.poll.Channels;

/** What each account at the database may do, and that nobody needs more. */
@Row("S23")
class DatabaseRolesIT {

    private static final String REFUSED = "42501";
    private static final String READ_ONLY = "25006";

    private static final String NOTE = """
            insert into audit (at, operator, action, object, reason, detail)
            values (now(), 'ops', 'merge', 'a-story', '', '{}')
            """;

    @TempDir
    static Path temporary;

    private static DataFolder folder;
    private static EmbeddedDatabase database;
    private static DatabaseAccess access;

    @BeforeAll
    static void start() throws Exception {
        folder = DataFolder.open(temporary);
        database = new EmbeddedDatabase(folder, new SecureRandom());
        database.start();
        access = DatabaseAccess.of(database);
        prepare(access);
    }

    @AfterAll
    static void stop() {
        database.close();
        folder.close();
    }

    /** As the program does it at each start. */
    private static void prepare(DatabaseAccess access) {
        try (HikariDataSource owner = access.owners()) {
            var schema = new Schema(owner);
            schema.migrate();
            schema.grant(access);
        }
    }

    @Test
    void aNewFolderHasThreeAccountsAndNoneOfThemIsASuperuser() throws Exception {
        var accounts = new ArrayList<String>();
        try (var connection = connect(access.owner());
                var row = connection
                        .createStatement()
                        .executeQuery(
                                "select rolname from pg_roles where rolcanlogin and not rolsuper"
                                        + " and not rolcreatedb and not rolcreaterole and not rolreplication and rolname <> 'yizhan_owner' order by 1")) {
            while (row.next()) {
                accounts.add(row.getString(1));
            }
        }
        assertThat(accounts).containsExactly("yizhan", "yizhan_app", "yizhan_ro");
        assertThat(List.of(
                        access.owner().password(),
                        access.app().password(),
                        access.reader().password()))
                .doesNotHaveDuplicates();
        assertThat(access.toString()).doesNotContain(access.app().password());
        assertThat(Files.getPosixFilePermissions(temporary.resolve("postgres/yizhan_app.password")))
                .hasSize(2);
    }

    @Test
    void theProgramsAccountReadsAndWritesRows() throws Exception {
        try (var connection = connect(access.app());
                var statement = connection.createStatement()) {
            statement.execute(NOTE);
            statement.execute("select nextval('decision'), count(*) from article, flyway_schema_history");
            statement.execute("delete from seen_name");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table mine (id int)",
                "create temporary table mine (id int)",
                "alter table article add column mine int",
                "alter table article disable trigger all",
                "drop table article",
                "truncate article",
                "create index on article (title)",
                "create function mine() returns int language sql as 'select 1'",
                "create or replace function audit_stays() returns trigger language plpgsql as 'begin return null; end'",
                "create schema mine",
                "create role mine superuser",
                "alter role yizhan_app superuser",
                "set role yizhan",
                "set session authorization postgres",
                "alter system set fsync = off",
                "select pg_read_file('postgresql.conf')",
                "select pg_ls_dir('.')",
                "select lo_import('/etc/passwd')",
                "copy (select 1) to program 'true'",
                "copy (select 1) to '/tmp/yizhan-must-not-be'",
                "copy seen_name from '/etc/passwd'",
                "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'postgres'"
                        + " union all select pg_reload_conf()",
                "update audit set reason = 'other'",
                "delete from audit",
                "update flyway_schema_history set success = false",
                "select rolpassword from pg_authid"
            })
    void theProgramsAccountIsRefusedEverythingElse(String attempt) throws SQLException {
        try (var connection = connect(access.app());
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(attempt))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState())
                                    .as(refusal.getMessage())
                                    .isEqualTo(REFUSED));
        }
    }

    @Test
    void partitionsAreMadeAndDroppedForItAndNothingElseIs() throws Exception {
        try (HikariDataSource app = access.apps(1)) {
            try (var connection = app.getConnection();
                    var make = connection.prepareStatement("select open_quarter(?)")) {
                make.setObject(1, LocalDate.parse("2020-02-29"));
                make.execute();
                make.execute();
                connection
                        .createStatement()
                        .execute("insert into clue values (1, 1, 1, '2020-03-31');"
                                + "insert into fingerprint_text values (1, '2020-01-01', '题', '文', null)");
                for (String other :
                        List.of("article", "clue", "audit", "clue_2020_q1; drop table article", "nothing")) {
                    try (var drop = connection.prepareStatement("select drop_quarter(?)")) {
                        drop.setString(1, other);
                        assertThatThrownBy(drop::execute).isInstanceOf(SQLException.class);
                    }
                }
            }
            var retention = new FingerprintRetention(app);
            assertThat(retention.dropPartitions(Instant.parse("2020-03-31T00:00:00Z")))
                    .isZero();
            assertThat(retention.dropPartitions(Instant.parse("2020-04-01T00:00:00Z")))
                    .isEqualTo(2);
        }
    }

    @Test
    void nobodyElseMakesPartitionsAndTablesOfOthersDoNotComeBeforeOurs() throws Exception {
        try (var connection = connect(access.reader());
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select open_quarter('2020-01-01')"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isIn(REFUSED, READ_ONLY));
        }
        try (var connection = connect(access.owner());
                var row = connection.createStatement().executeQuery("""
                        select array_to_string(proconfig, ' ') from pg_proc where prosecdef and proname ~ '_quarter$'
                        """)) {
            for (int functions = 0; functions < 2; functions++) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo("search_path=public, pg_temp");
            }
        }
    }

    @Test
    void theReaderReadsStoriesAndNeitherKeysNorPasswordsAndWritesNothing() throws Exception {
        try (HikariDataSource reader = access.readers(1);
                var connection = reader.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select count(*) from article, story, audit");
            for (String table : List.of(
                    "api_key", "account", "feed_token", "subscription", "subscription_request", "hub_subscription")) {
                assertRefused(connection, "select * from " + table);
            }
            statement.execute("set default_transaction_read_only = off; set transaction_read_only = off");
            assertRefused(connection, "delete from seen_name");
            assertRefused(connection, NOTE);
        }
    }

    /** Its file has it, and nothing else needs it. */
    @Test
    void noTableHasAMailboxsPassword() throws Exception {
        var mail =
                new Channel("mail", Channel.Kind.MAIL, "cac", Map.of("host", "imap.example", "password", "canary-1"));
        var other =
                new Channel("mail", Channel.Kind.MAIL, "cac", Map.of("host", "imap.example", "password", "canary-2"));
        try (HikariDataSource app = access.apps(2);
                var connection = app.getConnection();
                var statement = connection.createStatement()) {
            var channels = new Channels(app, Clock.systemUTC(), new Random(1));
            channels.declare(List.of(mail));
            channels.declare(List.of(other));
            for (String table : List.of("channel", "channel_version")) {
                try (var rows = statement.executeQuery(
                        "select count(*), string_agg(t::text, ' ') from %s t where t::text like '%%imap%%'"
                                .formatted(table))) {
                    rows.next();
                    assertThat(rows.getInt(1))
                            .as("one, as nothing else has changed")
                            .isEqualTo(1);
                    assertThat(rows.getString(2)).contains("imap.example").doesNotContain("canary");
                }
            }
        }
    }

    /** What a feed is asked with is for whoever asks it. */
    @Test
    void theReaderFindsNoPasswordOfAnAddressOrAForm() throws Exception {
        var feed = new Channel(
                "feed",
                Channel.Kind.POLL_LIST,
                "cac",
                Map.of(
                        "url", "https://leser:canary-1@k.example/?token=canary-2&page=2",
                        "form", "password=canary-3&keyword=x"));
        try (HikariDataSource app = access.apps(1);
                HikariDataSource reader = access.readers(1);
                var connection = reader.getConnection();
                var statement = connection.createStatement()) {
            new Channels(app, Clock.systemUTC(), new Random(1)).declare(List.of(feed));
            statement.execute("select id, source, kind, active, streak, next_at from channel");
            statement.execute("select channel, rank, host, due_at from errand");
            for (String column : List.of("url", "parameters", "address", "moving_to")) {
                assertRefused(connection, "select %s from channel".formatted(column));
            }
            assertRefused(connection, "select url from errand");
            assertRefused(connection, "select hints from errand");
            assertThat(ask(connection, "select parameters from channel_version where channel = 'feed'"))
                    .contains("https://***@k.example/?token=***&page=2", "password=***&keyword=x");
        }
    }

    /** As earlier versions stored it. */
    @Test
    void whatWasStoredBeforeIsMasked() throws Exception {
        String sql = Files.readString(Path.of("src/main/resources/db/migration/V64__masked_addresses.sql"));
        try (var connection = connect(access.owner());
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into channel (id, source, kind, url, parameters, registered_at, address, cadence, why)
                    values ('old', 's', 'POLL_FEED', '', '{}', now(), '', 1, 'new');
                    insert into channel_version values ('old', 1, now(), 'declared', 's', 'POLL_FEED',
                        '{"form":"pwd=ca\\"nary&a=b","name":"n","url":"http://u:canary@k.example/?api_key=canary&x=1"}');
                    insert into channel_answer (channel, at, status, fault, headers, said, url)
                    values ('old', now(), 200, '', '{}', '', 'http://u:canary@k.example/?a=1&token=canary#x')""");
            statement.execute(sql);
            assertThat(ask(connection, "select parameters from channel_version where channel = 'old'"))
                    .isEqualTo(
                            "{\"form\":\"pwd=***&a=b\",\"name\":\"n\",\"url\":\"http://***@k.example/?api_key=***&x=1\"}");
            assertThat(ask(connection, "select url from channel_answer where channel = 'old'"))
                    .isEqualTo("http://***@k.example/?a=1&token=***#x");
        }
    }

    private static void assertRefused(Connection connection, String attempt) {
        assertThatThrownBy(() -> connection.createStatement().execute(attempt))
                .as(attempt)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isIn(REFUSED, READ_ONLY));
    }

    @Test
    void noStatementOfTheProgramTakesLongerThanHalfAMinute() throws Exception {
        try (HikariDataSource app = access.apps(1);
                HikariDataSource reader = access.readers(1)) {
            for (HikariDataSource pool : List.of(app, reader)) {
                try (var connection = pool.getConnection()) {
                    assertThat(ask(connection, "show statement_timeout")).isEqualTo("30s");
                    assertThat(ask(connection, "show idle_in_transaction_session_timeout"))
                            .isEqualTo("1min");
                }
            }
        }
    }

    @Test
    void takesOverAFolderThatHadOneAccountForEverything(@TempDir Path old) throws Exception {
        try (var its = DataFolder.open(old)) {
            try (var before = new EmbeddedDatabase(its, new SecureRandom())) {
                before.start();
                migrateTo("34", before.jdbcUrl(), before.owner());
                try (var connection = connect(before.jdbcUrl(), new Account("postgres", before.password()))) {
                    connection.createStatement().execute("""
                            create table clue_2020_q1 partition of clue for values from ('2020-01-01') to ('2020-04-01');
                            alter table clue_2020_q1 owner to yizhan;
                            insert into clue values (1, 1, 1, '2020-03-31');
                            grant all on database yizhan to public;
                            drop owned by yizhan_app, yizhan_ro;
                            drop role yizhan_app;
                            drop role yizhan_ro
                            """);
                }
                Files.delete(old.resolve("postgres/yizhan_app.password"));
                Files.delete(old.resolve("postgres/yizhan_ro.password"));
            }
            try (var after = new EmbeddedDatabase(its, new SecureRandom())) {
                after.start();
                DatabaseAccess now = DatabaseAccess.of(after);
                prepare(now);

                try (HikariDataSource app = now.apps(1);
                        var connection = app.getConnection()) {
                    assertThat(ask(connection, "select current_user || ' ' || count(*) from clue"))
                            .isEqualTo("yizhan_app 1");
                    assertRefused(connection, "create temporary table mine (id int)");
                    assertRefused(connection, "drop table clue_2020_q1");
                }
                try (HikariDataSource app = now.apps(1)) {
                    assertThat(new FingerprintRetention(app).dropPartitions(Instant.parse("2020-04-01T00:00:00Z")))
                            .isEqualTo(1);
                }
            }
        }
    }

    private static void migrateTo(String version, String url, Account owner) {
        Flyway.configure()
                .dataSource(url, owner.user(), owner.password())
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }

    /** A server of somebody's own, on which a superuser has owned all until now. */
    @Test
    void theDocumentedScriptPartsTheAccountsOfAServerOfOnesOwn() throws Exception {
        var superuser = new Account("postgres", database.password());
        try (var connection = connect(superuser)) {
            connection.createStatement().execute("create database elsewhere");
        }
        String url = database.jdbcUrl().replaceFirst("/[a-z]+$", "/elsewhere");
        migrateTo("34", url, superuser);
        for (int times = 0; times < 2; times++) {
            try (var connection = connect(url, superuser)) {
                connection.createStatement().execute(script());
            }
        }
        var parted = DatabaseAccess.of(Settings.load(
                new Properties(),
                Map.of(
                        "YIZHAN_DATABASE_URL", url,
                        "YIZHAN_DATABASE_USER", "yizhan_app",
                        "YIZHAN_DATABASE_PASSWORD", "of-the-app",
                        "YIZHAN_DATABASE_OWNER_USER", "yizhan_owner",
                        "YIZHAN_DATABASE_OWNER_PASSWORD", "of-the-owner",
                        "YIZHAN_DATABASE_READER_USER", "yizhan_ro",
                        "YIZHAN_DATABASE_READER_PASSWORD", "of-the-reader")));
        try {
            assertParted(parted);
        } finally {
            // the accounts of this server's own program have the same names
            restore(superuser);
        }
    }

    private static void assertParted(DatabaseAccess parted) throws SQLException {
        prepare(parted);
        prepare(parted);
        try (HikariDataSource app = parted.apps(1);
                var connection = app.getConnection()) {
            connection.createStatement().execute(NOTE);
            assertRefused(connection, "create table mine (id int)");
            assertRefused(connection, "create temporary table mine (id int)");
            assertRefused(connection, "copy (select 1) to program 'true'");
        }
        try (HikariDataSource reader = parted.readers(1);
                var connection = reader.getConnection()) {
            assertThat(ask(connection, "select count(*) from audit")).isEqualTo("1");
            assertRefused(connection, "select * from account");
        }
    }

    /** What psql does before the server sees the script. */
    private static String script() throws Exception {
        return Files.readString(Path.of("src/main/docker/postgres/roles.sql"))
                .replaceAll("(?m)^\\\\.*$", "")
                .replace(":'owner_password'", "'of-the-owner'")
                .replace(":'app_password'", "'of-the-app'")
                .replace(":'reader_password'", "'of-the-reader'");
    }

    private static void restore(Account superuser) throws SQLException {
        try (var connection = connect(superuser)) {
            connection
                    .createStatement()
                    .execute("alter role yizhan_app password '%s'; alter role yizhan_ro password '%s'"
                            .formatted(access.app().password(), access.reader().password()));
        }
    }

    @Test
    void oneAccountDoesEverythingWhereNoOtherIsGiven() throws Exception {
        var superuser = new Account("postgres", database.password());
        try (var connection = connect(superuser)) {
            connection.createStatement().execute("create database alone");
        }
        var one = DatabaseAccess.of(Settings.load(
                new Properties(),
                Map.of(
                        "YIZHAN_DATABASE_URL", database.jdbcUrl().replaceFirst("/[a-z]+$", "/alone"),
                        "YIZHAN_DATABASE_USER", superuser.user(),
                        "YIZHAN_DATABASE_PASSWORD", superuser.password())));
        prepare(one);

        assertThat(one.owner()).isEqualTo(superuser);
        assertThat(one.reader()).isEqualTo(superuser);
        try (HikariDataSource app = one.apps(1);
                var connection = app.getConnection()) {
            connection.createStatement().execute(NOTE);
            assertThat(ask(connection, "select open_quarter('2026-11-23') is null"))
                    .isEqualTo("f");
        }
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private static Connection connect(Account account) throws SQLException {
        return connect(database.jdbcUrl(), account);
    }

    private static Connection connect(String url, Account account) throws SQLException {
        return DriverManager.getConnection(url, account.user(), account.password());
    }
}
