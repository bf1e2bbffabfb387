package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DictionariesCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final CommandLine command = new CommandLine(new DictionariesCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out));

    @Test
    void writesTheDictionariesOutOnce() throws Exception {
        assertThat(command.execute("--export", folder.toString())).isEqualTo(0);
        assertThat(folder.resolve("topics.txt")).content().contains("[elderly-care]");

        Files.writeString(folder.resolve("topics.txt"), "mine");
        assertThat(command.execute("--export", folder.toString())).isNotEqualTo(0);
        assertThat(folder.resolve("topics.txt")).hasContent("mine");
    }
}
