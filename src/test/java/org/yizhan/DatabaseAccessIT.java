package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.chaos.FaultProxy;
import org.yizhan.embedded.DataFolder;
import org.yizhan.embedded.EmbeddedDatabase;

/** Connections to a server that may go without a word. */
class DatabaseAccessIT {

    private static DataFolder folder;
    private static EmbeddedDatabase server;
    private static FaultProxy proxy;

    @BeforeAll
    static void open(@TempDir Path temporary) throws IOException, InterruptedException {
        folder = DataFolder.open(temporary);
        server = new EmbeddedDatabase(folder, new SecureRandom());
        server.start();
        int port = Integer.parseInt(server.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
        proxy = new FaultProxy(1).to(port);
    }

    @AfterAll
    static void close() {
        proxy.close();
        server.close();
        folder.close();
    }

    private static DatabaseAccess access(String terms) {
        String url = server.jdbcUrl().replaceFirst(":\\d+/", ":" + proxy.port() + "/");
        return new DatabaseAccess(
                url + (url.contains("?") ? "&" : "?") + terms, server.owner(), server.owner(), server.owner());
    }

    private static int ask(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select 1")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void aConnectionThatDiedInSilenceIsGivenUpAndAnotherTaken() throws SQLException {
        try (HikariDataSource apps = access("socketTimeout=2").apps(2)) {
            try (Connection connection = apps.getConnection()) {
                assertThat(ask(connection)).isEqualTo(1);
                proxy.forget();

                assertThatThrownBy(() -> ask(connection))
                        .isInstanceOf(SQLException.class)
                        .extracting(thrown -> ((SQLException) thrown).getSQLState())
                        .asString()
                        .as("its class, by which batches are tried again")
                        .startsWith("08");
            }
            try (Connection another = apps.getConnection()) {
                assertThat(ask(another)).isEqualTo(1);
            }
        }
    }

    @Test
    void whatMayTakeLongerSaysSo() throws SQLException {
        try (HikariDataSource apps = access("socketTimeout=1").apps(1)) {
            try (Connection connection = apps.getConnection();
                    var statement = connection.createStatement()) {
                connection.setNetworkTimeout(Runnable::run, 30_000);
                assertThat(statement.execute("select pg_sleep(2)")).isTrue();
            }
            try (Connection next = apps.getConnection()) {
                assertThat(next.getNetworkTimeout()).as("in the pool again").isEqualTo(1_000);
            }
        }
    }

    @Test
    void noOneWaitsForAnAnswerMuchLongerThanAStatementMayTake() throws SQLException {
        try (HikariDataSource apps = access("").apps(1);
                HikariDataSource readers = access("").readers(1);
                Connection app = apps.getConnection();
                Connection reader = readers.getConnection()) {
            assertThat(app.getNetworkTimeout()).isEqualTo(45_000);
            assertThat(reader.getNetworkTimeout()).isEqualTo(45_000);
        }
    }
}
