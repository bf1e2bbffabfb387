package org.yizhan.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the PostgreSQL server: a child process, from its start until it is gone. */
final class Postmaster {
    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final String PID_FILE = "postmaster.pid";
    private static final int STATUS_LINE = 7;
    private static final long POLL_MILLIS = 10;
    private static final int LAST_LINES = 5;

    private final PostgresPrograms programs;
    private final Path folder;
    private final Process process;
    private final Deque<String> lastLines = new ArrayDeque<>();

    private Postmaster(PostgresPrograms programs, Path folder, Process process) {
        this.programs = programs;
        this.folder = folder;
        this.process = process;
    }

    /** Starts a server on these files, on which none runs; it may refuse connections for a while yet. */
    static Postmaster launch(PostgresPrograms programs, Path folder, int port) throws IOException {
        Process process = programs.command("postgres", List.of("-D", folder.toString(), "-p", Integer.toString(port)))
                .start();
        process.getOutputStream().close();
        Postmaster postmaster = new Postmaster(programs, folder, process);
        Thread.ofPlatform().daemon().name("embedded-postgres-log").start(postmaster::passLogOn);
        return postmaster;
    }

    /** Waits until the server takes connections; one that ends first or takes longer than this is an error. */
    void awaitReady(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReady()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("PostgreSQL ended with status " + process.exitValue() + ": " + lastLines());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL was not ready within " + patience + ": " + lastLines());
            }
        }
    }

    /** Line 8 of the lock file is the server's state, line 1 its process (PostgreSQL source, pidfile.h). */
    private boolean isReady() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(PID_FILE));
            return lines.size() > STATUS_LINE
                    && lines.get(STATUS_LINE).strip().equals("ready")
                    && lines.getFirst().strip().equals(Long.toString(process.pid()));
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for the end of the process, asked for or not, and answers its status. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    long pid() {
        return process.pid();
    }

    /** Ends it as fast as it can be done cleanly, within this time at most, and by force after that. */
    void stop(Duration patience) {
        stop(programs, folder, process.toHandle(), patience);
        try {
            // its lock file is gone before it is
            process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a server on these files that need not be our child. */
    static void stop(PostgresPrograms programs, Path folder, ProcessHandle server, Duration patience) {
        long seconds = Math.max(1, patience.toSeconds());
        for (String mode : List.of("fast", "immediate")) {
            if (!server.isAlive()) {
                return;
            }
            try {
                programs.run(
                        "pg_ctl",
                        List.of("stop", "-D", folder.toString(), "-m", mode, "-t", Long.toString(seconds), "-s"),
                        "");
                return;
            } catch (IOException e) {
                log.atWarn()
                        .addKeyValue("pid", server.pid())
                        .addKeyValue("mode", mode)
                        .addKeyValue("error", e.getMessage())
                        .log("PostgreSQL did not stop");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            seconds = 1;
        }
        server.destroyForcibly();
    }

    private void passLogOn() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                remember(line);
                if (line.startsWith("PANIC:") || line.startsWith("WARNING:")) {
                    log.atWarn().addKeyValue("pid", process.pid()).log(line);
                } else {
                    log.atDebug().addKeyValue("pid", process.pid()).log(line);
                }
            }
        } catch (IOException e) {
            log.atDebug().addKeyValue("pid", process.pid()).log("the log of PostgreSQL ended");
        }
    }

    private void remember(String line) {
        synchronized (lastLines) {
            lastLines.addLast(line);
            if (lastLines.size() > LAST_LINES) {
                lastLines.removeFirst();
            }
        }
    }

    private String lastLines() {
        synchronized (lastLines) {
            return String.join(" | ", lastLines);
        }
    }
}
