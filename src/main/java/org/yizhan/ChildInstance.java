package org.yizhan;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.yizhan.bench.FreePort;
import org.yizhan.bench.Instance;

/**
 * This program once more, as a process of its own on free loopback ports, without polling and samples: for benchmarks and
 * tests.
 *
 * <p>It runs from our class path, or from the jar that the system property {@code yizhan.jar} names. Our environment is
 * its own too, so that a setting can be tried by exporting it. What it prints goes to a file. It does not outlive us.
 */
final class ChildInstance implements Instance {

    /** As `mvn` and the container image start it; see the README's decision on the virtual machine. */
    private static final List<String> JVM = List.of(
            "-Xmx2g",
            "-Xmn1g",
            "-XX:+UseParallelGC",
            "-XX:Tier4InvocationThreshold=40000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=100000",
            "-XX:Tier4BackEdgeThreshold=240000",
            "-Djdk.serialFilter=!*",
            "--enable-native-access=ALL-UNNAMED");

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);
    private static final int LAST_LINES = 30;

    private final Process process;
    private final Map<String, String> settings;
    private final Path log;
    private final Thread onExit;

    private ChildInstance(Process process, Map<String, String> settings, Path log) {
        this.process = process;
        this.settings = settings;
        this.log = log;
        this.onExit = new Thread(process::destroy, "stop-child");
    }

    /** One that is ready, with its state in {@code data} and its log in {@code yizhan.log} of the folder. */
    static ChildInstance start(Path folder) throws IOException, InterruptedException {
        var child = launch(Path.of(""), folder.resolve("yizhan.log"), measured(folder.resolve("data")));
        child.awaitReady();
        return child;
    }

    /** One that is measured calls back on this machine, too. */
    private static Map<String, String> measured(Path data) throws IOException {
        var settings = new HashMap<>(settings(data));
        settings.put("YIZHAN_WEBSUB_ALLOW", "127.0.0.1:*");
        return settings;
    }

    /** The environment of a child with this data folder: ports that are free now, and secrets. */
    static Map<String, String> settings(Path data) throws IOException {
        String port = Integer.toString(FreePort.find());
        return Map.ofEntries(
                Map.entry("YIZHAN_HTTP_PORT", port),
                Map.entry("YIZHAN_MANAGEMENT_PORT", Integer.toString(FreePort.find())),
                Map.entry("YIZHAN_BASE_URL", "http://127.0.0.1:" + port),
                Map.entry("YIZHAN_DATA_DIR", data.toString()),
                Map.entry("YIZHAN_API_KEY", UUID.randomUUID().toString()),
                Map.entry("YIZHAN_OPS_PASSWORD", UUID.randomUUID().toString()),
                Map.entry("YIZHAN_POLLING", "false"),
                Map.entry("YIZHAN_SAMPLES", "false"));
    }

    /**
     * Starts one and does not wait for it.
     *
     * @param folder its working directory
     * @param log the file for all it prints
     * @param settings as {@link #settings} gives them
     * @param arguments the program's own; none serves
     */
    static ChildInstance launch(Path folder, Path log, Map<String, String> settings, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(program());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(settings);
        var child = new ChildInstance(builder.start(), settings, log);
        Runtime.getRuntime().addShutdownHook(child.onExit);
        return child;
    }

    private static List<String> program() {
        String jar = System.getProperty("yizhan.jar", "");
        return jar.isEmpty()
                ? List.of("-cp", System.getProperty("java.class.path"), Yizhan.class.getName())
                : List.of("-jar", jar);
    }

    /**
     * Waits until it takes requests and has its partitions.
     *
     * @throws IOException where it ends or takes too long; it is stopped then
     */
    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!isReady(client)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IOException("the program did not get ready:\n" + lastLines());
                }
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(management().resolve("/observe/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for its end; the exit code, empty where it still runs after {@code patience}. */
    OptionalInt awaitEnd(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "its log " + log + " can't be read: " + e.getMessage();
        }
    }

    @Override
    public URI base() {
        return URI.create("http://127.0.0.1:" + setting("YIZHAN_HTTP_PORT"));
    }

    /** The management port's address. */
    URI management() {
        return URI.create("http://127.0.0.1:" + setting("YIZHAN_MANAGEMENT_PORT"));
    }

    @Override
    public String apiKey() {
        return setting("YIZHAN_API_KEY");
    }

    @Override
    public Path dataFolder() {
        return Path.of(setting("YIZHAN_DATA_DIR"));
    }

    private String setting(String variable) {
        return settings.getOrDefault(variable, "");
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.of(process.toHandle());
    }

    /** Ends it with SIGTERM, and with SIGKILL if it is still there after a minute. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // Already on the way out: the hook finds the process gone.
        }
    }
}
