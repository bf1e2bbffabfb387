package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.yizhan.ops.Paths.Rule;
import org.yizhan.ops.Role;

/** The whole program in this process, in a folder of its own, with an account of every role. */
final class Console implements AutoCloseable {

    /** Of every account. */
    static final String PASSWORD = "canary-password-of-all";

    private final Path folder;
    private final Closing closing = new Closing();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Wiring program;

    private Console(Path folder, Map<String, String> environment) {
        this.folder = folder;
        program = Wiring.start(Settings.load(new Properties(), environment), closing);
    }

    static Console start(Map<String, String> own) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("yizhan-console");
        var environment = new HashMap<>(ChildInstance.settings(folder.resolve("data")));
        environment.put("YIZHAN_OPS_PASSWORD", PASSWORD);
        environment.putAll(own);
        var console = new Console(folder, environment);
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
            var made = console.send(
                    "POST",
                    "/api/v1/ops/accounts",
                    Optional.of(Role.ADMIN),
                    "{\"name\":\"%s\",\"role\":\"%s\",\"password\":\"%s\"}"
                            .formatted(role.word(), role.word(), PASSWORD));
            assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        }
        return console;
    }

    /** Where a browser finds a screen. */
    String address(String path) {
        return "http://127.0.0.1:" + program.managementPort() + path;
    }

    List<Rule> rules() {
        return program.rules();
    }

    /** What the public port answers, each as {@code GET /stories/:id}. */
    List<String> paths() {
        return program.paths();
    }

    int port() {
        return program.httpPort();
    }

    int managementPort() {
        return program.managementPort();
    }

    /** A push key for any source. */
    String apiKey() {
        return program.secrets().apiKey();
    }

    /** Asks the management port; what a path names with a colon is {@code unknown}, an empty body is none. */
    HttpResponse<String> send(String method, String path, Optional<Role> role, String body, String... headers)
            throws IOException, InterruptedException {
        String address = "http://127.0.0.1:" + program.managementPort() + path.replaceAll(":[A-Za-z]+", "unknown");
        return ask(method, address, role.map(Console::authorization), body, headers);
    }

    /** Asks the public port. */
    HttpResponse<String> read(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return ask(method, "http://127.0.0.1:" + program.httpPort() + path, Optional.empty(), body, headers);
    }

    private HttpResponse<String> ask(
            String method, String address, Optional<String> authorization, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        authorization.ifPresent(value -> request.header("Authorization", value));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String authorization(Role role) {
        return basic(role == Role.ADMIN ? "ops" : role.word(), PASSWORD);
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        client.close();
        closing.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
