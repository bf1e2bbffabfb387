package org.yizhan.chaos;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.yizhan.bench.FreePort;

/**
 * The program as a process of its own that is killed, held, stopped and started again, always with the same settings. It
 * runs from our class path, or from the jar that the system property {@code yizhan.jar} names.
 */
final class Program implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Little memory, and compiled quickly: what runs for minutes only. */
    private static final List<String> JVM = List.of(
            "-Xmx640m",
            "-XX:+UseParallelGC",
            "-XX:TieredStopAtLevel=1",
            "-Djdk.serialFilter=!*",
            "--enable-native-access=ALL-UNNAMED");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path folder;
    private final Map<String, String> settings;
    private final List<String> command = new ArrayList<>();
    private final Thread onExit = new Thread(this::killed, "kill-program");
    private Optional<Process> process = Optional.empty();

    private Program(Path folder, Map<String, String> settings, List<String> jvm, List<String> program) {
        this.folder = folder;
        this.settings = Map.copyOf(settings);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(jvm);
        command.addAll(program);
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** One that keeps its data and its log in this folder; it is not started. */
    static Program in(Path folder, Map<String, String> own) throws IOException {
        String jar = System.getProperty("yizhan.jar", "");
        List<String> program = jar.isEmpty()
                ? List.of("-cp", System.getProperty("java.class.path"), "org.yizhan.Yizhan")
                : List.of("-jar", jar);
        return new Program(folder, settings(folder, own), List.of(), program);
    }

    /** The same with another main class, from our class path, and more arguments of the virtual machine. */
    static Program in(Path folder, Map<String, String> own, List<String> jvm, String main) throws IOException {
        return new Program(
                folder, settings(folder, own), jvm, List.of("-cp", System.getProperty("java.class.path"), main));
    }

    private static Map<String, String> settings(Path folder, Map<String, String> own) throws IOException {
        Files.createDirectories(folder);
        String port = Integer.toString(FreePort.find());
        var settings = new HashMap<>(Map.of(
                "YIZHAN_HTTP_PORT",
                port,
                "YIZHAN_MANAGEMENT_PORT",
                Integer.toString(FreePort.find()),
                "YIZHAN_BASE_URL",
                "http://127.0.0.1:" + port,
                "YIZHAN_DATA_DIR",
                folder.resolve("data").toString(),
                "YIZHAN_API_KEY",
                UUID.randomUUID().toString(),
                "YIZHAN_OPS_PASSWORD",
                UUID.randomUUID().toString(),
                "YIZHAN_POLLING",
                "false",
                "YIZHAN_SAMPLES",
                "false",
                "YIZHAN_WEBSUB_ALLOW",
                "127.0.0.1:*"));
        settings.putAll(own);
        return settings;
    }

    /** Starts it and does not wait for it. */
    Program start() throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(settings);
        process = Optional.of(builder.start());
        return this;
    }

    /** What a command of the program prints that ends well, with the same settings. */
    String command(String... words) throws IOException, InterruptedException {
        var whole = new ArrayList<>(command);
        whole.addAll(List.of(words));
        Path printed = folder.resolve("command.log");
        var builder = new ProcessBuilder(whole)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(settings);
        Process running = builder.start();
        boolean ended = running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            running.destroyForcibly().waitFor();
        }
        String said = Files.readString(printed).strip();
        if (!ended || running.exitValue() != 0) {
            throw new IOException(String.join(" ", words) + " failed:\n" + said);
        }
        return said;
    }

    /** Waits until it takes requests and has its partitions. */
    void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the program is not ready:\n" + lastLines());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    boolean isReady() throws InterruptedException {
        try {
            return get(management("/observe/health/ready")).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    boolean isAlive() {
        return process.map(Process::isAlive).orElse(false);
    }

    long pid() {
        return process.orElseThrow().pid();
    }

    /** As {@code kill -9} does it. */
    void kill() throws InterruptedException {
        process.orElseThrow().destroyForcibly().waitFor();
    }

    private void killed() {
        process.ifPresent(Process::destroyForcibly);
    }

    /** As Ctrl-C does it; how long it took. */
    Duration stop() throws InterruptedException {
        long began = System.nanoTime();
        Process running = process.orElseThrow();
        running.destroy();
        if (!running.waitFor(1, TimeUnit.MINUTES)) {
            running.destroyForcibly().waitFor();
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + settings.get("YIZHAN_HTTP_PORT"));
    }

    URI management(String path) {
        return URI.create("http://127.0.0.1:" + settings.get("YIZHAN_MANAGEMENT_PORT") + path);
    }

    String setting(String variable) {
        return settings.getOrDefault(variable, "");
    }

    String key() {
        return setting("YIZHAN_API_KEY");
    }

    Path data() {
        return Path.of(setting("YIZHAN_DATA_DIR"));
    }

    Path log() {
        return folder.resolve("yizhan.log");
    }

    HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address));
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return get(base().resolve(path));
    }

    /** As a source site does. */
    HttpResponse<byte[]> push(byte[] body, String type) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base().resolve("/api/v1/articles"))
                .header("Authorization", "Bearer " + key())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** As a source site does that signs (Standard Webhooks 1.0). */
    HttpResponse<byte[]> pushSigned(byte[] body, String id, String seconds, String signature)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base().resolve("/api/v1/articles"))
                .header("webhook-id", id)
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", signature)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** As a source site does that takes an article back. */
    HttpResponse<byte[]> withdraw(String source, String id) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base().resolve("/api/v1/articles/" + source + "/" + id))
                .header("Authorization", "Bearer " + key())
                .DELETE());
    }

    /** As the operator does, at the management port. */
    HttpResponse<byte[]> operate(String method, String path, String body) throws IOException, InterruptedException {
        String login = "ops:" + setting("YIZHAN_OPS_PASSWORD");
        return send(HttpRequest.newBuilder(management(path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    /** A form, as a subscriber sends it to the hub. */
    HttpResponse<byte[]> form(String path, String form) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(base().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofByteArray());
    }

    /** What a metric reads, 0 where there is none of this name and these labels. */
    double metric(String name) throws IOException, InterruptedException {
        String metrics = new String(get(management("/observe/metrics")).body(), StandardCharsets.UTF_8);
        return metrics.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Megabytes of living objects. */
    long heap() throws IOException, InterruptedException {
        signal(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), "GC.run");
        String metrics = new String(get(management("/observe/metrics")).body(), StandardCharsets.UTF_8);
        return Math.round(metrics.lines()
                        .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum()
                / (1024 * 1024));
    }

    /** As Ctrl-Z does it. */
    void hold() throws IOException, InterruptedException {
        signal("kill", "-STOP", Long.toString(pid()));
    }

    void goOn() throws IOException, InterruptedException {
        signal("kill", "-CONT", Long.toString(pid()));
    }

    private static void signal(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }

    /** In how many lines of its log this stands. */
    long said(String words) throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains(words)).count();
        }
    }

    String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** Ends it, and waits until it has ended. */
    @Override
    public void close() throws InterruptedException {
        if (isAlive()) {
            stop();
        }
        client.close();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
