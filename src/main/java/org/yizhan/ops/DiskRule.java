package org.yizhan.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.embedded.DiskRoom.Shortage;
import org.yizhan.ops.Trouble.Kind;
import org.yizhan.ops.Trouble.Severity;

/**
 * Says when the disk of the data folder is nearly full; where it is so full that nothing is taken in, the program isn't ready.
 * Safe for concurrent use.
 */
public final class DiskRule implements Rule, HealthCheck {

    static final String NAME = "disk";

    private static final Logger log = LoggerFactory.getLogger(DiskRule.class);
    private static final String SUBJECT = "data folder";
    private static final long MEGABYTE = 1_000_000;

    private final Disk disk;
    private final Supplier<Optional<Shortage>> shortage;
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
     * @param shortage why nothing is taken in, if so
     * @param little percent that are free where a warning begins
     * @param least percent where it is critical
     */
    public DiskRule(Path folder, Supplier<Optional<Shortage>> shortage, int little, int least) {
        this(
                () -> {
                    var store = Files.getFileStore(folder);
                    return new Room(store.getUsableSpace(), store.getTotalSpace());
                },
                shortage,
                little,
                least);
    }

    DiskRule(Disk disk, Supplier<Optional<Shortage>> shortage, int little, int least) {
        this.disk = disk;
        this.shortage = shortage;
        this.little = little;
        this.least = least;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Health check() {
        return shortage.get()
                .map(found -> Health.down("%,d MB are free on the disk of %s, %,d MB are needed: nothing is taken in"
                        .formatted(found.free() / MEGABYTE, found.folder(), found.wanted() / MEGABYTE)))
                .orElseGet(Health::up);
    }

    @Override
    public Look look() {
        Optional<Shortage> found = shortage.get();
        if (found.isPresent()) {
            return Look.of(List.of(trouble(found.get())));
        }
        try {
            Room room = disk.room();
            double free = room.all() == 0 ? 100 : 100.0 * room.free() / room.all();
            return Look.of(free < little ? List.of(trouble(room, free)) : List.of());
        } catch (IOException failure) {
            log.atWarn().addKeyValue("error", failure.toString()).log("the disk of the data folder can't be asked");
            return new Look(List.of(), Set.of(Kind.DISK));
        }
    }

    private static Trouble trouble(Shortage found) {
        long free = found.free() / MEGABYTE;
        long wanted = found.wanted() / MEGABYTE;
        return Trouble.critical(
                Kind.DISK,
                SUBJECT,
                "磁盘满了：%s 只剩 %,d MB。推送以 507 拒收，采集暂停；腾出空间到 %,d MB 后自动恢复".formatted(found.folder(), free, wanted),
                "the disk is full: %s has %,d MB left. Pushes are refused with 507, polling waits; it goes on by itself with %,d MB free"
                        .formatted(found.folder(), free, wanted));
    }

    private Trouble trouble(Room room, double free) {
        return new Trouble(
                Kind.DISK,
                free < least ? Severity.CRITICAL : Severity.WARNING,
                SUBJECT,
                "数据目录所在磁盘只剩 %.1f%%（%,d MB）".formatted(free, room.free() / MEGABYTE),
                "the disk of the data folder has %.1f %% left (%,d MB)".formatted(free, room.free() / MEGABYTE));
    }
}
