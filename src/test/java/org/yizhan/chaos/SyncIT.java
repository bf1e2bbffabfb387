package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** R21: a 202 never precedes the sync of the record that it promises, as the system's calls tell. */
class SyncIT extends LongDrill {

    private static final int PUSHES = 1_000;
    private static final String LOG = "f(?:data)?sync\\(\\d+<[^>]*/articles\\.received-\\d+/[^>]*\\.log>";
    private static final Pattern SYNCED = Pattern.compile("^\\d+ +([0-9.]+) " + LOG + "\\) += 0 <([0-9.]+)>");
    private static final Pattern BEGUN = Pattern.compile("^(\\d+) +[0-9.]+ " + LOG + ".*unfinished");
    private static final Pattern RESUMED =
            Pattern.compile("^(\\d+) +([0-9.]+) <\\.\\.\\. f(?:data)?sync resumed>\\) += 0");

    /** A push as its pusher saw it, in seconds since 1970. */
    private record Push(double sent, double promised) {}

    @Test
    void r21NoPromiseBeforeItsSync() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/strace")), "R21 needs strace to see the system's calls");
        whole(Map.of());
        Path trace = folder().resolve("trace");
        Drill drill = station().drill("R21", 1);
        drill.awaitProbe();
        drill.load().close();
        Process strace = traced(trace);
        List<Push> pushes = new ArrayList<>();
        for (int push = 0; push < PUSHES; push++) {
            double sent = now();
            drill.push(drill.own(push, 1));
            pushes.add(new Push(sent, now()));
        }
        strace.destroy();
        strace.waitFor();
        long early = early(pushes, syncs(trace));
        drill.end("pushes=" + PUSHES, "before_sync=" + early);
        assertThat(early).isZero();
    }

    private Process traced(Path trace) throws IOException {
        Process strace = new ProcessBuilder(
                        "/usr/bin/strace",
                        "-f",
                        "-y",
                        "-ttt",
                        "-T",
                        "-e",
                        "trace=fsync,fdatasync",
                        "-o",
                        trace.toString(),
                        "-p",
                        Long.toString(station().program().pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path threads = Path.of("/proc", Long.toString(station().program().pid()), "status");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(threads).contains("TracerPid:\t" + strace.pid()));
        return strace;
    }

    private static double now() {
        Instant now = Instant.now();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }

    /** How many promises came although nothing was synced since their pushes were sent. */
    private static long early(List<Push> pushes, NavigableSet<Double> syncs) {
        return pushes.stream()
                .filter(push -> Optional.ofNullable(syncs.higher(push.sent()))
                        .filter(synced -> synced <= push.promised())
                        .isEmpty())
                .count();
    }

    /** When each sync of the topic's logs was done, in seconds since 1970. */
    private static NavigableSet<Double> syncs(Path trace) throws IOException {
        var syncs = new TreeSet<Double>();
        var begun = new HashSet<String>();
        for (String line : Files.readAllLines(trace, StandardCharsets.ISO_8859_1)) {
            var whole = SYNCED.matcher(line);
            var start = BEGUN.matcher(line);
            var end = RESUMED.matcher(line);
            if (whole.find()) {
                syncs.add(Double.parseDouble(whole.group(1)) + Double.parseDouble(whole.group(2)));
            } else if (start.find()) {
                begun.add(start.group(1));
            } else if (end.find() && begun.remove(end.group(1))) {
                syncs.add(Double.parseDouble(end.group(2)));
            }
        }
        assertThat(syncs).as("syncs seen").hasSizeGreaterThanOrEqualTo(PUSHES);
        return syncs;
    }
}
