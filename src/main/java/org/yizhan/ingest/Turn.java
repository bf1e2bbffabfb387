package org.yizhan.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to take a file out of a drop folder: of the programs that share the folder one has it at a time, until it has put
 * the file away, or ends. It is a lock on a hidden file in {@value DropFolder#TAKING}; where the file system knows no locks
 * everyone has it. Safe for concurrent use.
 */
public final class Turn implements Closeable {

    private static final Path LOCKED = Path.of(".turn");

    /** Locks are those of the whole program, and closing the file anywhere in it would end them. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final SeekableByteChannel channel;

    private Turn(Path folder, SeekableByteChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Empty while another has it. */
    static Optional<Turn> take(Path folder, HeldFolder taking) throws IOException {
        if (!OURS.add(folder)) {
            return Optional.empty();
        }
        boolean isTaken = false;
        try {
            SeekableByteChannel channel = taking.lockable(LOCKED);
            isTaken = isLocked(channel);
            if (isTaken) {
                return Optional.of(new Turn(folder, channel));
            }
            channel.close();
            return Optional.empty();
        } finally {
            if (!isTaken) {
                OURS.remove(folder);
            }
        }
    }

    private static boolean isLocked(SeekableByteChannel channel) {
        try {
            return !(channel instanceof FileChannel file) || file.tryLock() != null;
        } catch (IOException noLocks) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            channel.close();
            OURS.remove(folder);
        }
    }
}
