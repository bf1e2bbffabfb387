package org.yizhan.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jazzer as a process of its own, at work on some targets; its folder keeps what it learnt from one run to the next. */
final class Jazzer {

    /** Ours, and the parsers that ours stand on: coverage of these says which inputs are worth keeping. */
    private static final String INSTRUMENTED =
            "org.yizhan.**:com.rometools.**:org.jdom2.**:org.jsoup.**:org.snakeyaml.**:com.fasterxml.jackson.core.**";

    /** So long one input may take, on a machine with much else to do. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration START = Duration.ofMinutes(4);
    private static final int LONGEST_INPUT = 8_192;
    private static final Pattern DONE = Pattern.compile("(?m)^#(\\d+)\\s+DONE\\s+cov: (\\d+) ft: (\\d+)");
    private static final Pattern FAULT =
            Pattern.compile("(?ms)^==(?: Java |\\d+== ERROR).*?(?=^== libFuzzer|^DEDUP|\\z)");
    private static final int MOST_FAULTS = 10;
    private static final int SHOWN = 2_000;

    private final Path folder;
    private final List<Target> targets;

    /** @param folder its own; made where it is missing */
    Jazzer(Path folder, List<Target> targets) {
        this.folder = folder.toAbsolutePath();
        this.targets = targets;
    }

    /**
     * What came of a run.
     *
     * @param edges of the instrumented classes that some input has reached
     * @param faults what the targets said, each with the file of its input
     */
    record Run(Duration took, long executions, long edges, long features, List<String> faults) {

        /** One line for people. */
        String line(String name) {
            return "fuzzed=%s seconds=%d executions=%d edges=%d features=%d crashes=%d"
                    .formatted(name, took.toSeconds(), executions, edges, features, faults.size());
        }
    }

    Run run(Duration length) throws IOException, InterruptedException {
        Path crashes = Files.createDirectories(folder.resolve("crashes"));
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log.txt");
        plant(corpus);
        Process process = new ProcessBuilder(command(length, corpus, crashes))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        boolean ended = process.waitFor(length.plus(START).toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        return read(
                length,
                new String(Files.readAllBytes(log), StandardCharsets.UTF_8),
                ended && process.exitValue() == 0,
                crashes);
    }

    /** The inputs kept, each with the byte before it that names its target where there are several. */
    private void plant(Path corpus) throws IOException {
        for (int i = 0; i < targets.size(); i++) {
            for (Map.Entry<String, byte[]> kept : targets.get(i).corpus().entrySet()) {
                byte[] input = kept.getValue();
                byte[] named = new byte[input.length + 1];
                named[0] = (byte) i;
                System.arraycopy(input, 0, named, 1, input.length);
                Files.write(
                        corpus.resolve(targets.get(i).word() + "-" + kept.getKey()),
                        targets.size() == 1 ? input : named);
            }
        }
    }

    private List<String> command(Duration length, Path corpus, Path crashes) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=silent-logback.xml",
                "-Djdk.serialFilter=!*",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Attack.class.getName(),
                "--target_args=" + targets.stream().map(Target::word).collect(Collectors.joining(" ")),
                "--instrumentation_includes=" + INSTRUMENTED,
                "--custom_hook_includes=" + INSTRUMENTED,
                "--reproducer_path=" + crashes,
                "--keep_going=" + MOST_FAULTS,
                "-max_total_time=" + length.toSeconds(),
                "-timeout=" + LONGEST.toSeconds(),
                "-max_len=" + LONGEST_INPUT,
                "-artifact_prefix=" + crashes + "/"));
        targets.stream()
                .filter(target -> targets.size() == 1)
                .map(Target::dictionary)
                .filter(Files::exists)
                .forEach(words -> command.add("-dict=" + words));
        command.add(corpus.toString());
        return command;
    }

    private static Run read(Duration length, String log, boolean well, Path crashes) {
        var faults = new ArrayList<>(FAULT.matcher(log)
                .results()
                .map(MatchResult::group)
                .map(text ->
                        text.substring(0, Math.min(SHOWN, text.length())) + "\nits input is among " + names(crashes))
                .toList());
        Matcher done = DONE.matcher(log);
        boolean isDone = done.find();
        if (faults.isEmpty() && !(well && isDone)) {
            faults.add("it ended badly: " + log.substring(Math.max(0, log.length() - SHOWN)));
        }
        return isDone
                ? new Run(length, number(done, 1), number(done, 2), number(done, 3), faults)
                : new Run(length, 0, 0, 0, faults);
    }

    private static long number(Matcher done, int group) {
        return Long.parseLong(done.group(group));
    }

    private static List<Path> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
