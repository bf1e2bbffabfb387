package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code erase}: has the running program remove an article everywhere, over its management port. Exit code 0:
 * ordered; 1: the program refused or does not answer.
 */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Removes an article everywhere at a person's request, as if it had never come, and keeps it out.",
            "Readers are told nothing; a withdrawal, which they are told of, is its source's to make."
        })
final class EraseCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ARTICLE_ID", description = "The article's id, as the export has it.")
    private UUID article = new UUID(0, 0);

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in 1 to 500 characters. It stays in the audit: name no person and quote nothing.")
    private String reason = "";

    @Mixin
    private RunningProgram program = new RunningProgram();

    @Override
    public Integer call() throws IOException, InterruptedException {
        JsonNode erased = program.post(
                "/api/v1/ops/articles/" + article + "/erase", JSON.writeValueAsString(Map.of("reason", reason)));
        tell(spec.commandLine().getOut(), erased);
        return 0;
    }

    private static void tell(PrintWriter out, JsonNode erased) {
        out.println("ordered: " + erased.path("articleId").asText() + " is removed, and not taken in again");
        out.println("dead letters removed: " + erased.path("deadLettersRemoved").asInt());
        JsonNode mentions = erased.path("deadLettersToLookAt");
        if (!mentions.isEmpty()) {
            out.println("dead letters of whole documents that name it; look at them and discard them: " + mentions);
        }
        String until = erased.path("copiesInKafkaUntil").asText("");
        out.println("copies may lie in Kafka's topics "
                + (until.isEmpty() || until.equals("null")
                        ? "for as long as those keep their records"
                        : "until " + until));
        out.flush();
    }
}
