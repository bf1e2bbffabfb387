package org.yizhan.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room on the disks of the embedded servers, of which a reserve stays free: with less nothing is taken in, with less than
 * half of it the stages wait as well. Either goes on once a quarter more is free. Safe for concurrent use.
 */
public final class DiskRoom {
    private static final Logger log = LoggerFactory.getLogger(DiskRoom.class);

    /** A look costs some microseconds; every record may ask. */
    private static final long KEPT_NANOS = Duration.ofMillis(200).toNanos();

    private static final long MEGABYTE = 1_000_000;

    private final List<Disk> disks;
    private final LongSupplier nanos;
    private final Mark intake;
    private final Mark work;
    private Optional<Shortage> shortage = Optional.empty();
    private long looked;

    /**
     * Where there is too little.
     *
     * @param free in bytes
     * @param wanted how many must be free before anything is taken in again
     */
    public record Shortage(Path folder, long free, long wanted) {}

    /** One disk, by a folder on it. */
    record Disk(Path folder, Free free) {}

    /** How many bytes may still be written. */
    @FunctionalInterface
    interface Free {
        long bytes() throws IOException;
    }

    /** A line that the free bytes fall below, and rise a quarter above before it counts as passed again. */
    private static final class Mark {
        private final long bytes;
        private boolean isKept = true;

        Mark(long bytes) {
            this.bytes = bytes;
        }

        long wanted() {
            return isKept ? bytes : bytes + bytes / 4;
        }

        boolean heed(long free) {
            isKept = free >= wanted();
            return isKept;
        }
    }

    /**
     * @param folders on the disks; none: there is always room
     * @param reserve in bytes
     * @throws UncheckedIOException where a folder is not there
     */
    public DiskRoom(List<Path> folders, long reserve) {
        this(folders.stream().map(DiskRoom::disk).toList(), reserve, System::nanoTime);
    }

    DiskRoom(List<Disk> disks, long reserve, LongSupplier nanos) {
        this.disks = disks;
        this.nanos = nanos;
        this.intake = new Mark(reserve);
        this.work = new Mark(reserve / 2);
        this.looked = nanos.getAsLong() - KEPT_NANOS;
    }

    private static Disk disk(Path folder) {
        try {
            FileStore store = Files.getFileStore(folder);
            return new Disk(folder, store::getUsableSpace);
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + folder + " can't be asked: " + e.getMessage(), e);
        }
    }

    /** Whether more may be taken in. */
    public boolean isForMore() {
        return shortage().isEmpty();
    }

    /** Whether what was taken in may be worked on. */
    public synchronized boolean isForWork() {
        look();
        return work.isKept;
    }

    /** Why nothing is taken in; empty where something is. */
    public synchronized Optional<Shortage> shortage() {
        look();
        return shortage;
    }

    private void look() {
        long now = nanos.getAsLong();
        if (now - looked < KEPT_NANOS) {
            return;
        }
        looked = now;
        scarcest().ifPresent(this::heed);
    }

    /** The disk that has least. */
    private Optional<Found> scarcest() {
        List<Found> all = new ArrayList<>();
        for (Disk disk : disks) {
            try {
                all.add(new Found(disk.folder(), disk.free().bytes()));
            } catch (IOException e) {
                log.atDebug()
                        .addKeyValue("folder", disk.folder())
                        .addKeyValue("error", e.getMessage())
                        .log("a disk can't be asked");
            }
        }
        return all.stream().min(Comparator.comparingLong(Found::free));
    }

    private record Found(Path folder, long free) {}

    private void heed(Found found) {
        boolean before = intake.isKept;
        boolean kept = intake.heed(found.free());
        work.heed(found.free());
        shortage = kept ? Optional.empty() : Optional.of(new Shortage(found.folder(), found.free(), intake.wanted()));
        if (kept != before) {
            log.atWarn()
                    .addKeyValue("folder", found.folder())
                    .addKeyValue("freeMegabytes", found.free() / MEGABYTE)
                    .log(kept ? "there is room on the disk again" : "the disk is nearly full: nothing is taken in");
        }
    }
}
