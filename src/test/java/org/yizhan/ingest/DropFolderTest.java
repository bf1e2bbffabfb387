package org.yizhan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.article.Channel;
import org.yizhan.ingest.LeftFiles.Again;

class DropFolderTest {

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

    private List<String> names() throws IOException {
        return folder.left(resting).list(100).files().stream()
                .map(LeftFiles.Failed::name)
                .toList();
    }

    private void refuse(String content) throws IOException {
        Files.writeString(in.resolve("news.json"), content);
        assertThat(folder.seize("news.json")).isTrue();
        folder.note("news.json", "no JSON: " + content);
        folder.settle("news.json", DropFolder.FAILED);
    }

    @Test
    void refusedFilesOfOneNameLieBesideEachOther() throws Exception {
        refuse("monday");
        refuse("tuesday");
        refuse("wednesday");

        List<LeftFiles.Failed> left = folder.left(resting).list(100).files();
        assertThat(left).hasSize(3).allSatisfy(file -> {
            String content = Files.readString(in.resolve("failed").resolve(file.name()));
            assertThat(file.reason()).isEqualTo("no JSON: " + content);
        });
        String monday = left.stream()
                .filter(file -> file.reason().endsWith("monday"))
                .findFirst()
                .orElseThrow()
                .name();
        assertThat(monday).matches("news~\\d{17}(-\\d)?\\.json");
        assertThat(folder.left(resting).again(monday)).isEqualTo(Again.MOVED);
        assertThat(in.resolve("news.json")).hasContent("monday");
        assertThat(names()).hasSize(2).doesNotContain(monday);
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
        assertThat(folder.seize("a.txt")).isTrue();
        assertThat(folder.read("a.txt", 2)).asString(UTF_8).isEqualTo("gu");
        for (String name : List.of("link.txt", "nowhere.txt", "pipe.txt", "sub")) {
            assertThat(folder.refusal(name))
                    .as(name)
                    .hasValue("only regular files are taken, no links and nothing else");
        }
        assertThat(folder.seize("link.txt")).isTrue();
        assertThatThrownBy(() -> folder.read("link.txt", 9))
                .as("put in place after the look")
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("no regular file");
        Files.move(in.resolve("taking/link.txt"), in.resolve("link.txt"));
        assertThat(folder.seize("pipe.txt")).isTrue();
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> folder.read("pipe.txt", 9))
                        .as("a pipe too")
                        .hasMessageContaining("no regular file"));
        Files.move(in.resolve("taking/pipe.txt"), in.resolve("pipe.txt"));
        assertThat(names()).containsExactlyInAnyOrder("link.txt", "nowhere.txt", "pipe.txt");
        assertThat(folder.left(resting).list(100).files()).allMatch(LeftFiles.Failed::isStuck);
        assertThat(folder.left(resting).again("link.txt")).isEqualTo(Again.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"done", "failed", "taking"})
    void nothingIsTakenOrWrittenWhereItsOwnFolderIsALink(String own) throws IOException {
        Path elsewhere = Files.createDirectories(outside.resolve("elsewhere"));
        Path theirs = Files.writeString(elsewhere.resolve("a.json.reason.txt"), "theirs");
        Files.writeString(in.resolve("a.json"), "{");
        Files.createSymbolicLink(in.resolve(own), elsewhere);

        assertThat(folder.refusal("a.json").orElseThrow()).startsWith(own + " is to be a real folder");
        assertThat(names()).containsExactly(own);
        assertThatThrownBy(() -> folder.seize("a.json")).isInstanceOf(NotDirectoryException.class);
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
        folder.seize("a.json");
        Files.writeString(in.resolve("done/a.json"), "alt");

        folder.settle("a.json", DropFolder.DONE);
        folder.settle("a.json", DropFolder.DONE);

        assertThat(in.resolve("done/a.json")).hasContent("neu");
        assertThat(in.resolve("taking")).isEmptyDirectory();
    }

    @Test
    void putsAFileAwayOverAnotherNameOfItself() throws IOException {
        Files.writeString(in.resolve("a.json"), "neu");
        folder.seize("a.json");
        Files.createLink(in.resolve("done/a.json"), in.resolve("taking/a.json"));

        folder.settle("a.json", DropFolder.DONE);

        assertThat(in.resolve("done/a.json")).hasContent("neu");
        assertThat(in.resolve("taking")).isEmptyDirectory();
    }

    @Test
    void aNewerVersionWaitsWhileTheOlderIsSent() throws IOException {
        Files.writeString(in.resolve("a.json"), "alt");
        folder.seize("a.json");
        Files.writeString(in.resolve("a.json"), "neu");

        assertThat(folder.isSeized("a.json")).isTrue();
        assertThat(folder.seize("a.json")).isFalse();
        assertThat(folder.read("a.json", 9)).asString(UTF_8).isEqualTo("alt");
        folder.settle("a.json", DropFolder.DONE);

        assertThat(in.resolve("done/a.json")).hasContent("alt");
        assertThat(folder.isSeized("a.json")).isFalse();
        assertThat(folder.seize("a.json")).isTrue();
        assertThat(folder.read("a.json", 9)).asString(UTF_8).isEqualTo("neu");
        assertThat(folder.seize("gone.json")).isFalse();
    }

    @Test
    void whatCouldNotBePutAwayIsLeftAndTold() throws IOException {
        Files.writeString(in.resolve("x.json"), "{");
        Files.writeString(in.resolve("y.json"), "{");
        Files.createDirectories(in.resolve("done/x.json"));
        Files.createDirectories(in.resolve("failed/y.json.reason.txt"));

        assertThat(folder.refusal("x.json")).hasValue("done holds a folder called as this file; it has to go");
        assertThat(folder.refusal("y.json"))
                .hasValue("failed holds a folder called as this file's reason; it has to go");
        assertThat(names()).containsExactlyInAnyOrder("x.json", "y.json");

        Files.createDirectories(in.resolve("taking"));
        Files.move(in.resolve("x.json"), in.resolve("taking/x.json"));
        assertThat(folder.refusalOfSeized("x.json")).isPresent();
        assertThat(names()).containsExactlyInAnyOrder("x.json", "y.json");
    }

    /** Where the tests run as a user that may do everything, nothing is forbidden: then this is not looked at. */
    @Test
    void whatTheProgramMayNotReadOrWriteIsLeftAndTold() throws IOException {
        Path file = Files.writeString(in.resolve("a.json"), "{");
        Files.setPosixFilePermissions(file, Set.of());
        assumeFalse(Files.isReadable(file), "nothing is forbidden to this user");

        assertThat(folder.refusal("a.json").orElseThrow()).startsWith("the program may not read the file");
        assertThat(names()).containsExactly("a.json");

        Path done = Files.createDirectories(in.resolve("done"));
        Files.setPosixFilePermissions(done, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThat(folder.refusal("a.json"))
                .hasValue("the program may not write in done; nothing is taken until it may");
        assertThat(names()).containsExactlyInAnyOrder("a.json", "done");
        Files.setPosixFilePermissions(done, PosixFilePermissions.fromString("rwxr-xr-x"));
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
        assertThat(folder.left(resting).count()).isEqualTo(3);
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
