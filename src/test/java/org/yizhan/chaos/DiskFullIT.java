package org.yizhan.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R7: the disk of the data folder(), with the logs of Kafka and the files of PostgreSQL on it, runs full. */
class DiskFullIT extends LongDrill {

    private static final int RATE = 20;
    private static final Duration FULL = Duration.ofSeconds(30);

    @AfterEach
    @Override
    void closeStation() throws Exception {
        super.closeStation();
        var unused = run("umount", folder().resolve("small").toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** With a reserve nothing is taken in once it is touched; without one the servers themselves meet the full disk. */
    @ParameterizedTest(name = "reserve {0}")
    @CsvSource({"256MB, 507", "0MB, 503"})
    void r7DiskRunsFull(String reserve, int refusal) throws Exception {
        Path small = Files.createDirectory(folder().resolve("small"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", small.toString()) == 0,
                "R7 needs a small disk, and we may not mount one");
        whole(Map.of("YIZHAN_DATA_DIR", small.resolve("data").toString(), "YIZHAN_DATA_RESERVE", reserve));
        Drill drill = station().drill("R7", RATE);
        drill.awaitMore(10 * RATE);
        Path ballast = fill(small);
        drill.awaitTime(Length.of(FULL));
        assertThat(station().program().isAlive()).as("the program still runs").isTrue();
        boolean ready = station().program().isReady();
        String problems = new String(
                station().program().operate("GET", "/api/v1/ops/status", "").body(), StandardCharsets.UTF_8);
        drill.recover(() -> Files.delete(ballast));
        drill.awaitMore(5 * RATE);
        drill.end(
                "reserve=" + reserve,
                "answers_507=" + drill.ledger().answers(507),
                "answers_503=" + drill.ledger().answers(503),
                "kafka_ended=" + station().program().said("Kafka ended itself"),
                "postgresql_died=" + station().program().said("PostgreSQL died"));
        assertThat(drill.ledger().statuses()).isSubsetOf(202, 503, 507, Ledger.NO_ANSWER);
        assertThat(drill.ledger().answers(refusal)).isPositive();
        assertThat(ready).as("ready on a full disk").isFalse();
        assertThat(problems).contains("\"disk\"");
    }

    /** Fills the disk to the last byte. */
    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (long n = 0; n < 1L << 14; n++) {
                out.write(block);
            }
        } catch (IOException full) {
            await().until(() -> disk.toFile().getUsableSpace() < 1 << 20);
        }
        return ballast;
    }
}
