package org.yizhan.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The folder of an instance started for a benchmark. It goes away with all that is in it when it is closed, and when the
 * benchmark is told to stop before: then once the instance has ended.
 */
final class OwnFolder implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    private final Path path;
    private final Thread onExit;

    private OwnFolder(Path path) {
        this.path = path;
        this.onExit = new Thread(this::leave, "delete-folder");
    }

    /** A new, empty one in {@code parent}, which is made where it is missing. */
    static OwnFolder in(Path parent) throws IOException {
        Files.createDirectories(parent);
        var folder = new OwnFolder(Files.createTempDirectory(parent, "yizhan-bench-"));
        Runtime.getRuntime().addShutdownHook(folder.onExit);
        return folder;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // Already on the way out: the hook finds nothing left.
        }
    }

    private void leave() {
        ProcessHandle.current().children().forEach(OwnFolder::end);
        try {
            delete(path);
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }

    private static void end(ProcessHandle child) {
        child.destroy();
        try {
            child.onExit().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stays) {
            child.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What somebody else deletes meanwhile is passed over. */
    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
