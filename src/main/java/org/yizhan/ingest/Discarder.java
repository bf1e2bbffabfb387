package org.yizhan.ingest;

import static org.yizhan.ingest.DropFolder.FAILED;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.yizhan.article.Channel;

/**
 * Takes away for good what lies in the folder {@value DropFolder#FAILED} of a drop folder. No name is taken for a path,
 * and no link is followed. Safe for concurrent use.
 */
public final class Discarder {

    private final DropFolder folder;

    public Discarder(DropFolder folder) {
        this.folder = folder;
    }

    /**
     * What there is of a name.
     *
     * @param bytes the file's size; empty where only a part of it was not taken, and it lies elsewhere
     */
    public record Found(Optional<Long> bytes) {}

    /** The discarder of {@code channel}'s folder; empty as {@link DropFolder#of}. */
    public static Optional<Discarder> of(Channel channel) {
        return DropFolder.of(channel).map(Discarder::new);
    }

    /** What would be discarded; empty where nothing is told of a file of this name. */
    public Optional<Found> find(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder.path());
                HeldFolder failed = in.inside(FAILED)) {
            return found(failed, name);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Optional.empty();
        }
    }

    private static Optional<Found> found(HeldFolder failed, String name) {
        if (!isPlain(name)) {
            return Optional.empty();
        }
        var reasons = new Reasons(failed);
        Optional<BasicFileAttributes> own = failed.regular(Path.of(name));
        return reasons.of(name).isPresent() || own.isPresent() && !reasons.isOne(name)
                ? Optional.of(new Found(own.map(BasicFileAttributes::size)))
                : Optional.empty();
    }

    /** Whether it names something in a folder, and no way to elsewhere. */
    private static boolean isPlain(String name) {
        try {
            Path path = Path.of(name);
            return path.getNameCount() == 1
                    && !path.isAbsolute()
                    && path.toString().equals(name)
                    && !List.of("", ".", "..").contains(name);
        } catch (InvalidPathException noName) {
            return false;
        }
    }

    /** Discards the file with what is told of it, or the latter alone where there is nothing else; false where there is neither. */
    public boolean discard(String name) throws IOException {
        try (HeldFolder in = HeldFolder.open(folder.path());
                HeldFolder failed = in.inside(FAILED)) {
            Optional<Found> found = found(failed, name);
            if (found.flatMap(Found::bytes).isPresent()) {
                failed.delete(Path.of(name));
            }
            if (found.isPresent()) {
                new Reasons(failed).forget(name);
            }
            return found.isPresent();
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return false;
        }
    }
}
