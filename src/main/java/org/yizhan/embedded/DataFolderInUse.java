package org.yizhan.embedded;

import java.nio.file.Path;

/** The refusal of a data folder that another running program holds; its message tells people what to do. */
public final class DataFolderInUse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param holder the holder's process id, empty when the lock file does not tell */
    DataFolderInUse(Path folder, String holder) {
        super("The data folder %s is in use by %s. Stop that process, or set YIZHAN_DATA_DIR to another folder."
                .formatted(folder, holder.isEmpty() ? "another process" : "process " + holder));
    }
}
