package org.yizhan.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code bench}. Exit code 0: measured, nothing lost and nothing twice; 1: measured, but something was; 2: wrong
 * options; 3: could not be measured.
 */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = {
            "Measures throughput, push-to-feed latency and cached reads over HTTP with synthetic 3 KB Chinese articles.",
            "Without --base it starts an instance of its own, everything embedded, in a temporary folder. The load comes "
                    + "from this process and shares the machine's cores; `wrk` is an alternative for the reads alone."
        })
public final class BenchCommand implements Callable<Integer> {
    @Option(
            names = "--articles",
            paramLabel = "N",
            defaultValue = "60000",
            description = "Articles of the throughput phase; 0 leaves it out.")
    private int articles;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "200",
            description = "Articles in one request, 1 to 500.")
    private int batch;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "Requests in flight in the throughput phase.")
    private int connections;

    @Option(
            names = "--reposts",
            paramLabel = "SHARE",
            defaultValue = "0.10",
            description = "Share of articles that repost an earlier one, 0 to 1.")
    private double reposts;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Articles a second in the latency phase, one in a request.")
    private int rate;

    @Option(
            names = "--rate-seconds",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Length of the latency phase; 0 leaves it out.")
    private int rateSeconds;

    @Option(
            names = "--read-seconds",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "Length of each of the two readings, after a warm-up of a quarter of it; 0 leaves them out.")
    private int readSeconds;

    @Option(
            names = "--read-connections",
            paramLabel = "N",
            defaultValue = "32",
            description = "Connections of the one load thread, one request in flight on each.")
    private int readConnections;

    @Option(
            names = "--preload",
            paramLabel = "N",
            split = ",",
            defaultValue = "0",
            description = "Articles there are to be before throughput is measured; with two numbers, such as "
                    + "10000,1000000, it is measured at each and compared. The first measurement warms the program up too: "
                    + "with three numbers two of them are alike. Progress is told each 50,000.")
    private List<Integer> preload = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What the texts are drawn from. Against a program that has seen a run, take another: "
                    + "the same texts again would all be reposts.")
    private long seed;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long nothing new may become visible before what is missing counts as lost.")
    private int patience;

    @Option(
            names = "--dedup",
            paramLabel = "ROUNDS",
            defaultValue = "0",
            description =
                    "Measures what fingerprints and decisions cost on one core, the database left out, in so many "
                            + "rounds of 2,000 articles; 0 leaves it out.")
    private int dedupRounds;

    @Option(
            names = "--search",
            paramLabel = "N",
            defaultValue = "0",
            description = "Measures the search index, the database left out, with so many stories of some 5 KB each on "
                    + "the disk; 0 leaves it out.")
    private int searchStories;

    @Option(
            names = "--subscribers",
            arity = "0..1",
            paramLabel = "N",
            defaultValue = "0",
            fallbackValue = "500",
            description =
                    "Subscribes so many callbacks (500 where no number is given) at the hub and measures how long "
                            + "articles take to them; 0 leaves it out. A running program needs yizhan.websub.allow=127.0.0.1:*.")
    private int subscribers;

    @Option(
            names = "--hanging",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many of them never answer a delivery; the others are measured.")
    private int hanging;

    @Option(
            names = "--subscriber-rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "Articles a second in the subscribers phase, one in a request.")
    private int subscriberRate;

    @Option(
            names = "--subscriber-seconds",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Length of the subscribers phase, after a warm-up of as much, at most 10 s.")
    private int subscriberSeconds;

    @Option(
            names = "--taste",
            paramLabel = "TASTE",
            defaultValue = "MIXED",
            description =
                    "What they are subscribed to. MIXED: half to everything, the others to sources, regions, topics, "
                            + "organisations and searches, in three formats; NARROW: nobody to everything, a fifth each to "
                            + "these; ALL: everybody to everything.")
    private Audience.Taste taste = Audience.Taste.MIXED;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "${sys:java.io.tmpdir}",
            description =
                    "Without --base: where the own instance gets a folder for its data, some 30 KB an article. It "
                            + "is deleted at the end, after Ctrl-C too.")
    private Path folder = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures to this file.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--base",
            paramLabel = "URL",
            description = "Measures the running program at this address, http only.")
    private Optional<URI> base = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:YIZHAN_API_KEY}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "With --base: a push key with scope push:any (default: the variable YIZHAN_API_KEY).")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "With --base: the process whose CPU and memory are counted.")
    private Optional<Long> pid = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "With --base: its data folder, whose growth is counted.")
    private Optional<Path> data = Optional.empty();

    @Spec
    private CommandSpec spec;

    private final Instance.Starter starter;
    private final Optional<FingerprintWork> work;
    private final Clock clock;

    /**
     * @param starter starts the own instance, where no running one is named
     * @param work what {@code --dedup} measures
     */
    public BenchCommand(Instance.Starter starter, Optional<FingerprintWork> work, Clock clock) {
        this.starter = starter;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var options = options();
        try {
            var result = base.isPresent() ? measure(running(base.get()), options) : measureOwn(options);
            if (json.isPresent()) {
                Report.json(result, json.get());
            }
            return result.isWhole() ? 0 : 1;
        } catch (BenchFailed | IOException failed) {
            var error = spec.commandLine().getErr();
            error.println("bench: " + Objects.requireNonNullElse(failed.getMessage(), failed));
            error.flush();
            return 3;
        }
    }

    private BenchOptions options() {
        if (dedupRounds > 0 && work.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--dedup: this program has nothing to measure");
        }
        try {
            return new BenchOptions(
                    articles,
                    batch,
                    connections,
                    reposts,
                    rate,
                    rateSeconds,
                    readSeconds,
                    readConnections,
                    preload,
                    seed,
                    Duration.ofSeconds(patience),
                    dedupRounds,
                    searchStories,
                    new Audience(subscribers, hanging, subscriberRate, subscriberSeconds, taste));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private Target running(URI address) {
        var apiKey = key.filter(given -> !given.isBlank())
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--base needs a --key"));
        var process = pid.map(number -> ProcessHandle.of(number)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "no process " + number)));
        try {
            return new Target(address, apiKey, process, data);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }

    private BenchResult measureOwn(BenchOptions options) throws IOException, InterruptedException {
        try (var own = OwnFolder.in(folder);
                var instance = starter.start(own.path())) {
            return measure(Target.of(instance), options);
        }
    }

    private BenchResult measure(Target target, BenchOptions options) throws IOException, InterruptedException {
        return new Bench(target, options, spec.commandLine().getOut(), clock, work).run();
    }
}
