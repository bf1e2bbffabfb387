package org.yizhan.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseIT {
    private static final String TABLE = "drop table if exists story; create table story (id int primary key)";

    /** One folder for all: unpacking and setting up are paid for once. */
    @TempDir
    static Path temporary;

    @Test
    void comesBackOnTheSamePortWithAcknowledgedRowsWhenTheServerIsKilled() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary);
                EmbeddedDatabase database = new EmbeddedDatabase(folder, new SecureRandom())) {
            database.start();
            int port = database.port();
            run(database.jdbcUrl(), database.password(), TABLE);
            run(database.jdbcUrl(), database.password(), "insert into story select generate_series(1, 1000)");
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "full_page_writes")).isEqualTo("on");
            assertThat(setting(database, "is_superuser")).isEqualTo("off");

            ProcessHandle.of(database.pid()).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(15))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(count(database.jdbcUrl(), database.password()))
                            .isEqualTo(1000));
            assertThat(database.port()).isEqualTo(port);
        }
    }

    @Test
    void takesOverTheOrphanOfAKilledProgram() throws Exception {
        long orphan;
        try (Child child = Child.holding("database", temporary)) {
            run(child.ready(0), child.ready(1), TABLE);
            run(child.ready(0), child.ready(1), "insert into story select generate_series(1, 1000)");
            orphan = Long.parseLong(child.ready(2));
            child.kill();
        }
        assertThat(program(orphan)).endsWith("/postgres");

        try (DataFolder folder = DataFolder.open(temporary);
                EmbeddedDatabase database = new EmbeddedDatabase(folder, new SecureRandom())) {
            database.start();

            assertThat(count(database.jdbcUrl(), database.password())).isEqualTo(1000);
            assertThat(database.pid()).isNotEqualTo(orphan);
            assertThat(program(orphan)).isEmpty();
        }
    }

    @Test
    void leavesNoServerBehindWhenTheProgramIsTerminated() throws Exception {
        try (Child child = Child.holding("database", temporary)) {
            long server = Long.parseLong(child.ready(2));

            child.terminate();

            assertThat(program(server)).isEmpty();
        }
    }

    @Test
    void refusesAFolderThatAnotherProgramHolds() throws Exception {
        try (Child child = Child.holding("database", temporary)) {
            assertThatThrownBy(() -> DataFolder.open(temporary))
                    .isInstanceOf(DataFolderInUse.class)
                    .hasMessageContaining(temporary.toRealPath().toString())
                    .hasMessageContaining("process " + child.pid() + ".")
                    .hasMessageContaining("YIZHAN_DATA_DIR");
            child.terminate();
        }
        DataFolder.open(temporary).close();
    }

    @Test
    void startsOnAStaleLockFileWhoseProcessIsAnother() throws Exception {
        try (DataFolder folder = DataFolder.open(temporary)) {
            try (EmbeddedDatabase database = new EmbeddedDatabase(folder, new SecureRandom())) {
                database.start();
                run(database.jdbcUrl(), database.password(), TABLE);
            }
            Path cluster = temporary.resolve("postgres");
            Files.write(
                    cluster.resolve("postmaster.pid"),
                    List.of(
                            Long.toString(ProcessHandle.current().pid()),
                            cluster.toString(),
                            "1",
                            "5432",
                            "",
                            "",
                            "1 1"));
            Files.delete(cluster.resolve("yizhan.password"));

            try (EmbeddedDatabase database = new EmbeddedDatabase(folder, new SecureRandom())) {
                database.start();

                assertThat(count(database.jdbcUrl(), database.password())).isZero();
            }
        }
    }

    /** What the process runs; empty when it is gone, or has ended and waits for its parent to notice. */
    private static String program(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .orElse("");
    }

    private static void run(String url, String password, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "yizhan", password);
                Statement made = connection.createStatement()) {
            made.execute(statement);
        }
    }

    private static int count(String url, String password) throws SQLException {
        return Integer.parseInt(ask(url, password, "select count(*) from story"));
    }

    private static String setting(EmbeddedDatabase database, String name) throws SQLException {
        return ask(database.jdbcUrl(), database.password(), "show " + name);
    }

    private static String ask(String url, String password, String question) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "yizhan", password);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }
}
