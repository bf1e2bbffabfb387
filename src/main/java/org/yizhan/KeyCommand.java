package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code key}: asks the running program for push keys, over its management port. */
@Command(name = "key", mixinStandardHelpOptions = true, description = "Makes push keys.")
final class KeyCommand {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANY = "push:any";

    @Spec
    private CommandSpec spec;

    /** Makes a key and prints it, once. Exit code 0: made; 1: the program refused or does not answer. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a key that pushes for one source, or for any with the source " + ANY + ".")
    int add(
            @Parameters(paramLabel = "SOURCE", description = "The source's id, or " + ANY + ".") String source,
            @Mixin RunningProgram program)
            throws IOException, InterruptedException {
        Map<String, String> wanted = source.equals(ANY) ? Map.of("scope", ANY) : Map.of("source", source);
        JsonNode made = program.post("/api/v1/ops/keys", JSON.writeValueAsString(wanted));
        spec.commandLine().getOut().println(made.path("key").asText());
        return 0;
    }
}
