package org.yizhan.relay;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.DropFolder;

/**
 * Lets what may be taken out of a drop folder through, and nothing else; why something is left there is logged once. Safe for
 * concurrent use.
 */
public final class SoundFileFilter implements GenericFileFilter<File> {

    private static final Logger LOG = LoggerFactory.getLogger(SoundFileFilter.class);
    private static final int REMEMBERED = 10_000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Override
    public boolean accept(GenericFile<File> file) {
        String path = file.getAbsoluteFilePath();
        Optional<String> refusal = refusal(path, file.getFileNameOnly());
        refusal.ifPresent(reason -> tell(path, reason));
        return refusal.isEmpty();
    }

    private static Optional<String> refusal(String path, String name) {
        try {
            return new DropFolder(requireNonNull(Path.of(path).getParent())).refusal(name);
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.of("it can't be looked at: " + unreadable);
        }
    }

    private void tell(String path, String reason) {
        if (told.size() >= REMEMBERED) {
            told.clear();
        }
        if (told.add(path + '\n' + reason)) {
            LOG.atError()
                    .addKeyValue("file", path)
                    .addKeyValue("error", reason)
                    .log("a file is left in its drop folder");
        }
    }
}
