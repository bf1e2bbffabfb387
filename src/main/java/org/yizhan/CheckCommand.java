package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.yizhan.article.Sources;
import org.yizhan.article.WebAddress;
import org.yizhan.check.Checks;
import org.yizhan.check.Fixture;
import org.yizhan.check.ReportText;
import org.yizhan.check.SourceCheck;
import org.yizhan.check.Steps;
import org.yizhan.fetch.Fetcher;
import org.yizhan.ingest.poll.ChannelFaults;
import org.yizhan.normalize.Normalizer;
import org.yizhan.routes.RouteFiles;
import org.yizhan.routes.SourceTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command {@code check}: runs a source dry. The running program is asked, for it knows what is there already; where
 * none answers, this process fetches and reads by itself. Exit code 0: usable; 1: not, or it can't be run.
 */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches a source and shows every field, what would be new, duplicate or rejected, and why.",
            "Nothing is stored. Requests to one host are five seconds apart.",
            "A host that rests, as the running program knows, is not asked."
        })
final class CheckCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SOURCE_FILE|URL", description = "A source file, or an address alone.")
    private String input = "";

    @Option(
            names = "--pages",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many articles of a list are fetched; default ${DEFAULT-VALUE}.")
    private int pages;

    @Option(names = "--json", description = "Print JSON.")
    private boolean asJson;

    @Option(names = "--alone", description = "Don't ask a running program; what is there already is not known then.")
    private boolean alone;

    @Option(
            names = "--anyway",
            description =
                    "Ask hosts all the same that rest, having said that they are asked too often; the audit keeps it.")
    private boolean anyway;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Keep what came and what was read as a fixture, to be read again by --replay.")
    private Optional<Path> save = Optional.empty();

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Read a fixture again instead of fetching; says what reads differently now.")
    private Optional<Path> replay = Optional.empty();

    @Mixin
    private RunningProgram program = new RunningProgram();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = Settings.load(System.getProperties(), System.getenv());
        if (replay.isPresent()) {
            return replay(settings, Fixture.read(replay.get()));
        }
        if (input.isEmpty()) {
            throw new IllegalArgumentException("name a source file or an address");
        }
        String text = WebAddress.isWeb(input) ? input : file(Path.of(input));
        if (save.map(file -> file.toAbsolutePath().getParent())
                .filter(folder -> !Files.isDirectory(folder))
                .isPresent()) {
            throw new IllegalArgumentException("there is no folder for what --save is to keep: " + save.orElseThrow());
        }
        Clock clock = Clock.systemUTC();
        var wanted = new Checks.Wanted(text, pages, save.isPresent());
        JsonNode answer = answer(settings, wanted, clock);
        if (save.isPresent()) {
            new Fixture(text, pages, clock.instant(), answer).write(save.get());
        }
        print(answer);
        return isUsable(answer) ? 0 : 1;
    }

    private static String file(Path path) throws IOException {
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException(
                    path + " is no file that can be read, and no address either: those begin with http:// or https://");
        }
        return Files.readString(path);
    }

    private JsonNode answer(Settings settings, Checks.Wanted wanted, Clock clock)
            throws IOException, InterruptedException {
        if (!alone) {
            Optional<JsonNode> asked = program.client()
                    .post(
                            "/api/v1/ops/sources/check?pages=" + pages + "&documents=" + wanted.withDocuments()
                                    + (anyway ? "&anyway=true" : ""),
                            wanted.input());
            if (asked.isPresent()) {
                return asked.get();
            }
            spec.commandLine()
                    .getErr()
                    .println("yizhan: no running program answers, so what is there already is not known");
        }
        try (var fetcher = Polling.fetcher(settings)) {
            return checks(settings, fetcher, clock, SourceCheck.Pause.POLITE).run(wanted);
        }
    }

    private static Checks checks(Settings settings, Fetcher fetcher, Clock clock, SourceCheck.Pause pause) {
        Vocabularies vocabularies = Vocabularies.with(Sources.NONE);
        var faults = new ChannelFaults(vocabularies::isRegion);
        Steps steps = new DryRunSteps(
                new Normalizer(Sources.NONE), article -> Optional.empty(), vocabularies, (channel, key) -> false);
        SourceTexts texts = SourceTexts.of(RouteFiles.in(settings.text("yizhan.routes")), faults);
        return new Checks(fetcher, texts::channels, steps, clock, pause);
    }

    private int replay(Settings settings, Fixture fixture) throws InterruptedException {
        Clock then = Clock.fixed(fixture.checkedAt(), ZoneOffset.UTC);
        JsonNode now = checks(settings, fixture.fetcher(), then, () -> {})
                .run(new Checks.Wanted(fixture.source(), fixture.pages(), false));
        print(now);
        var differences = fixture.differences(now);
        PrintWriter out = spec.commandLine().getOut();
        differences.forEach(difference -> out.println("  differs " + difference));
        out.println(differences.isEmpty() ? "reads as it did" : differences.size() + " fields read differently");
        return differences.isEmpty() ? 0 : 1;
    }

    private void print(JsonNode answer) throws UncheckedPrint {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (asJson) {
                out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
                return;
            }
        } catch (IOException e) {
            throw new UncheckedPrint(e);
        }
        answer.path("hostRests").forEach(rest -> out.println(rested(rest)));
        if (answer.path("reports").isEmpty() && answer.path("hostRests").isEmpty()) {
            out.println("nothing to ask: the file holds whole routes only");
        }
        answer.path("reports").forEach(report -> ReportText.lines(report).forEach(out::println));
        if (answer.has("suggestion")) {
            out.println();
            out.println("as a source file:");
            out.println(answer.path("suggestion").asText());
        }
        out.flush();
    }

    private static String rested(JsonNode rest) {
        return "the host %s rests until %s (%d); --anyway asks it all the same"
                .formatted(
                        rest.path("host").asText(),
                        rest.path("until").asText(),
                        rest.path("status").asInt());
    }

    private static final class UncheckedPrint extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UncheckedPrint(IOException cause) {
            super(cause);
        }
    }

    private static boolean isUsable(JsonNode answer) {
        if (answer.path("reports").isEmpty() && !answer.path("hostRests").isEmpty()) {
            return false;
        }
        for (JsonNode report : answer.path("reports")) {
            if (!report.path("usable").asBoolean()) {
                return false;
            }
        }
        return true;
    }
}
