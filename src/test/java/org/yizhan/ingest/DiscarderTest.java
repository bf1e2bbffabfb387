package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscarderTest {

    @TempDir
    private Path outside;

    private Path failed;
    private DropFolder folder;
    private Discarder discarder;

    private final RestingFiles resting = new RestingFiles(Clock.systemUTC());

    @BeforeEach
    void open() throws IOException {
        failed = Files.createDirectories(outside.resolve("in/failed"));
        folder = new DropFolder(outside.resolve("in"));
        discarder = new Discarder(folder);
        folder.note("kaputt.json", "the file is empty");
        Files.writeString(failed.resolve("kaputt.json"), "{}");
    }

    @Test
    void takesTheFileWithWhatIsToldOfIt() throws IOException {
        assertThat(discarder.find("kaputt.json")).hasValue(new Discarder.Found(Optional.of(2L)));
        assertThat(failed.resolve("kaputt.json")).as("a look takes nothing").exists();

        assertThat(discarder.discard("kaputt.json")).isTrue();

        assertThat(failed).isEmptyDirectory();
        assertThat(folder.left(resting).count()).isZero();
        assertThat(discarder.discard("kaputt.json")).isFalse();
    }

    @Test
    void ofAFileThatWasTakenInPartItTakesWhatIsToldAlone() throws IOException {
        folder.note("halb.ndjson", "2: title is missing or blank");
        Path done = Files.createDirectories(outside.resolve("in/done")).resolve("halb.ndjson");
        Files.writeString(done, "{}");

        assertThat(discarder.find("halb.ndjson")).hasValue(new Discarder.Found(Optional.empty()));
        assertThat(discarder.discard("halb.ndjson")).isTrue();

        assertThat(done).exists();
        assertThat(failed.resolve("halb.ndjson.reason.txt")).doesNotExist();
        assertThat(failed.resolve("kaputt.json")).as("of another name").exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../waits.json",
                "gone",
                "kaputt.json.reason.txt",
                "waits.json",
                "folder",
                "kaputt.json/",
                "./kaputt.json",
                "a\0b"
            })
    void takesNothingElse(String name) throws IOException {
        Path waits = Files.writeString(outside.resolve("in/waits.json"), "{}");
        Files.createDirectories(failed.resolve("folder"));

        assertThat(discarder.find(name)).isEmpty();
        assertThat(discarder.discard(name)).isFalse();

        assertThat(waits).exists();
        assertThat(failed).isDirectoryContaining("glob:**kaputt.json").isDirectoryContaining("glob:**reason.txt");
    }

    @Test
    void goesThroughNoLink() throws IOException {
        Path elsewhere = Files.writeString(outside.resolve("elsewhere.json"), "{}");
        Files.createSymbolicLink(failed.resolve("verweis.json"), elsewhere);

        assertThat(discarder.discard("verweis.json")).isFalse();

        assertThat(elsewhere).exists();
    }
}
