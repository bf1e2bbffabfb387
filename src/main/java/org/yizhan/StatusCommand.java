package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yizhan.ops.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code status}: how the running program is, what is wrong first. Exit code 0: nothing is wrong; 1: something
 * is; 2: the program can't be asked.
 */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Says how the running program is, what is wrong first.",
            "Exit code 0: nothing is wrong; 1: something is; 2: the program can't be asked."
        })
final class StatusCommand implements Callable<Integer> {

    private static final int LONGEST = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private RunningProgram program = new RunningProgram();

    @Option(names = "--json", description = "As JSON, one object.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try {
            OperatorClient operator = program.client();
            Optional<JsonNode> status = operator.get("/api/v1/ops/status");
            if (status.isPresent()) {
                tell(status.get());
                return status.get().path("problems").isEmpty() ? 0 : 1;
            }
            return silent("nothing answers at " + operator.address("/"));
        } catch (IOException | IllegalArgumentException unreachable) {
            return silent(String.valueOf(unreachable.getMessage()));
        }
    }

    private int silent(String why) {
        spec.commandLine().getErr().println("yizhan: " + Shown.line(why, LONGEST));
        return 2;
    }

    private void tell(JsonNode status) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(status.toPrettyString());
        } else {
            problems(out, status.path("problems"));
            stages(out, status.path("stages"));
            sources(out, status.path("sources"));
            letters(out, status);
            out.println();
            out.println("version " + status.path("version").asText() + ", up for "
                    + status.path("uptimeSeconds").asLong() + " s");
        }
        out.flush();
    }

    private static void problems(PrintWriter out, JsonNode problems) {
        out.println(
                problems.isEmpty()
                        ? "nothing is wrong"
                        : problems.size() == 1 ? "1 problem" : problems.size() + " problems");
        problems.forEach(problem -> out.println("  "
                + problem.path("severity").asText().toUpperCase(Locale.ROOT) + "  "
                + Shown.line(problem.path("detail").asText(), LONGEST)));
    }

    /** How many sources are fresh, or why nobody can say. */
    private static void sources(PrintWriter out, JsonNode sources) {
        if (sources.path("networkGoneSince").isTextual()) {
            out.println("sources fresh: unknown, our own network is gone since "
                    + Shown.line(sources.path("networkGoneSince").asText(), 40));
        } else if (sources.path("polled").isNull()) {
            out.println("sources fresh: unknown, the database does not answer");
        } else if (sources.path("freshPercent").isNumber()) {
            out.println("sources fresh: " + sources.path("freshPercent").asInt() + "% of "
                    + sources.path("polled").asLong());
        }
    }

    private static void letters(PrintWriter out, JsonNode status) {
        if (status.path("deadLetterCounts").isNull()) {
            out.println("dead letters: unknown, the database does not answer");
        }
    }

    private static void stages(PrintWriter out, JsonNode stages) {
        out.println();
        out.printf("%-18s %12s %10s %14s %14s %8s%n", "stage", "lag", "lag s", "received", "sent", "dead");
        stages.forEach(stage -> out.printf(
                "%-18s %12s %10s %,14d %,14d %,8d%n",
                Shown.line(stage.path("stage").asText(), 18),
                number(stage.path("lag")),
                number(stage.path("lagSeconds")),
                stage.path("received").asLong(),
                stage.path("sent").asLong(),
                stage.path("dead").asLong()));
    }

    private static String number(JsonNode number) {
        return number.isNumber() ? "%,d".formatted(number.asLong()) : "-";
    }
}
