package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.camel.component.file.GenericFile;
import org.yizhan.ingest.DropFolder;

/**
 * A file in a drop folder, as Camel found it.
 *
 * @param root the drop folder
 * @param isSeized whether it lies in its folder {@value DropFolder#TAKING}
 */
record DroppedFile(Path root, String name, boolean isSeized) {

    /** @throws InvalidPathException where its name can't be one here */
    static DroppedFile of(GenericFile<?> file) {
        Path path = Path.of(file.getAbsoluteFilePath()).toAbsolutePath().normalize();
        Path parent = requireNonNull(path.getParent());
        boolean isSeized = Path.of(file.getRelativeFilePath()).getNameCount() > 1;
        return new DroppedFile(
                isSeized ? requireNonNull(parent.getParent()) : parent,
                path.getFileName().toString(),
                isSeized);
    }

    DropFolder folder() {
        return new DropFolder(root);
    }

    /** Where it lies. */
    Path path() {
        return isSeized ? root.resolve(DropFolder.TAKING).resolve(name) : root.resolve(name);
    }

    /** Once it was seized. */
    DroppedFile seized() {
        return new DroppedFile(root, name, true);
    }
}
