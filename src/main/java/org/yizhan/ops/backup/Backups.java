package org.yizhan.ops.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups in a folder of this instance, made one at a time beside everything else. Safe for concurrent use. */
public final class Backups implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'yizhan-'yyyyMMdd'T'HHmmssSSS'Z.zip'").withZone(ZoneOffset.UTC);
    private static final Pattern COMPLETE = Pattern.compile("yizhan-[0-9TZ]+\\.zip");
    private static final Pattern CUT_OFF = Pattern.compile(COMPLETE.pattern() + Pattern.quote(Backup.PARTIAL));

    private final Backup backup;
    private final BackupRoom room;
    private final Path folder;
    private final Clock clock;
    private volatile State last = State.NONE;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("backup").factory());

    /** @param room in the folder, which is made when there is something to put into it */
    public Backups(Backup backup, BackupRoom room, Clock clock) {
        this.backup = backup;
        this.room = room;
        this.folder = room.folder();
        this.clock = clock;
    }

    /**
     * The newest that was asked for since the start.
     *
     * @param file its name; empty where there was none
     * @param begun when it was
     * @param expected about how large it will be, in bytes
     * @param failure what went wrong; empty where nothing has
     */
    public record State(String file, boolean isUnderWay, Instant begun, long expected, String failure) {
        static final State NONE = new State("", false, Instant.EPOCH, 0, "");

        private State ended(String why) {
            return new State(file, false, begun, expected, why);
        }
    }

    /**
     * One that is complete.
     *
     * @param contents empty where the file can't be read
     */
    public record Kept(String file, long bytes, Optional<Contents> contents) {}

    /**
     * What is in one.
     *
     * @param at when it was taken
     * @param schema the version of its tables, as migrations count
     * @param rows of all tables, articles among them
     */
    public record Contents(Instant at, String schema, long rows, long articles) {}

    /**
     * One that is at its end.
     *
     * @param taken empty where it failed
     */
    public record Ended(State state, long bytes, Optional<Backup.Taken> taken) {}

    /**
     * Begins one; its name. Empty while another is under way.
     *
     * @param expected about how large it will be, in bytes
     * @param end hears what came of it
     */
    synchronized Optional<String> begin(long expected, Consumer<Ended> end) {
        Instant now = clock.instant();
        String name = NAME.format(now);
        if (last.isUnderWay()) {
            return Optional.empty();
        }
        last = new State(name, true, now, expected, "");
        thread.execute(() -> end.accept(make(name)));
        return Optional.of(name);
    }

    private Ended make(String name) {
        try {
            Files.createDirectories(folder);
            removeCutOff();
            Path file = folder.resolve(name);
            Backup.Taken taken = backup.write(file, room);
            last = last.ended("");
            LOG.atInfo()
                    .addKeyValue("file", name)
                    .addKeyValue("rows", taken.rows())
                    .log("a backup is complete");
            return new Ended(last, file.toFile().length(), Optional.of(taken));
        } catch (IOException | SQLException | RuntimeException e) {
            last = last.ended(room.said(e, last.expected()));
            LOG.atError().addKeyValue("file", name).setCause(e).log("a backup failed");
            return new Ended(last, 0, Optional.empty());
        }
    }

    /** What a program that was killed left half written: nobody else writes here. */
    private void removeCutOff() throws IOException {
        for (Path file : files(CUT_OFF)) {
            Files.deleteIfExists(file);
        }
    }

    public State last() {
        return last;
    }

    /** How much of the one that is under way is written, in bytes. */
    public long written() {
        return Backup.partial(folder.resolve(last.file())).toFile().length();
    }

    /** About how large the next one will be, in bytes. */
    public long expected() throws SQLException {
        Optional<Kept> newest = kept().stream().findFirst();
        return newest.isPresent() ? newest.get().bytes() + newest.get().bytes() / 10 : backup.guess();
    }

    public BackupRoom room() {
        return room;
    }

    public Path folder() {
        return folder;
    }

    /** Those that are complete, newest first. */
    public List<Kept> kept() {
        try {
            return files(COMPLETE).stream()
                    .map(Backups::kept)
                    .sorted(Comparator.comparing(Kept::file).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of this name, which is looked up in the list of all and never taken as a path. */
    Optional<Kept> find(String name) {
        return kept().stream().filter(one -> one.file().equals(name)).findFirst();
    }

    /** It can't be brought back. */
    void delete(Kept kept) throws IOException {
        Files.deleteIfExists(folder.resolve(kept.file()));
    }

    private static Kept kept(Path file) {
        String name = file.getFileName().toString();
        long bytes = file.toFile().length();
        try (Restoration whole = Restoration.of(file)) {
            var contents = new Contents(whole.at(), whole.schema(), whole.rows(), whole.articles());
            return new Kept(name, bytes, Optional.of(contents));
        } catch (IOException | IllegalArgumentException unreadable) {
            return new Kept(name, bytes, Optional.empty());
        }
    }

    private List<Path> files(Pattern name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
