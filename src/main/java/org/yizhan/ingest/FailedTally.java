package org.yizhan.ingest;

import static org.yizhan.ingest.DropFolder.FAILED;
import static org.yizhan.ingest.DropFolder.REASON;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts the files of which something was not taken. Where they are many it looks at their names alone, which is several
 * times as fast; whatever else was put among them counts then, and what is stuck in the folder itself does not.
 */
public final class FailedTally {

    private static final int MANY = 2_000;

    private FailedTally() {}

    /** How many there are in the folder of {@code files}. */
    public static int of(LeftFiles files) {
        try (HeldFolder in = HeldFolder.open(files.folder().path());
                HeldFolder failed = in.inside(FAILED)) {
            Set<String> names = failed.names().stream().map(Path::toString).collect(Collectors.toSet());
            return names.size() < MANY ? files.count() : byName(names);
        } catch (IOException none) {
            return files.count();
        }
    }

    /** A file and what is told of it count once. */
    private static int byName(Set<String> names) {
        return (int) names.stream()
                .filter(name -> !name.endsWith(REASON)
                        || names.contains(name + REASON)
                        || !names.contains(name.substring(0, name.length() - REASON.length())))
                .count();
    }
}
