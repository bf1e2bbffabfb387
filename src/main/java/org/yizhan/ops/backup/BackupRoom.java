package org.yizhan.ops.backup;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The room for backups on the disk of their folder, of which a reserve stays free for the program's own work. Safe for
 * concurrent use.
 */
public final class BackupRoom {

    private static final long LOOKED_AFTER = 4_000_000;
    private static final long MEGABYTE = 1_000_000;

    /** What Linux says of a write that found no room. */
    private static final String NO_SPACE = "No space left on device";

    private final Path folder;
    private final long reserve;
    private final Free free;

    /** How many bytes may still be written. */
    @FunctionalInterface
    public interface Free {
        long bytes() throws IOException;
    }

    /**
     * @param folder of the backups; need not be there yet
     * @param reserve in bytes
     */
    public BackupRoom(Path folder, long reserve) {
        this(
                folder,
                reserve,
                () -> Files.getFileStore(nearest(folder.toAbsolutePath())).getUsableSpace());
    }

    /** The same on a disk that is asked in another way. */
    public BackupRoom(Path folder, long reserve, Free free) {
        this.folder = folder;
        this.reserve = reserve;
        this.free = free;
    }

    private static Path nearest(Path folder) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    /** The disk is full, or would be. */
    static final class Full extends IOException {
        private static final long serialVersionUID = 1L;

        Full(String message) {
            super(message);
        }
    }

    Path folder() {
        return folder;
    }

    /** How many bytes are free. */
    public long free() throws IOException {
        return free.bytes();
    }

    /** How many must be free for a backup of this size. */
    public long wanted(long size) {
        return reserve + size;
    }

    /** Why a backup of this size has no room, in a sentence with what is free and what is wanted; empty where it has. */
    Optional<String> shortage(long size) throws IOException {
        long found = free.bytes();
        return found < wanted(size) ? Optional.of(said(found, size)) : Optional.empty();
    }

    private String said(long found, long size) {
        return "the disk is full: %,d MB are free on the disk of %s, %,d MB are wanted for a backup; make room, or move old backups away"
                .formatted(found / MEGABYTE, folder.toAbsolutePath(), (wanted(size) + MEGABYTE - 1) / MEGABYTE);
    }

    /** The same stream, which ends with {@link Full} where it comes near the reserve. */
    OutputStream watched(OutputStream out) {
        return new FilterOutputStream(out) {
            private long unlooked = LOOKED_AFTER;

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                unlooked += length;
                if (unlooked >= LOOKED_AFTER) {
                    unlooked = 0;
                    Optional<String> shortage = shortage(0);
                    if (shortage.isPresent()) {
                        throw new Full(shortage.get());
                    }
                }
                out.write(bytes, from, length);
            }
        };
    }

    /** What a failed write of a backup of this size is to be told as. */
    String said(Exception failure, long size) {
        String message = String.valueOf(failure.getMessage());
        try {
            return !(failure instanceof Full) && message.contains(NO_SPACE) ? said(free.bytes(), size) : message;
        } catch (IOException unasked) {
            return message;
        }
    }
}
