package org.yizhan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Channel;
import org.yizhan.ingest.DropFolder.Again;

class DropFolderTest {

    @TempDir
    private Path outside;

    private Path in;
    private DropFolder folder;

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
        return folder.list(100).files().stream().map(DropFolder.Failed::name).toList();
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

        DropFolder.Listed listed = folder.list(100);

        assertThat(listed.total()).isEqualTo(3).isEqualTo(folder.count());
        assertThat(names()).containsExactly("neu.jpg", "halb.ndjson", "alt.json");
        assertThat(listed.files().get(1).isWhole()).isFalse();
        assertThat(listed.files().get(1).reason().lines()).hasSize(2);
        assertThat(listed.files().get(2))
                .isEqualTo(new DropFolder.Failed(
                        "alt.json",
                        Instant.parse("2026-11-20T02:00:00Z"),
                        "the body is no readable JSON",
                        1,
                        true,
                        false));
        assertThat(folder.list(1).files()).hasSize(1);
        assertThat(folder.list(1).total()).isEqualTo(3);
    }

    @Test
    void aFolderWithoutFailuresHasNone() throws IOException {
        assertThat(folder.list(100).files()).isEmpty();
        assertThat(new DropFolder(outside.resolve("gone")).count()).isZero();
        assertThat(folder.again("a.json")).isEqualTo(Again.UNKNOWN);
    }

    @Test
    void putsAFileBackWithoutItsReason() throws IOException {
        failed("a.json", "why");

        assertThat(folder.again("a.json")).isEqualTo(Again.MOVED);

        assertThat(in.resolve("a.json")).hasContent("{");
        assertThat(in.resolve("failed")).isEmptyDirectory();
        assertThat(folder.again("a.json")).isEqualTo(Again.UNKNOWN);
    }

    @Test
    void writesOverNoFileThatWaits() throws IOException {
        failed("a.json", "why");
        Files.writeString(in.resolve("a.json"), "newer");

        assertThat(folder.again("a.json")).isEqualTo(Again.WAITING);

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

        assertThat(folder.again(name)).isEqualTo(Again.UNKNOWN);

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
        assertThat(folder.list(1).files().getFirst().reason()).isEmpty();
        assertThat(folder.again("link.txt")).isEqualTo(Again.UNKNOWN);
        folder.note("a.json", "why");
        assertThat(secret).hasContent("geheim");

        Path other = Files.createDirectories(outside.resolve("other/in"));
        Files.createSymbolicLink(other.resolve("failed"), in.resolve("failed"));
        assertThat(new DropFolder(other).list(10).files())
                .extracting(DropFolder.Failed::name)
                .containsExactly("failed");
        assertThat(new DropFolder(other).again("a.json")).isEqualTo(Again.UNKNOWN);
    }

    @Test
    void takesRegularFilesOnly() throws Exception {
        Files.writeString(in.resolve("a.txt"), "gut");
        Path secret = Files.writeString(outside.resolve("secret.txt"), "geheim");
        Files.createSymbolicLink(in.resolve("link.txt"), secret);
        Files.createSymbolicLink(in.resolve("nowhere.txt"), outside.resolve("nothing"));
        new ProcessBuilder("mkfifo", in.resolve("pipe.txt").toString()).start().waitFor();
        Files.createDirectories(in.resolve("sub"));

        assertThat(folder.refusal("a.txt")).isEmpty();
        assertThat(folder.read("a.txt", 2)).asString(UTF_8).isEqualTo("gu");
        for (String name : List.of("link.txt", "nowhere.txt", "pipe.txt", "sub")) {
            assertThat(folder.refusal(name))
                    .as(name)
                    .hasValue("only regular files are taken, no links and nothing else");
            assertThatThrownBy(() -> folder.read(name, 9)).as(name).isInstanceOf(IOException.class);
        }
        assertThat(names()).containsExactlyInAnyOrder("link.txt", "nowhere.txt", "pipe.txt");
        assertThat(folder.list(100).files()).allMatch(DropFolder.Failed::isStuck);
        assertThat(folder.again("link.txt")).isEqualTo(Again.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "failed"})
    void nothingIsTakenOrWrittenWhereItsOwnFolderIsALink(String own) throws IOException {
        Path elsewhere = Files.createDirectories(outside.resolve("elsewhere"));
        Path theirs = Files.writeString(elsewhere.resolve("a.json.reason.txt"), "theirs");
        Files.writeString(in.resolve("a.json"), "{");
        Files.createSymbolicLink(in.resolve(own), elsewhere);

        assertThat(folder.refusal("a.json").orElseThrow()).startsWith(own + " is to be a real folder");
        assertThat(names()).containsExactly(own);
        assertThatThrownBy(() -> folder.read("a.json", 9)).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> folder.move("a.json", own)).isInstanceOf(NotDirectoryException.class);
        if (own.equals("failed")) {
            assertThatThrownBy(() -> folder.note("a.json", "why")).isInstanceOf(NotDirectoryException.class);
            assertThatThrownBy(() -> folder.forget("a.json")).isInstanceOf(NotDirectoryException.class);
        }

        assertThat(in.resolve("a.json")).exists();
        assertThat(elsewhere).isDirectoryContaining(theirs::equals);
        assertThat(elsewhere.toFile().list()).hasSize(1);
        assertThat(theirs).hasContent("theirs");

        Files.delete(in.resolve(own));
        assertThat(folder.refusal("a.json")).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void putsAFileAwayOverAnOlderOneOfItsName() throws IOException {
        Files.writeString(in.resolve("a.json"), "neu");
        folder.read("a.json", 9);
        Files.writeString(in.resolve("done/a.json"), "alt");

        folder.move("a.json", DropFolder.DONE);

        assertThat(in.resolve("done/a.json")).hasContent("neu");
        assertThat(in.resolve("a.json")).doesNotExist();
    }

    @Test
    void namesThatCouldNotBePutAwayAreLeftAndTold() throws IOException {
        String longest = "x".repeat(239) + ".json";
        for (String name : List.of("x", "x.reason.txt", longest, "x" + longest)) {
            Files.writeString(in.resolve(name), "{");
        }

        assertThat(folder.refusal("x")).isEmpty();
        assertThat(folder.refusal(longest)).isEmpty();
        assertThat(folder.refusal("x.reason.txt").orElseThrow()).contains(".reason.txt");
        assertThat(folder.refusal("x" + longest)).hasValue("the file's name is longer than 244 bytes");
        assertThat(folder.refusal("\uFFFD.json")).hasValue("the file's name is not in UTF-8");
        assertThat(names()).containsExactlyInAnyOrder("x.reason.txt", "x" + longest);
        folder.note(longest, "why");
        assertThat(folder.count()).isEqualTo(3);
    }

    @Test
    void saysThatItCanNotBeLookedInto() throws IOException {
        Path file = Files.writeString(outside.resolve("file"), "");

        DropFolder.Listed listed = new DropFolder(file).list(100);

        assertThat(listed.total()).isEqualTo(1);
        assertThat(listed.files().getFirst().reason())
                .isEqualTo("the folder can't be looked into: NotDirectoryException");
    }

    @Test
    void aFileMayBeCalledLikeAReason() throws IOException {
        failed("x.reason.txt", "a page's name is to end in its date and number");

        assertThat(names()).containsExactly("x.reason.txt");
        assertThat(folder.list(1).files().getFirst().reason()).startsWith("a page's name");
        assertThat(folder.again("x.reason.txt")).isEqualTo(Again.MOVED);
    }

    @Test
    void whatWasTakenLaterIsNoLongerBlamed() throws IOException {
        folder.note("halb.ndjson", "2: title is missing or blank");
        failed("a.json", "why");
        folder.forget("halb.ndjson");
        folder.forget("a.json");

        assertThat(names()).containsExactly("a.json");
        assertThat(folder.list(1).files().getFirst().reason()).isEmpty();
    }

    @Test
    void onlyChannelsWithAFolderHaveOne() {
        var named = Map.of("folder", in.toString());
        assertThat(DropFolder.of(new Channel("a", Channel.Kind.DROP_FOLDER, "a", named)))
                .isPresent();
        assertThat(DropFolder.of(new Channel("a", Channel.Kind.MAIL, "a", named)))
                .isEmpty();
        assertThat(DropFolder.of(new Channel("a", Channel.Kind.DROP_FOLDER, "a", Map.of("folder", "{{env:IN}}"))))
                .isEmpty();
        assertThat(DropFolder.of(new Channel("a", Channel.Kind.DROP_FOLDER, "a", Map.of("folder", "a\u0000b"))))
                .isEmpty();
    }
}
