package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code retag}: has the running program tag stored articles anew, over its management port. Exit code 0:
 * ordered; 1: the program refused or does not answer.
 */
@Command(
        name = "retag",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the dictionaries in force over stored articles, by the time at which their newest content was received.",
            "Nothing but tags changes; entries keep their times."
        })
final class RetagCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--since",
            required = true,
            paramLabel = "WHEN",
            description = "Received from then on: a day (in Asia/Shanghai) or a time, as 2026-11-01T08:00:00+08:00.")
    private String since = "";

    @Option(names = "--until", paramLabel = "WHEN", description = "Received before then; default: now.")
    private Optional<String> until = Optional.empty();

    @Option(names = "--source", paramLabel = "ID", description = "Articles of this source only.")
    private Optional<String> source = Optional.empty();

    @Mixin
    private RunningProgram program = new RunningProgram();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var order = JSON.createObjectNode().put("since", since);
        until.ifPresent(when -> order.put("until", when));
        source.ifPresent(id -> order.put("source", id));
        JsonNode ordered = program.post("/api/v1/ops/retag", order.toString());
        PrintWriter out = spec.commandLine().getOut();
        out.println("ordered: " + ordered.path("id").asText() + ", articles received from "
                + ordered.path("since").asText() + " to "
                + ordered.path("until").asText());
        out.println("how far it is: GET " + program.client().address("/api/v1/ops/retag"));
        out.flush();
        return 0;
    }
}
