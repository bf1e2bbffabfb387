package org.yizhan.ingest;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder held open: what is named is looked for in it and nowhere else, whatever is put in its place meanwhile. No link
 * in it is followed. Where the system can't hold a folder open (Windows), each step looks first and a link put there in
 * between would be followed.
 */
final class HeldFolder implements Closeable {

    private static final Set<OpenOption> OLD = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);

    private static final Set<OpenOption> ANY =
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);

    /** So many bytes at a time. */
    private static final int COPIED = 1 << 16;

    private final Path path;
    private final DirectoryStream<Path> entries;
    private final @Nullable SecureDirectoryStream<Path> held;

    private HeldFolder(Path path, DirectoryStream<Path> entries, @Nullable SecureDirectoryStream<Path> held) {
        this.path = path;
        this.entries = entries;
        this.held = held;
    }

    static HeldFolder open(Path path) throws IOException {
        DirectoryStream<Path> entries = Files.newDirectoryStream(path);
        return new HeldFolder(path, entries, entries instanceof SecureDirectoryStream<Path> held ? held : null);
    }

    /** As where the system holds none open. */
    static HeldFolder unheld(Path path) throws IOException {
        return new HeldFolder(path, Files.newDirectoryStream(path), null);
    }

    /** The folder of this name in it, made where it is missing. */
    HeldFolder make(String name) throws IOException {
        try {
            return inside(name);
        } catch (NoSuchFileException missing) {
            try {
                Files.createDirectory(path.resolve(name));
            } catch (FileAlreadyExistsException made) {
                // it is looked at below, whoever made it
            }
            return inside(name);
        }
    }

    /**
     * The folder of this name in it.
     *
     * @throws NoSuchFileException where there is nothing of that name
     * @throws NotDirectoryException where that is a link, or no folder
     */
    HeldFolder inside(String name) throws IOException {
        Path there = path.resolve(name);
        if (!attributes(Path.of(name)).isDirectory()) {
            throw new NotDirectoryException(there.toString());
        }
        if (held == null) {
            return unheld(there);
        }
        try {
            SecureDirectoryStream<Path> inner = held.newDirectoryStream(Path.of(name), LinkOption.NOFOLLOW_LINKS);
            return new HeldFolder(there, inner, inner);
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (FileSystemException replaced) {
            throw (IOException) new NotDirectoryException(there.toString()).initCause(replaced);
        }
    }

    /** The names of all that lies in it; to be asked once. */
    List<Path> names() throws IOException {
        try {
            var names = new ArrayList<Path>();
            entries.forEach(entry -> names.add(entry.getFileName()));
            return names;
        } catch (DirectoryIteratorException unreadable) {
            throw unreadable.getCause();
        }
    }

    BasicFileAttributes attributes(Path name) throws IOException {
        if (held == null) {
            return Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }
        return held.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    /** Empty where there is nothing. */
    Optional<BasicFileAttributes> any(Path name) {
        try {
            return Optional.of(attributes(name));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Of a regular file; empty for all else, and where there is nothing. */
    Optional<BasicFileAttributes> regular(Path name) {
        return any(name).filter(BasicFileAttributes::isRegularFile);
    }

    /** The first {@code most} bytes of a regular file. */
    byte[] read(Path name, int most) throws IOException {
        requireRegular(name);
        try (InputStream in = Channels.newInputStream(channel(name, OLD))) {
            return in.readNBytes(most);
        }
    }

    /** To open a pipe would wait for whoever writes into it. */
    private void requireRegular(Path name) throws IOException {
        if (!attributes(name).isRegularFile()) {
            throw new FileSystemException(path.resolve(name).toString(), null, "it is no regular file");
        }
    }

    /** A file that only serves to be locked, made where it is missing. */
    SeekableByteChannel lockable(Path name) throws IOException {
        if (any(name).isPresent()) {
            requireRegular(name);
        }
        return channel(name, ANY);
    }

    /** Makes a file that was not there. */
    void write(Path name, byte[] bytes) throws IOException {
        try (SeekableByteChannel out = channel(name, NEW)) {
            write(out, ByteBuffer.wrap(bytes));
        }
    }

    private static void write(SeekableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private SeekableByteChannel channel(Path name, Set<? extends OpenOption> options) throws IOException {
        return held == null ? Files.newByteChannel(path.resolve(name), options) : held.newByteChannel(name, options);
    }

    void delete(Path name) throws IOException {
        try {
            if (held == null) {
                Files.delete(path.resolve(name));
            } else {
                held.deleteFile(name);
            }
        } catch (NoSuchFileException gone) {
            // as it is to be
        }
    }

    /** Whether the program may write in a folder of it. */
    boolean isWritable(Path name) {
        return Files.isWritable(path.resolve(name));
    }

    /** Whether the program may read a file of it. */
    boolean isReadable(Path name) {
        return Files.isReadable(path.resolve(name));
    }

    /** Moves a file, over one of the same name, on one device. */
    void move(Path name, HeldFolder to) throws IOException {
        move(name, to, name);
    }

    /** The same under another name. */
    void move(Path name, HeldFolder to, Path target) throws IOException {
        if (held != null && to.held != null) {
            held.move(name, to.held, target);
        } else {
            Files.move(path.resolve(name), to.path.resolve(target), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Moves a file, over one of the same name, from one device to another where need be. */
    void carry(Path name, HeldFolder to) throws IOException {
        carry(name, to, name);
    }

    /** The same under another name. */
    void carry(Path name, HeldFolder to, Path target) throws IOException {
        Object file = attributes(name).fileKey();
        try {
            move(name, to, target);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            copy(name, to, target);
        }
        // a copy leaves it, and so does a move over another name of the same file
        if (any(name).filter(left -> Objects.equals(left.fileKey(), file)).isPresent()) {
            delete(name);
        }
    }

    void copy(Path name, HeldFolder to) throws IOException {
        copy(name, to, name);
    }

    /** It has its name only once the disk has all of it. */
    private void copy(Path name, HeldFolder to, Path target) throws IOException {
        requireRegular(name);
        Path part = Path.of("." + target + ".part");
        to.delete(part);
        try {
            try (SeekableByteChannel in = channel(name, OLD);
                    SeekableByteChannel out = to.channel(part, NEW)) {
                var bytes = ByteBuffer.allocate(COPIED);
                while (in.read(bytes) >= 0) {
                    write(out, bytes.flip());
                    bytes.clear();
                }
                sync(out);
            }
            to.move(part, to, target);
        } catch (IOException unfinished) {
            to.delete(part);
            throw unfinished;
        }
        if (File.separatorChar == '/') {
            try (FileChannel folder = FileChannel.open(to.path, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static void sync(SeekableByteChannel out) throws IOException {
        if (out instanceof FileChannel file) {
            file.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
