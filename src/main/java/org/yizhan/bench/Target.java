package org.yizhan.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is measured: an address, a push key, and where they are known the process and the folder of its state.
 *
 * @param base the public port's address, {@code http} only: the load generator speaks no TLS
 * @param apiKey a push key with scope {@code push:any}
 * @param process the process whose CPU time and memory are counted, its descendants included
 * @param dataFolder the folder whose growth is counted; a PostgreSQL in it is counted with the process
 */
public record Target(URI base, String apiKey, Optional<ProcessHandle> process, Optional<Path> dataFolder) {
    public Target {
        if (!"http".equals(base.getScheme()) || base.getHost() == null) {
            throw new IllegalArgumentException("base " + base + " is not an http address");
        }
    }

    /** The target that a started instance is. */
    public static Target of(Instance instance) {
        return new Target(instance.base(), instance.apiKey(), instance.process(), Optional.of(instance.dataFolder()));
    }

    /** The address of a path with its query, which begins with {@code /}. */
    URI at(String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }
}
