package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R21: a 202 never precedes the sync of the record that it promises, as the system's calls tell. */
@Tag("chaos")
class SyncIT {

    private static final int PUSHES = 1_000;
    private static final Pattern SYNCED =
            Pattern.compile("f(?:data)?sync\\(\\d+<[^>]*/articles\\.received-\\d+/[^>]*\\.log>\\) += 0");
    private static final Pattern SYNC_BEGUN =
            Pattern.compile("^(\\d+) .*f(?:data)?sync\\(\\d+<[^>]*/articles\\.received-\\d+/[^>]*\\.log>.*unfinished");
    private static final Pattern SYNC_RESUMED = Pattern.compile("^(\\d+) .*f(?:data)?sync resumed>.*\\) += 0");
    private static final Pattern PROMISED = Pattern.compile("HTTP/1\\.1 202");

    @TempDir
    private Path folder;

    private Station station;

    @AfterEach
    void close() throws Exception {
        if (station != null) {
            station.close();
        }
    }

    @Test
    void r21NoPromiseBeforeItsSync() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/strace")), "R21 needs strace to see the system's calls");
        station = Station.whole(folder, Map.of());
        Path trace = folder.resolve("trace");
        Drill drill = station.drill("R21", 1);
        drill.awaitProbe();
        drill.load().close();
        Process strace = traced(trace);
        for (int push = 0; push < PUSHES; push++) {
            drill.push(drill.own(push, 1));
        }
        strace.destroy();
        strace.waitFor();
        int early = early(trace);
        drill.end("pushes=" + PUSHES, "before_sync=" + early);
        assertThat(early).isZero();
    }

    private Process traced(Path trace) throws IOException {
        Process strace = new ProcessBuilder(
                        "/usr/bin/strace",
                        "-f",
                        "-y",
                        "-s",
                        "16",
                        "-e",
                        "trace=fsync,fdatasync,write,writev,sendto,sendmsg",
                        "-o",
                        trace.toString(),
                        "-p",
                        Long.toString(station.program().pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(trace) && Files.size(trace) > 0);
        return strace;
    }

    /** How many promises have no sync of the topic's log between them and the promise before. */
    private static int early(Path trace) throws IOException {
        int early = 0;
        int promises = 0;
        int syncs = 0;
        var begun = new HashSet<String>();
        try (var lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var start = SYNC_BEGUN.matcher(line);
                var end = SYNC_RESUMED.matcher(line);
                if (start.find()) {
                    begun.add(start.group(1));
                } else if (SYNCED.matcher(line).find() || end.find() && begun.remove(end.group(1))) {
                    syncs++;
                } else if (PROMISED.matcher(line).find()) {
                    promises++;
                    early += syncs == 0 ? 1 : 0;
                    syncs = 0;
                }
            }
        }
        assertThat(promises).as("promises seen").isGreaterThanOrEqualTo(PUSHES);
        return early;
    }
}
