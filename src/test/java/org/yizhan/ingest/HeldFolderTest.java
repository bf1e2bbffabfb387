package org.yizhan.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldFolderTest {

    private static final Path A = Path.of("a");

    @TempDir
    private Path root;

    private HeldFolder open(boolean held) throws IOException {
        return held ? HeldFolder.open(root) : HeldFolder.unheld(root);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writesReadsMovesAndDeletes(boolean held) throws IOException {
        try (HeldFolder in = open(held);
                HeldFolder sub = in.make("sub")) {
            in.write(A, "neu".getBytes(UTF_8));
            assertThatThrownBy(() -> in.write(A, new byte[0])).isInstanceOf(FileAlreadyExistsException.class);
            sub.write(A, "alt".getBytes(UTF_8));
            in.move(A, sub);
            assertThat(sub.read(A, 2)).asString(UTF_8).isEqualTo("ne");
            assertThat(sub.names()).containsExactly(A);
            assertThat(in.any(A)).isEmpty();
            sub.delete(A);
            sub.delete(A);
        }
        assertThat(root.resolve("sub")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesThroughNoLink(boolean held) throws IOException {
        Files.createDirectories(root.resolve("real"));
        Files.writeString(root.resolve("real/a"), "geheim");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("a"), root.resolve("real/a"));
        try (HeldFolder in = open(held)) {
            assertThatThrownBy(() -> in.inside("link")).isInstanceOf(NotDirectoryException.class);
            assertThatThrownBy(() -> in.make("link")).isInstanceOf(NotDirectoryException.class);
            assertThatThrownBy(() -> in.read(A, 9)).isInstanceOf(IOException.class);
            assertThat(in.regular(A)).isEmpty();
            assertThat(in.any(A)).isPresent();
            in.delete(A);
        }
        assertThat(root.resolve("real/a")).hasContent("geheim");
    }

    @Test
    void staysInTheFolderThatWasOpenedWhateverTakesItsPlace() throws IOException {
        Files.createDirectories(root.resolve("failed"));
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        Files.writeString(root.resolve("a"), "{");
        try (HeldFolder in = HeldFolder.open(root);
                HeldFolder failed = in.inside("failed")) {
            Files.move(root.resolve("failed"), root.resolve("aside"));
            Files.createSymbolicLink(root.resolve("failed"), elsewhere);
            in.move(A, failed);
            failed.write(Path.of("a.reason.txt"), new byte[0]);
        }
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(root.resolve("aside/a")).hasContent("{");
        assertThat(root.resolve("aside/a.reason.txt")).exists();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void copiesWhereAMoveCanNotReach(boolean held) throws IOException {
        byte[] bytes = new byte[200_001];
        bytes[200_000] = 7;
        try (HeldFolder in = open(held);
                HeldFolder sub = in.make("sub")) {
            in.write(A, bytes);
            sub.write(A, "alt".getBytes(UTF_8));
            sub.write(Path.of(".a.part"), "of one that was cut off".getBytes(UTF_8));

            in.copy(A, sub);

            assertThat(sub.read(A, 300_000)).isEqualTo(bytes);
            assertThat(sub.any(Path.of(".a.part"))).isEmpty();
            Files.createDirectories(root.resolve("sub/folder/x"));
            in.write(Path.of("folder"), bytes);
            assertThatThrownBy(() -> in.copy(Path.of("folder"), sub)).isInstanceOf(IOException.class);
            assertThat(sub.any(Path.of(".folder.part"))).isEmpty();
            assertThat(in.any(Path.of("folder"))).isPresent();
        }
    }

    /** To open one would wait for whoever writes into it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void opensNoPipe(boolean held) throws Exception {
        new ProcessBuilder("mkfifo", root.resolve("a").toString()).start().waitFor();
        try (HeldFolder in = open(held);
                HeldFolder sub = in.make("sub")) {
            try {
                for (ThrowingCallable opening : List.<ThrowingCallable>of(
                        () -> in.read(A, 9),
                        () -> in.copy(A, sub),
                        () -> in.lockable(A).close())) {
                    assertTimeoutPreemptively(
                            Duration.ofSeconds(10),
                            () -> assertThatThrownBy(opening).hasMessageContaining("no regular file"));
                }
            } finally {
                // whoever waits for it after all goes on
                new RandomAccessFile(root.resolve("a").toFile(), "rw").close();
            }
        }
    }

    /** Where there is no second device this is not looked at; the copy itself is, above. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void carriesAFileToAnotherDevice(boolean held) throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(root)));
        Path there = Files.createTempDirectory(memory, "yizhan");
        try (HeldFolder in = open(held);
                HeldFolder other = held ? HeldFolder.open(there) : HeldFolder.unheld(there)) {
            in.write(A, "neu".getBytes(UTF_8));
            in.carry(A, other);
            assertThat(in.any(A)).isEmpty();
            assertThat(there.resolve("a")).hasContent("neu");
        } finally {
            Files.deleteIfExists(there.resolve("a"));
            Files.delete(there);
        }
    }
}
