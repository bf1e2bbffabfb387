package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            @Option(
                            names = "--management",
                            paramLabel = "URL",
                            description = "The running program's management port; default as configured.")
                    Optional<URI> management)
            throws IOException, InterruptedException {
        Settings settings = Settings.load(System.getProperties(), System.getenv());
        Map<String, String> wanted = source.equals(ANY) ? Map.of("scope", ANY) : Map.of("source", source);
        OperatorClient operator = OperatorClient.of(settings, management);
        Optional<JsonNode> made = operator.post("/api/v1/ops/keys", JSON.writeValueAsString(wanted));
        if (made.isEmpty()) {
            throw new IllegalArgumentException("nothing answers at " + operator.address("/")
                    + "; start the program first, or name it with --management");
        }
        spec.commandLine().getOut().println(made.get().path("key").asText());
        return 0;
    }
}
