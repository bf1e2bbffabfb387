package org.yizhan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a data folder holds, in bytes of file length.
 *
 * @param tables PostgreSQL's tables and indexes (files under a folder {@code base})
 * @param writeAheadLog PostgreSQL's write-ahead log (under {@code pg_wal}), which is recycled, not kept
 * @param rest everything else, Kafka's logs above all
 */
record DiskUse(long tables, long writeAheadLog, long rest) {
    static final DiskUse NONE = new DiskUse(0, 0, 0);

    static DiskUse of(Optional<Path> folder) {
        return folder.map(DiskUse::of).orElse(NONE);
    }

    private static DiskUse of(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> one(folder.relativize(file), length(file))).reduce(NONE, DiskUse::plus);
        } catch (IOException | UncheckedIOException gone) {
            return NONE;
        }
    }

    DiskUse minus(DiskUse before) {
        return new DiskUse(tables - before.tables, writeAheadLog - before.writeAheadLog, rest - before.rest);
    }

    private DiskUse plus(DiskUse other) {
        return new DiskUse(tables + other.tables, writeAheadLog + other.writeAheadLog, rest + other.rest);
    }

    private static DiskUse one(Path file, long length) {
        for (Path part : file) {
            switch (part.toString()) {
                case "base" -> {
                    return new DiskUse(length, 0, 0);
                }
                case "pg_wal" -> {
                    return new DiskUse(0, length, 0);
                }
                default -> {}
            }
        }
        return new DiskUse(0, 0, length);
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
