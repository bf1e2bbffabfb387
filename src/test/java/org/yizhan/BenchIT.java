package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.bench.BenchCommand;
import picocli.CommandLine;

/** The benchmark on an instance of its own, small. */
class BenchIT {

    @TempDir
    private Path temporary;

    @Test
    void measuresAnInstanceOfItsOwnAndLeavesNothingOfIt() throws Exception {
        var out = new StringWriter();
        Path folder = temporary.resolve("benches");
        Path json = temporary.resolve("figures.json");

        int code = new CommandLine(new BenchCommand(ChildInstance::start, Optional.empty(), Clock.systemUTC()))
                .setOut(new PrintWriter(out))
                .execute(
                        "--articles=200",
                        "--preload=100",
                        "--rate=20",
                        "--rate-seconds=1",
                        "--read-seconds=0",
                        "--subscribers=20",
                        "--hanging=2",
                        "--subscriber-rate=10",
                        "--subscriber-seconds=1",
                        "--folder=" + folder,
                        "--json=" + json);

        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("preload: 100 articles")
                .containsPattern("articles +200 of")
                .containsPattern("lost / twice +0 / 0")
                .containsPattern("\\d  fingerprint\n")
                .containsPattern("push to feed +p50")
                .containsPattern("subscribers +20 on \\d+ feeds \\(MIXED\\), 2 hanging")
                .containsPattern("push +p50 .* visible → told");
        JsonNode told = new ObjectMapper().readTree(json.toFile()).path("told");
        assertThat(told.path("pairs").asInt()).isGreaterThanOrEqualTo(9 * 10);
        assertThat(told.path("missing").asInt(-1)).isZero();
        assertThat(told.path("unsigned").asInt(-1)).isZero();
        assertThat(told.path("accepted").path("count").asInt()).isPositive();
        JsonNode window =
                new ObjectMapper().readTree(json.toFile()).path("windows").path(0);
        assertThat(window.path("articles").asInt()).isEqualTo(100);
        assertThat(window.path("throughput")
                        .path("verdict")
                        .path("wronglyJoined")
                        .asInt(-1))
                .isZero();
        assertThat(window.path("memory").path("servers").asLong()).isPositive();
        assertThat(folder).isEmptyDirectory();
        assertThat(Processes.of(folder)).isEmpty();
    }

    @Test
    void takesItsFolderAwayWhenItIsToldToStop() throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("benches"));
        var settings = ChildInstance.settings(temporary.resolve("unused"));

        try (var bench = ChildInstance.launch(
                temporary, temporary.resolve("bench.log"), settings, "bench", "--folder=" + folder)) {
            await().atMost(Duration.ofMinutes(2)).until(() -> hasDatabase(folder));
            assertThat(bench.process()).isPresent();
        }

        assertThat(folder).isEmptyDirectory();
        assertThat(Processes.of(folder)).isEmpty();
    }

    private static boolean hasDatabase(Path folder) throws IOException {
        try (var files = Files.find(folder, 4, (path, attributes) -> path.endsWith("postmaster.pid"))) {
            return files.findAny().isPresent();
        } catch (UncheckedIOException changing) {
            return false;
        }
    }
}
