package org.yizhan;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.yizhan.bench.Instance;

/** This program once more, as a process of its own with a data folder of its own, for a benchmark. */
final class ChildInstance implements Instance {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path folder;
    private final int port;
    private final String key;

    private ChildInstance(Process process, Path folder, int port, String key) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.key = key;
    }

    /** Starts it on free ports and waits until it is ready; its log goes to {@code yizhan.log} in {@code folder}. */
    static Instance start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
        int management = freePort();
        String key = "bench-" + java.util.UUID.randomUUID();
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                System.getProperty("java.class.path"),
                Yizhan.class.getName()));
        builder.environment().put("YIZHAN_HTTP_PORT", Integer.toString(port));
        builder.environment().put("YIZHAN_MANAGEMENT_PORT", Integer.toString(management));
        builder.environment().put("YIZHAN_DATA_DIR", folder.toString());
        builder.environment().put("YIZHAN_API_KEY", key);
        builder.environment().put("YIZHAN_SAMPLES", "false");
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("yizhan.log").toFile());
        var instance = new ChildInstance(builder.start(), folder, port, key);
        instance.awaitReady(URI.create("http://127.0.0.1:" + management + "/observe/health/ready"));
        return instance;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady(URI health) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(3))
                    .build();
            while (!isReady(client, request)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IOException("the instance did not get ready; see " + folder.resolve("yizhan.log"));
                }
                Thread.sleep(200);
            }
        }
    }

    private static boolean isReady(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String apiKey() {
        return key;
    }

    @Override
    public Path dataFolder() {
        return folder;
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.of(process.toHandle());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
