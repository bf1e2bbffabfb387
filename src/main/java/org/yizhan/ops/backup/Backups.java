package org.yizhan.ops.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups in a folder of this instance, made one at a time beside everything else. Safe for concurrent use. */
public final class Backups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'yizhan-'yyyyMMdd'T'HHmmssSSS'Z.zip'").withZone(ZoneOffset.UTC);

    private final Backup backup;
    private final Path folder;
    private final Clock clock;
    private volatile State last = State.NONE;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("backup").factory());

    /** @param folder made when there is something to put into it */
    public Backups(Backup backup, Path folder, Clock clock) {
        this.backup = backup;
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * The newest that was asked for since the start.
     *
     * @param file its name; empty where there was none
     * @param failure what went wrong; empty where nothing has
     */
    public record State(String file, boolean isUnderWay, String failure) {
        static final State NONE = new State("", false, "");
    }

    /** One that is complete. */
    public record Kept(String file, long bytes) {}

    /**
     * One that is at its end.
     *
     * @param taken empty where it failed
     */
    public record Ended(State state, long bytes, Optional<Backup.Taken> taken) {}

    /**
     * Begins one; its name. Empty while another is under way.
     *
     * @param end hears what came of it
     */
    public synchronized Optional<String> begin(Consumer<Ended> end) {
        String name = NAME.format(clock.instant());
        if (last.isUnderWay()) {
            return Optional.empty();
        }
        last = new State(name, true, "");
        thread.execute(() -> end.accept(make(name)));
        return Optional.of(name);
    }

    private Ended make(String name) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(name);
            Backup.Taken taken = backup.write(file);
            last = new State(name, false, "");
            LOG.atInfo()
                    .addKeyValue("file", name)
                    .addKeyValue("rows", taken.rows())
                    .log("a backup is complete");
            return new Ended(last, file.toFile().length(), Optional.of(taken));
        } catch (IOException | SQLException | RuntimeException e) {
            last = new State(name, false, String.valueOf(e.getMessage()));
            LOG.atError().addKeyValue("file", name).setCause(e).log("a backup failed");
            return new Ended(last, 0, Optional.empty());
        }
    }

    public State last() {
        return last;
    }

    public Path folder() {
        return folder;
    }

    /** Those that are complete, newest first. */
    public List<Kept> kept() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("yizhan-[0-9TZ]+\\.zip"))
                    .map(file -> new Kept(
                            file.getFileName().toString(), file.toFile().length()))
                    .sorted(Comparator.comparing(Kept::file).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
