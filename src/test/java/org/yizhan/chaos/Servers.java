package org.yizhan.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Where a broker and a database are, past everything that stands before them. */
interface Servers {

    Connection connect() throws SQLException;

    /** {@code host:port} */
    String brokers();

    /** Those that a program has embedded; at another place after each start. */
    static Servers embeddedIn(Program program) {
        Path files = program.data().resolve("postgres");
        return new Servers() {
            @Override
            public Connection connect() throws SQLException {
                try {
                    String port = Files.readAllLines(files.resolve("postmaster.pid"))
                            .get(3)
                            .strip();
                    String password =
                            Files.readString(files.resolve("yizhan.password")).strip();
                    return DriverManager.getConnection(
                            "jdbc:postgresql://127.0.0.1:" + port + "/yizhan", "yizhan", password);
                } catch (IOException e) {
                    throw new SQLException("no server now", e);
                }
            }

            @Override
            public String brokers() {
                return lastBrokers(program.log());
            }
        };
    }

    /** Those that run as processes of their own. */
    static Servers of(Kafka kafka, Postgres postgres) {
        return new Servers() {
            @Override
            public Connection connect() throws SQLException {
                return postgres.connect();
            }

            @Override
            public String brokers() {
                return kafka.brokers();
            }
        };
    }

    private static String lastBrokers(Path log) {
        try {
            List<String> all = Pattern.compile("embedded Kafka is up brokers=\"([^\"]+)\"")
                    .matcher(Files.readString(log))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            return all.getLast();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
