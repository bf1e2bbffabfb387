package org.yizhan.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed program or a killed server left on the database files: a server that still runs, backends without their
 * postmaster, a stale lock file.
 *
 * <p>Whoever clears it away must hold the {@link DataFolder}, so that nothing here can belong to a living program.
 */
final class LeftoverServer {
    private static final Logger log = LoggerFactory.getLogger(LeftoverServer.class);
    private static final long POLL_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LeftoverServer() {}

    /** Ends every server process of these files, cleanly if it can be, and removes its lock file. */
    static void clear(PostgresPrograms programs, Path cluster) throws IOException, InterruptedException {
        Path lockFile = cluster.resolve("postmaster.pid");
        Optional<ProcessHandle> postmaster = postmaster(lockFile).filter(process -> serves(process, cluster));
        if (postmaster.isPresent()) {
            log.atWarn()
                    .addKeyValue("pid", postmaster.get().pid())
                    .addKeyValue("folder", cluster)
                    .log("an earlier PostgreSQL still runs on our files and is stopped");
            Postmaster.stop(programs, cluster, postmaster.get(), PATIENCE);
        }
        List<ProcessHandle> backends = ProcessHandle.allProcesses()
                .filter(process -> serves(process, cluster))
                .toList();
        backends.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle backend : backends) {
            awaitEnd(backend, cluster);
        }
        Files.deleteIfExists(lockFile);
    }

    private static Optional<ProcessHandle> postmaster(Path lockFile) throws IOException {
        if (!Files.exists(lockFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(lockFile);
        try {
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A process is a server of these files if it runs {@code postgres} and works in their folder, as servers do. */
    private static boolean serves(ProcessHandle process, Path cluster) {
        ProcessHandle.Info info = process.info();
        boolean postgres = info.command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
        if (!postgres) {
            return false;
        }
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.isSameFile(workingDirectory, cluster);
        } catch (IOException e) {
            return info.arguments()
                    .map(arguments -> Arrays.asList(arguments).contains(cluster.toString()))
                    .orElse(false);
        }
    }

    /** Asks what it runs, not whether it is there: an ended process stays until its parent, whoever that is, notices. */
    private static void awaitEnd(ProcessHandle process, Path cluster) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (serves(process, cluster)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("process " + process.pid() + " of an earlier PostgreSQL does not end");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
