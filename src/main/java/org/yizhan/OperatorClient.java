package org.yizhan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.yizhan.ops.Shown;

/** Asks the running program over its management port, as the account that the settings name. */
final class OperatorClient {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String FIRST = "ops";
    private static final int LONGEST_NAME = 60;
    private static final String CERTIFICATE = "yizhan.management.tls.certificate (YIZHAN_MANAGEMENT_TLS_CERTIFICATE)";

    private final URI management;
    private final String user;
    private final String password;
    private final Optional<SSLContext> tls;

    private OperatorClient(URI management, String user, String password, Optional<SSLContext> tls) {
        this.management = management;
        this.user = user;
        this.password = password;
        this.tls = tls;
    }

    /** For the program as configured, or the one at {@code given}. */
    static OperatorClient of(Settings settings, Optional<URI> given) throws IOException {
        URI management = given.orElseGet(
                () -> URI.create(PortSettings.management(settings, settings.port("yizhan.management.port"))));
        String named = settings.text("yizhan.ops.user");
        String user = named.isEmpty() ? FIRST : named;
        String password = user.equals(FIRST) ? password(settings) : password(settings, user);
        Optional<Path> chain = PortSettings.MANAGEMENT.chain(settings);
        Optional<SSLContext> tls = chain.isPresent() ? Optional.of(OwnTrust.in(chain.get())) : Optional.empty();
        return new OperatorClient(management, user, password, tls);
    }

    URI address(String path) {
        return management.resolve(path);
    }

    /**
     * The JSON it answers to {@code body}; empty where nothing answers at the port.
     *
     * @throws IllegalArgumentException with what it says is wrong
     */
    Optional<JsonNode> post(String path, String body) throws IOException, InterruptedException {
        return answer(request(path)
                .header("Content-Type", isJson(body) ? "application/json" : "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** The JSON that is at {@code path}; as {@link #post}. */
    Optional<JsonNode> get(String path) throws IOException, InterruptedException {
        return answer(request(path).build());
    }

    private HttpRequest.Builder request(String path) {
        String login = user + ":" + password;
        return HttpRequest.newBuilder(address(path))
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<JsonNode> answer(HttpRequest request) throws IOException, InterruptedException {
        var builder = HttpClient.newBuilder();
        tls.ifPresent(builder::sslContext);
        try (HttpClient client = builder.build()) {
            HttpResponse<String> answer = send(client, request);
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalArgumentException(json.path("detail").asText(answer.body()));
            }
            return Optional.of(json);
        } catch (ConnectException e) {
            return Optional.empty();
        }
    }

    /** Java's own words for TLS on one side only, or for a certificate nobody knows, name no setting. */
    private HttpResponse<String> send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (SSLHandshakeException e) {
            throw new IllegalArgumentException(
                    "%s is not trusted; give the certificate that it shows as %s (%s)"
                            .formatted(management, CERTIFICATE, e.getMessage()),
                    e);
        } catch (SSLException e) {
            throw new IllegalArgumentException(
                    "%s speaks no TLS that can be read; where it speaks in the clear, leave %s empty and write http:// (%s)"
                            .formatted(management, CERTIFICATE, e.getMessage()),
                    e);
        } catch (ConnectException | HttpTimeoutException e) {
            throw e;
        } catch (IOException e) {
            if ("https".equals(management.getScheme())) {
                throw e;
            }
            throw new IllegalArgumentException(
                    "%s ended the connection without an answer; where it speaks TLS, give its certificate as %s (%s)"
                            .formatted(management, CERTIFICATE, e.getMessage()),
                    e);
        }
    }

    private static boolean isJson(String body) {
        return body.startsWith("{");
    }

    /** What is kept in the data folder is the password of the first account, and of no other. */
    private static String password(Settings settings, String user) {
        String configured = settings.text("yizhan.ops.password");
        if (configured.isEmpty()) {
            throw new IllegalArgumentException(
                    "give the password of %s as YIZHAN_OPS_PASSWORD".formatted(Shown.line(user, LONGEST_NAME)));
        }
        return configured;
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
