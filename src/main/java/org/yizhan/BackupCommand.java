package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command {@code backup}: has the running program write its database into a file, over its management port. Exit code
 * 0: the file is complete, and its path is printed; 1: it could not be written, or no program answers.
 */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the whole database into one file, from one snapshot, while the program goes on.",
            "The file lies on the program's machine, in the folder backups of its data folder; keep a copy elsewhere."
        })
final class BackupCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/ops/backups";
    private static final long PAUSE_MILLIS = 200;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningProgram program = new RunningProgram();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String file = program.post(PATH, "{}").path("file").asText();
        JsonNode state = state();
        while (state.path("underWay").asText().equals(file)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            state = state();
        }
        JsonNode failed = state.path("failed");
        if (failed.path("file").asText().equals(file)) {
            throw new IllegalArgumentException(
                    "the backup failed: " + failed.path("reason").asText());
        }
        var out = spec.commandLine().getOut();
        out.println(Path.of(state.path("folder").asText(), file));
        out.flush();
        return 0;
    }

    private JsonNode state() throws IOException, InterruptedException {
        return program.client().get(PATH).orElseThrow(() -> new IllegalArgumentException("the program has stopped"));
    }
}
