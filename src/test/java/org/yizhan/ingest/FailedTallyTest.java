package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailedTallyTest {

    @TempDir
    private Path in;

    private final RestingFiles resting = new RestingFiles(Clock.systemUTC());

    /** {@code many} files with what is told of them, one of which a part was taken, and one of which nothing is told. */
    @ParameterizedTest
    @ValueSource(ints = {3, 1_200})
    void countsAFileAndWhatIsToldOfItOnce(int many) throws IOException {
        Path failed = Files.createDirectories(in.resolve("failed"));
        for (int n = 0; n < many; n++) {
            Files.createFile(failed.resolve(n + ".json"));
            Files.createFile(failed.resolve(n + ".json.reason.txt"));
        }
        Files.createFile(failed.resolve("halb.ndjson.reason.txt"));
        Files.createFile(failed.resolve("stumm.json"));
        Files.createFile(failed.resolve("heisst.reason.txt"));
        Files.createFile(failed.resolve("heisst.reason.txt.reason.txt"));
        var folder = new DropFolder(in);

        assertThat(FailedTally.of(folder.left(resting)))
                .isEqualTo(many + 3)
                .isEqualTo(folder.left(resting).count());
    }

    @Test
    void isNoneWhereNothingFailed() {
        assertThat(FailedTally.of(new DropFolder(in).left(resting))).isZero();
        assertThat(FailedTally.of(new DropFolder(in.resolve("gone")).left(resting)))
                .isZero();
    }
}
