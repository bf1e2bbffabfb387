package org.yizhan.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/** The clock of a program, put from outside while that runs. */
final class SetClock {

    private final Path file;
    private Duration ahead = Duration.ZERO;

    SetClock(Path file) throws IOException {
        this.file = file;
        put(Duration.ZERO);
    }

    /** For the virtual machine. */
    String argument() {
        return "-Dyizhan.chaos.clock=" + file;
    }

    /** So much ahead of the system's from now on. */
    void put(Duration next) throws IOException {
        ahead = next;
        Path written = Files.writeString(file.resolveSibling("clock.next"), Long.toString(next.toSeconds()));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Instant now() {
        return Instant.now().plus(ahead);
    }
}
