package org.yizhan.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A program started for one benchmark; closing it stops it with everything it started. */
public interface Instance extends AutoCloseable {
    /** The public port's address, as {@code http://127.0.0.1:8080}. */
    URI base();

    /** A push key with scope {@code push:any}. */
    String apiKey();

    /** Where it keeps its state. */
    Path dataFolder();

    /** The process to measure; empty where it is not one of its own. */
    default Optional<ProcessHandle> process() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException, InterruptedException;

    /** Starts an instance that accepts articles by the time it is returned. */
    @FunctionalInterface
    interface Starter {
        /**
         * Starts one.
         *
         * @param folder an empty folder for all of its state
         */
        Instance start(Path folder) throws IOException, InterruptedException;
    }
}
