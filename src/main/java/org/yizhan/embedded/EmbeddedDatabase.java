package org.yizhan.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of our own: child process, files in {@code postgres} of the data folder, reachable from this
 * machine only, durable.
 *
 * <p>It takes over what a killed program left behind. A server that dies under the running program comes back on the
 * same port by itself. {@link #close} ends it within ten seconds and may be called from any thread, during a start too:
 * register the shutdown hook before {@link #start}. The server has a session of its own, so Ctrl-C does not reach it.
 *
 * <p>The library that brings the server's programs has a starter of its own, which is not used: it switches durability
 * off, trusts every local user, gives up on a stale lock file and does not bring a dead server back.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    /** Enough to replay the largest write-ahead log the settings allow. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(7);
    private static final int START_TRIES = 5;

    private final Path dataFolder;
    private final SecureRandom random;
    private final ReentrantLock starting = new ReentrantLock();
    private volatile boolean closing;
    private @Nullable PostgresPrograms programs;
    private @Nullable PostgresCluster cluster;
    private @Nullable PostgresAccounts accounts;
    private volatile @Nullable Postmaster postmaster;
    private volatile int port;

    /** A database in this folder, which stays open longer than the database does; nothing runs before the start. */
    public EmbeddedDatabase(DataFolder folder, SecureRandom random) {
        this.dataFolder = folder.path();
        this.random = random;
    }

    /**
     * Starts the server and waits until it takes connections.
     *
     * @throws IOException when it does not come up; the message ends with what the server said
     */
    public void start() throws IOException, InterruptedException {
        starting.lock();
        try {
            PostgresPrograms unpacked = PostgresPrograms.unpackedBelow(dataFolder.resolve("postgres-binaries"));
            programs = unpacked;
            Path files = dataFolder.resolve("postgres");
            LeftoverServer.clear(unpacked, files);
            PostgresCluster made = PostgresCluster.in(files, unpacked, random);
            cluster = made;
            launchOnFreePort(unpacked, made);
            accounts = PostgresAccounts.at(made, jdbcUrl(), random);
        } finally {
            starting.unlock();
        }
        Thread.ofPlatform().daemon().name("embedded-postgres-watch").start(this::watch);
    }

    private void launchOnFreePort(PostgresPrograms unpacked, PostgresCluster made)
            throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            port = Loopback.freePort();
            try {
                launch(unpacked, made.folder());
                return;
            } catch (IOException e) {
                if (tries == START_TRIES || closing) {
                    throw e;
                }
                log.atInfo().addKeyValue("error", e.getMessage()).log("PostgreSQL did not start, trying again");
            }
        }
    }

    private void launch(PostgresPrograms unpacked, Path files) throws IOException, InterruptedException {
        if (closing) {
            throw new IOException("the program stops");
        }
        Postmaster launched = Postmaster.launch(unpacked, files, port);
        postmaster = launched;
        launched.awaitReady(START_PATIENCE);
    }

    /** Brings the server back each time it dies, until we stop. */
    private void watch() {
        try {
            while (!closing) {
                Postmaster watched = postmaster;
                if (watched == null) {
                    return;
                }
                int status = watched.awaitEnd();
                if (!closing) {
                    log.atWarn()
                            .addKeyValue("pid", watched.pid())
                            .addKeyValue("status", status)
                            .addKeyValue("port", port)
                            .log("PostgreSQL died and is started again");
                    restart();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        new Comeback("PostgreSQL", () -> closing).insist(() -> {
            starting.lock();
            try {
                PostgresPrograms unpacked = programs;
                PostgresCluster made = cluster;
                if (closing || unpacked == null || made == null) {
                    throw new IOException("the program stops");
                }
                LeftoverServer.clear(unpacked, made.folder());
                launch(unpacked, made.folder());
            } finally {
                starting.unlock();
            }
        });
    }

    /** Ends the server; what was committed is kept. */
    @Override
    public void close() {
        closing = true;
        Postmaster running = postmaster;
        if (running != null) {
            running.stop(STOP_PATIENCE);
        }
        starting.lock();
        try {
            Postmaster launchedMeanwhile = postmaster;
            if (launchedMeanwhile != null) {
                launchedMeanwhile.stop(STOP_PATIENCE);
            }
            postmaster = null;
        } finally {
            starting.unlock();
        }
    }

    /** The database's JDBC URL, without user and password; the same until the program ends. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(Loopback.ADDRESS, port, PostgresCluster.NAME);
    }

    /** Owns the database and its tables, and is no superuser. */
    public Account owner() {
        return new Account(PostgresCluster.NAME, password());
    }

    /** Writes rows in the tables that the owner opened to it: what the program runs under. */
    public Account app() throws IOException {
        return accounts().app();
    }

    /** Reads rows. */
    public Account reader() throws IOException {
        return accounts().reader();
    }

    private PostgresAccounts accounts() {
        PostgresAccounts made = accounts;
        if (made == null) {
            throw new IllegalStateException("the database has not been started");
        }
        return made;
    }

    /** The password of {@link #owner} and of the superuser {@code postgres}. */
    public String password() {
        PostgresCluster made = cluster;
        if (made == null) {
            throw new IllegalStateException("the database has not been started");
        }
        return made.password();
    }

    /** The port on loopback; the same until the program ends. */
    public int port() {
        return port;
    }

    /** The server's process id now; another one after it died and came back. */
    public long pid() {
        Postmaster running = postmaster;
        if (running == null) {
            throw new IllegalStateException("the database does not run");
        }
        return running.pid();
    }
}
