package org.yizhan.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder that holds the embedded servers' state and the generated secrets, owned by one program at a time.
 *
 * <p>The folder is made if it is missing, readable by its owner only. The lock is on {@code yizhan.lock}, which holds
 * the owner's process id in decimal; the system lets go of it when the owner dies, however it dies.
 */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK_FILE = "yizhan.lock";
    private static final int MAX_PID_DIGITS = 20;

    /** POSIX drops a process's lock when it closes any handle of the file, so a second try here must not open one. */
    private static final Set<Path> HELD_BY_THIS_PROGRAM = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Takes the folder for this program.
     *
     * @throws DataFolderInUse when another program, or another part of this one, has it
     * @throws UncheckedIOException when it cannot be made or written
     */
    public static DataFolder open(Path folder) {
        Path real;
        try {
            Files.createDirectories(folder, forOwnerOnly(folder, "rwx------"));
            real = folder.toRealPath();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        if (!HELD_BY_THIS_PROGRAM.add(real)) {
            throw new DataFolderInUse(
                    real, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new DataFolder(real, lock(real));
        } catch (IOException e) {
            HELD_BY_THIS_PROGRAM.remove(real);
            throw unusable(real, e);
        } catch (DataFolderInUse e) {
            HELD_BY_THIS_PROGRAM.remove(real);
            throw e;
        }
    }

    private static UncheckedIOException unusable(Path folder, IOException failure) {
        return new UncheckedIOException(
                "The data folder %s cannot be used: %s. Set YIZHAN_DATA_DIR to a folder that can be written."
                        .formatted(folder, reason(failure)),
                failure);
    }

    /** Most of the file system's exceptions say the path alone and mean the rest by their class. */
    private static String reason(IOException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return "it is a file";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof FileSystemException detailed && detailed.getReason() != null
                ? detailed.getReason()
                : String.valueOf(failure.getMessage());
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel file = FileChannel.open(
                folder.resolve(LOCK_FILE),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                forOwnerOnly(folder, "rw-------"));
        try {
            if (file.tryLock() == null) {
                throw new DataFolderInUse(folder, holder(file));
            }
            file.truncate(0);
            file.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return file;
        } catch (IOException | DataFolderInUse e) {
            file.close();
            throw e;
        }
    }

    private static String holder(FileChannel file) throws IOException {
        ByteBuffer digits = ByteBuffer.allocate(MAX_PID_DIGITS);
        file.read(digits, 0);
        return new String(digits.array(), 0, digits.position(), StandardCharsets.US_ASCII).strip();
    }

    /** The attribute that gives a new file or folder these permissions; none where the file system knows no such. */
    static FileAttribute<?>[] forOwnerOnly(Path place, String permissions) {
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                && place.getFileSystem().equals(FileSystems.getDefault());
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)} : new FileAttribute<?>[] {};
    }

    /** The folder, absolute and with symbolic links followed. */
    public Path path() {
        return path;
    }

    /** Lets go of the folder; the files stay. */
    @Override
    public void close() {
        try {
            if (lockFile.isOpen()) {
                lockFile.truncate(0);
                lockFile.close();
                HELD_BY_THIS_PROGRAM.remove(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of the data folder " + path, e);
        }
    }
}
