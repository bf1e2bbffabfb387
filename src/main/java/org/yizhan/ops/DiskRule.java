package org.yizhan.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;

/** Says when the disk of the data folder is nearly full. Safe for concurrent use. */
public final class DiskRule implements Rule {

    private static final Logger log = LoggerFactory.getLogger(DiskRule.class);
    private static final String SUBJECT = "data folder";

    private final Disk disk;
    private final int little;
    private final int least;

    /** How much room there is. */
    @FunctionalInterface
    interface Disk {
        Room room() throws IOException;
    }

    /** In bytes. */
    record Room(long free, long all) {}

    /**
     * @param folder on the disk in question
     * @param little percent that are free where a warning begins
     * @param least percent where it is critical
     */
    public DiskRule(Path folder, int little, int least) {
        this(
                () -> {
                    var store = Files.getFileStore(folder);
                    return new Room(store.getUsableSpace(), store.getTotalSpace());
                },
                little,
                least);
    }

    DiskRule(Disk disk, int little, int least) {
        this.disk = disk;
        this.little = little;
        this.least = least;
    }

    @Override
    public Look look() {
        try {
            Room room = disk.room();
            double free = room.all() == 0 ? 100 : 100.0 * room.free() / room.all();
            return Look.of(free < little ? List.of(trouble(room, free)) : List.of());
        } catch (IOException failure) {
            log.atWarn().addKeyValue("error", failure.toString()).log("the disk of the data folder can't be asked");
            return new Look(List.of(), Set.of(Kind.DISK));
        }
    }

    private Trouble trouble(Room room, double free) {
        long megabytes = room.free() / 1_000_000;
        return new Trouble(
                Kind.DISK,
                free < least ? Severity.CRITICAL : Severity.WARNING,
                SUBJECT,
                "数据目录所在磁盘只剩 %.1f%%（%,d MB）".formatted(free, megabytes),
                "the disk of the data folder has %.1f %% left (%,d MB)".formatted(free, megabytes));
    }
}
