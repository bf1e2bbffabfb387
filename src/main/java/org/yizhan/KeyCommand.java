package org.yizhan;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code key}: asks the running program for push keys, over its management port. */
@Command(name = "key", mixinStandardHelpOptions = true, description = "Makes push keys.")
final class KeyCommand {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ANY = "push:any";

    @Spec
    private CommandSpec spec;

    /** Makes a key and prints it, once. Exit code 0: made; 1: the program refused or does not answer. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes a key that pushes for one source, or for any with the source " + ANY + ".")
    int add(
            @Parameters(paramLabel = "SOURCE", description = "The source's id, or " + ANY + ".") String source,
            @Option(
                            names = "--management",
                            paramLabel = "URL",
                            description = "The running program's management port; default as configured.")
                    URI management)
            throws IOException, InterruptedException {
        Settings settings = Settings.load(System.getProperties(), System.getenv());
        Map<String, String> wanted = source.equals(ANY) ? Map.of("scope", ANY) : Map.of("source", source);
        String login = "ops:" + password(settings);
        HttpRequest request = HttpRequest.newBuilder(
                        address(settings, management).resolve("/api/v1/ops/keys"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(wanted)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            var body = JSON.readTree(answer.body());
            if (answer.statusCode() != 201) {
                spec.commandLine()
                        .getErr()
                        .println("yizhan: " + body.path("detail").asText(answer.body()));
                return 1;
            }
            spec.commandLine().getOut().println(body.path("key").asText());
            return 0;
        } catch (java.net.ConnectException e) {
            spec.commandLine()
                    .getErr()
                    .println("yizhan: nothing answers at " + request.uri()
                            + "; start the program first, or name it with --management");
            return 1;
        }
    }

    private static URI address(Settings settings, @org.jspecify.annotations.Nullable URI given) {
        return given != null
                ? given
                : URI.create("http://" + settings.text("yizhan.management.host") + ":"
                        + settings.port("yizhan.management.port"));
    }

    private static String password(Settings settings) throws IOException {
        String configured = settings.text("yizhan.ops.password");
        Path file = Path.of(settings.text("yizhan.data.dir"), "secrets.properties");
        if (!configured.isEmpty() || !Files.isReadable(file)) {
            return configured;
        }
        var kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            kept.load(reader);
        }
        return kept.getProperty("yizhan.ops.password", "");
    }
}
