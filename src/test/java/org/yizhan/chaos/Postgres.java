package org.yizhan.chaos;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.yizhan.embedded.Child;

/**
 * A PostgreSQL server as a process of its own, behind a proxy whose port stays the same. A parent of its own brings it back
 * when it dies, as the program does with its embedded one.
 */
final class Postgres implements AutoCloseable {

    private final ServerProcess server;

    private Postgres(ServerProcess server) {
        this.server = server;
    }

    static Postgres start(Path folder, FaultProxy proxy) throws IOException {
        return new Postgres(new ServerProcess("database", folder, proxy, Postgres::port));
    }

    private static int port(Child launched) {
        return URI.create(launched.ready(0).substring("jdbc:".length())).getPort();
    }

    /** For the program. */
    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + proxy().port() + "/yizhan";
    }

    String password() {
        return server.child().ready(1);
    }

    /** What lies between it and the program. */
    FaultProxy proxy() {
        return server.proxy();
    }

    Path folder() {
        return server.folder();
    }

    /** One past the proxy, which has no faults. */
    Connection connect() throws SQLException {
        var login = new Properties();
        login.setProperty("user", "yizhan");
        login.setProperty("password", password());
        return DriverManager.getConnection(server.child().ready(0), login);
    }

    /** The server's process now. */
    long postmaster() throws IOException {
        return postmaster(folder().resolve("postgres"));
    }

    /** The process of the server on these files, by its lock file. */
    static long postmaster(Path files) throws IOException {
        return Long.parseLong(
                Files.readAllLines(files.resolve("postmaster.pid")).getFirst().strip());
    }

    /** The server, as {@code kill -9} does it; its parent brings it back. */
    void kill() throws IOException {
        kill(folder().resolve("postgres"));
    }

    static void kill(Path files) throws IOException {
        ProcessHandle.of(postmaster(files)).orElseThrow().destroyForcibly();
    }

    /** The server and its parent. */
    void killForGood() throws IOException, InterruptedException {
        server.kill();
        kill();
    }

    /** Both, as SIGTERM does it. */
    void stop() throws InterruptedException {
        server.stop();
    }

    /** After both were killed or stopped. */
    void startAgain() throws IOException {
        server.startAgain();
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }
}
