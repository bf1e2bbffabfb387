package org.yizhan.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A drill in full length, on a station of its own that is closed after it. */
@Tag("chaos")
abstract class LongDrill {

    @TempDir
    private Path folder;

    private Optional<Station> station = Optional.empty();

    @AfterEach
    void closeStation() throws Exception {
        if (station.isPresent()) {
            station.get().close();
        }
    }

    /** In which the station lies. */
    Path folder() {
        return folder;
    }

    Station station() {
        return station.orElseThrow();
    }

    /** Opens one with everything in one process. */
    void whole(Map<String, String> settings) throws IOException, InterruptedException {
        station = Optional.of(Station.whole(folder, settings));
    }

    /** Opens one with broker, database and program apart. */
    void apart() throws IOException, InterruptedException {
        station = Optional.of(Station.apart(folder, Map.of()));
    }

    /** Opens one with a clock that can be put and sites that are polled. */
    void clocked() throws IOException, InterruptedException {
        station = Optional.of(Station.clocked(folder));
    }
}
