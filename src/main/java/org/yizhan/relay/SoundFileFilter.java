package org.yizhan.relay;

import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.DropFolder;
import org.yizhan.ingest.RestingFiles;

/**
 * Lets what may be taken out of a drop folder through, what was seized before included, and nothing else; why something is left
 * there is logged once. Safe for concurrent use.
 */
public final class SoundFileFilter implements GenericFileFilter<File> {

    private static final Logger LOG = LoggerFactory.getLogger(SoundFileFilter.class);
    private static final int REMEMBERED = 10_000;

    private final RestingFiles resting;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    public SoundFileFilter(RestingFiles resting) {
        this.resting = resting;
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        if (file.isDirectory()) {
            return file.getRelativeFilePath().equals(DropFolder.TAKING);
        }
        Optional<String> refusal;
        try {
            DroppedFile dropped = DroppedFile.of(file);
            if (resting.isResting(dropped.path()) || isBehind(dropped)) {
                return false;
            }
            refusal = refusal(dropped);
        } catch (InvalidPathException unnamed) {
            refusal = Optional.of(DropFolder.misnamed(file.getFileNameOnly()));
        } catch (IOException unreadable) {
            refusal = Optional.of("it can't be looked at: " + unreadable);
        }
        refusal.ifPresent(reason -> tell(file.getAbsoluteFilePath(), reason));
        return refusal.isEmpty();
    }

    /** Whether an older one of its name goes first. */
    private static boolean isBehind(DroppedFile file) throws IOException {
        return !file.isSeized() && file.folder().isSeized(file.name());
    }

    private Optional<String> refusal(DroppedFile file) throws IOException {
        if (!file.isSeized()) {
            return file.folder().refusal(file.name());
        }
        return resting.goal(file.path()).isPresent()
                ? Optional.empty()
                : file.folder().refusalOfSeized(file.name());
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
