package org.yizhan.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The program as a child process on free loopback ports, with both servers embedded, without polling and samples. Its
 * class path is ours; its environment too, so that a setting can be measured by exporting it. Its output goes to
 * {@code yizhan.log} in its folder.
 */
public final class ChildInstance implements Instance {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofMinutes(1);

    private final Process process;
    private final URI base;
    private final String apiKey;
    private final Path dataFolder;
    private final Thread onExit;

    private ChildInstance(Process process, URI base, String apiKey, Path dataFolder) {
        this.process = process;
        this.base = base;
        this.apiKey = apiKey;
        this.dataFolder = dataFolder;
        this.onExit = new Thread(process::destroy, "stop-child");
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param mainClass the program's entry
     * @param jvmArguments such as {@code -Xmx2g}
     * @param folder an empty folder for log and state
     */
    public static ChildInstance start(String mainClass, List<String> jvmArguments, Path folder)
            throws IOException, InterruptedException {
        var log = folder.resolve("yizhan.log");
        var data = folder.resolve("data");
        int port = freePort();
        int managementPort = freePort();
        var apiKey = UUID.randomUUID().toString();
        var base = "http://127.0.0.1:" + port;

        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        var environment = builder.environment();
        environment.put("YIZHAN_HTTP_PORT", Integer.toString(port));
        environment.put("YIZHAN_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("YIZHAN_DATA_DIR", data.toString());
        environment.put("YIZHAN_BASE_URL", base);
        environment.put("YIZHAN_API_KEY", apiKey);
        environment.put("YIZHAN_OPS_PASSWORD", UUID.randomUUID().toString());
        environment.put("YIZHAN_POLLING", "false");
        environment.put("YIZHAN_SAMPLES", "false");

        var child = new ChildInstance(builder.start(), URI.create(base), apiKey, data);
        Runtime.getRuntime().addShutdownHook(child.onExit);
        try {
            child.awaitReady(URI.create("http://127.0.0.1:" + managementPort + "/observe/health/ready"), log);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            child.close();
            throw failed;
        }
        return child;
    }

    @Override
    public URI base() {
        return base;
    }

    @Override
    public String apiKey() {
        return apiKey;
    }

    @Override
    public Path dataFolder() {
        return dataFolder;
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.of(process.toHandle());
    }

    /** Ends it with SIGTERM, and with SIGKILL if it is still there after a minute. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException exiting) {
            // Already on the way out: the hook finds the process gone.
        }
    }

    private void awaitReady(URI health, Path log) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
        long deadline = System.nanoTime() + START.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline) {
                if (!process.isAlive()) {
                    throw new BenchFailed("the program ended with " + process.exitValue() + ":\n" + tail(log));
                }
                try {
                    if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    // Nobody listens yet.
                }
                Thread.sleep(Duration.ofMillis(100));
            }
        }
        throw new BenchFailed("the program was not ready after " + START.toSeconds() + " s:\n" + tail(log));
    }

    private static String tail(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
