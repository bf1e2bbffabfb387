package org.yizhan.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnTest {

    @TempDir
    private Path in;

    @Test
    void oneHasItAtATime() throws Exception {
        var folder = new DropFolder(in);
        try (Turn turn = folder.turn().orElseThrow()) {
            assertThat(folder.turn()).isEmpty();
            turn.close();
            Turn next = folder.turn().orElseThrow();
            turn.close();
            assertThat(folder.turn()).as("the next one has it").isEmpty();
            next.close();
        }
    }

    @Test
    void anotherProgramHasItUntilItIsKilled() throws Exception {
        var folder = new DropFolder(in);
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TurnTest.class.getName(),
                        in.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("true");
            assertThat(folder.turn()).isEmpty();
        } finally {
            other.destroyForcibly().waitFor();
        }
        Optional<Turn> ours = folder.turn();
        assertThat(ours).isPresent();
        ours.orElseThrow().close();
    }

    /** Takes a turn and keeps it. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(new DropFolder(Path.of(arguments[0])).turn().isPresent());
        Thread.currentThread().join();
    }
}
