package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.ingest.LeftFiles.Again;

class LeftFilesTest {

    @TempDir
    private Path outside;

    private Path in;
    private DropFolder folder;

    private final RestingFiles resting = new RestingFiles(Clock.systemUTC());

    @BeforeEach
    void open() throws IOException {
        in = Files.createDirectories(outside.resolve("in"));
        folder = new DropFolder(in);
    }

    /** As a file lies that was not taken. */
    private Path failed(String name, String reason) throws IOException {
        folder.note(name, reason);
        return Files.writeString(in.resolve("failed").resolve(name), "{");
    }

    private List<String> names() throws IOException {
        return folder.left(resting).list(100).files().stream()
                .map(LeftFiles.Failed::name)
                .toList();
    }

    @Test
    void tellsWhichFileWasNotTakenWhenAndWhyTheNewestFirst() throws IOException {
        failed("alt.json", "the body is no readable JSON");
        Files.setLastModifiedTime(
                in.resolve("failed/alt.json.reason.txt"), FileTime.from(Instant.parse("2026-11-20T02:00:00Z")));
        failed("neu.jpg", "the file's name tells no kind");
        folder.note("halb.ndjson", "2: title is missing or blank\n3: title is missing or blank");
        Files.setLastModifiedTime(
                in.resolve("failed/halb.ndjson.reason.txt"), FileTime.from(Instant.parse("2026-11-21T02:00:00Z")));

        LeftFiles.Listed listed = folder.left(resting).list(100);

        assertThat(listed.total()).isEqualTo(3).isEqualTo(folder.left(resting).count());
        assertThat(names()).containsExactly("neu.jpg", "halb.ndjson", "alt.json");
        assertThat(listed.files().get(1).isWhole()).isFalse();
        assertThat(listed.files().get(1).reason().lines()).hasSize(2);
        assertThat(listed.files().get(2))
                .isEqualTo(new LeftFiles.Failed(
                        "alt.json",
                        Instant.parse("2026-11-20T02:00:00Z"),
                        "the body is no readable JSON",
                        1,
                        true,
                        false));
        assertThat(folder.left(resting).list(1).files()).hasSize(1);
        assertThat(folder.left(resting).list(1).total()).isEqualTo(3);
    }

    @Test
    void aFolderWithoutFailuresHasNone() throws IOException {
        assertThat(folder.left(resting).list(100).files()).isEmpty();
        assertThat(new DropFolder(outside.resolve("gone")).left(resting).count())
                .isZero();
        assertThat(folder.left(resting).again("a.json")).isEqualTo(Again.UNKNOWN);
    }

    @Test
    void putsAFileBackWithoutItsReason() throws IOException {
        failed("a.json", "why");

        assertThat(folder.left(resting).again("a.json")).isEqualTo(Again.MOVED);

        assertThat(in.resolve("a.json")).hasContent("{");
        assertThat(in.resolve("failed")).isEmptyDirectory();
        assertThat(folder.left(resting).again("a.json")).isEqualTo(Again.UNKNOWN);
    }

    @Test
    void writesOverNoFileThatWaits() throws IOException {
        failed("a.json", "why");
        Files.writeString(in.resolve("a.json"), "newer");

        assertThat(folder.left(resting).again("a.json")).isEqualTo(Again.WAITING);

        assertThat(in.resolve("a.json")).hasContent("newer");
        assertThat(names()).containsExactly("a.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../../secret.txt",
                "../done/taken.json",
                "failed/a.json",
                "./a.json",
                "a.json\u0000",
                "/etc/passwd",
                "a.json.reason.txt",
                "sub"
            })
    void noOtherNameMovesAnything(String name) throws IOException {
        failed("a.json", "why");
        Files.writeString(outside.resolve("secret.txt"), "geheim");
        Files.writeString(Files.createDirectories(in.resolve("done")).resolve("taken.json"), "[]");
        Files.createDirectories(in.resolve("failed/sub"));

        assertThat(folder.left(resting).again(name)).isEqualTo(Again.UNKNOWN);

        assertThat(outside.resolve("secret.txt")).hasContent("geheim");
        assertThat(in.resolve("done/taken.json")).exists();
        assertThat(in.resolve("failed/a.json")).exists();
        assertThat(in.resolve("failed/a.json.reason.txt")).exists();
    }

    @Test
    void followsNoLink() throws IOException {
        Path secret = Files.writeString(outside.resolve("secret.txt"), "geheim");
        Files.createDirectories(in.resolve("failed"));
        Files.createSymbolicLink(in.resolve("failed/link.txt"), secret);
        failed("a.json", "why");
        Files.delete(in.resolve("failed/a.json.reason.txt"));
        Files.createSymbolicLink(in.resolve("failed/a.json.reason.txt"), secret);

        assertThat(names()).containsExactly("a.json");
        assertThat(folder.left(resting).list(1).files().getFirst().reason()).isEmpty();
        assertThat(folder.left(resting).again("link.txt")).isEqualTo(Again.UNKNOWN);
        folder.note("a.json", "why");
        assertThat(secret).hasContent("geheim");

        Path other = Files.createDirectories(outside.resolve("other/in"));
        Files.createSymbolicLink(other.resolve("failed"), in.resolve("failed"));
        assertThat(new DropFolder(other).left(resting).list(10).files())
                .extracting(LeftFiles.Failed::name)
                .containsExactly("failed");
        assertThat(new DropFolder(other).left(resting).again("a.json")).isEqualTo(Again.UNKNOWN);
    }

    @Test
    void saysThatItCanNotBeLookedInto() throws IOException {
        Path file = Files.writeString(outside.resolve("file"), "");

        LeftFiles.Listed listed = new DropFolder(file).left(resting).list(100);

        assertThat(listed.total()).isEqualTo(1);
        assertThat(listed.files().getFirst().reason())
                .isEqualTo("the folder can't be looked into: NotDirectoryException");
    }

    @Test
    void aFileMayBeCalledLikeAReason() throws IOException {
        failed("x.reason.txt", "a page's name is to end in its date and number");

        assertThat(names()).containsExactly("x.reason.txt");
        assertThat(folder.left(resting).list(1).files().getFirst().reason()).startsWith("a page's name");
        assertThat(folder.left(resting).again("x.reason.txt")).isEqualTo(Again.MOVED);
    }

    @Test
    void whatWasTakenLaterIsNoLongerBlamed() throws IOException {
        folder.note("halb.ndjson", "2: title is missing or blank");
        failed("a.json", "why");
        folder.forget("halb.ndjson");
        folder.forget("a.json");

        assertThat(names()).containsExactly("a.json");
        assertThat(folder.left(resting).list(1).files().getFirst().reason()).isEmpty();
    }
}
