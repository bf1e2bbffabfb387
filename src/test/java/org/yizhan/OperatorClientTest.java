package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.http.Certificate;

/** Whom the commands log in as, as the management port sees it. */
@Row("S19")
class OperatorClientTest {

    @TempDir
    Path data;

    private StandIn program;

    @BeforeEach
    void serve() throws IOException {
        program = new StandIn(200);
        Files.writeString(data.resolve("secrets.properties"), "yizhan.ops.password=kept\n");
    }

    @AfterEach
    void stop() {
        program.close();
    }

    private String loginWith(Map<String, String> environment) throws IOException, InterruptedException {
        var all = new HashMap<>(environment);
        all.put("YIZHAN_DATA_DIR", data.toString());
        URI management = URI.create(program.address());
        var unused = OperatorClient.of(Settings.load(new Properties(), all), Optional.of(management))
                .get("/api/v1/ops/status");
        return program.login();
    }

    @Test
    void isOpsWhereNobodyElseIsNamed() throws Exception {
        assertThat(loginWith(Map.of())).isEqualTo("ops:kept");
        assertThat(loginWith(Map.of("YIZHAN_OPS_USER", " ", "YIZHAN_OPS_PASSWORD", "other")))
                .isEqualTo("ops:other");
    }

    @Test
    void isTheAccountThatTheSettingsName() throws Exception {
        assertThat(loginWith(Map.of("YIZHAN_OPS_USER", "li.na", "YIZHAN_OPS_PASSWORD", "口令:7")))
                .isEqualTo("li.na:口令:7");
    }

    /** It reaches the program by its address, which the certificate need not name, trusts no other one, and needs no key. */
    @Test
    void speaksTlsWithTheVeryCertificateOfTheSettings() throws Exception {
        var own = SelfSigned.in(data, "ops.example.org", "EC");
        var other = SelfSigned.in(data, "other", "EC");
        var vertx = Vertx.vertx();
        try {
            var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
            new Certificate(vertx, own.certificate(), own.key()).into(options);
            var server = vertx.createHttpServer(options)
                    .requestHandler(request -> request.response().end("{\"path\":\"" + request.path() + "\"}"));
            int port = server.listen().await(10, TimeUnit.SECONDS).actualPort();
            var settings = new HashMap<>(Map.of(
                    "YIZHAN_DATA_DIR", data.toString(),
                    "YIZHAN_MANAGEMENT_HOST", "localhost",
                    "YIZHAN_MANAGEMENT_PORT", Integer.toString(port),
                    "YIZHAN_MANAGEMENT_TLS_CERTIFICATE", own.certificate().toString()));
            assertThat(status(settings)).isEqualTo("/api/v1/ops/status");

            settings.put(
                    "YIZHAN_MANAGEMENT_TLS_CERTIFICATE", other.certificate().toString());
            assertThatThrownBy(() -> status(settings))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not trusted; give the certificate")
                    .hasMessageContaining("YIZHAN_MANAGEMENT_TLS_CERTIFICATE");
            settings.put("YIZHAN_MANAGEMENT_TLS_CERTIFICATE", own.key().toString());
            assertThatThrownBy(() -> status(settings))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(own.key().toString());
            settings.put(
                    "YIZHAN_MANAGEMENT_TLS_CERTIFICATE",
                    data.resolve("nowhere.crt").toString());
            assertThatThrownBy(() -> status(settings))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the certificate %s is not there", data.resolve("nowhere.crt"));
            settings.remove("YIZHAN_MANAGEMENT_TLS_CERTIFICATE");
            assertThatThrownBy(() -> status(settings))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("where it speaks TLS, give its certificate")
                    .hasMessageContaining("YIZHAN_MANAGEMENT_TLS_CERTIFICATE");
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysThatAProgramInTheClearSpeaksNoTls() throws Exception {
        var vertx = Vertx.vertx();
        try {
            int port = vertx.createHttpServer()
                    .requestHandler(request -> request.response().end())
                    .listen(0, "127.0.0.1")
                    .await(10, TimeUnit.SECONDS)
                    .actualPort();
            URI management = URI.create("https://127.0.0.1:" + port);
            var operator = OperatorClient.of(Settings.load(new Properties(), Map.of()), Optional.of(management));
            assertThatThrownBy(() -> operator.get("/api/v1/ops/status"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("speaks no TLS");
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theProgramItselfNeedsBothFiles() {
        for (String given : List.of("YIZHAN_MANAGEMENT_TLS_CERTIFICATE", "YIZHAN_MANAGEMENT_TLS_KEYFILE")) {
            var settings = Settings.load(new Properties(), Map.of(given, "some.pem"));
            var vertx = Vertx.vertx();
            assertThatThrownBy(() -> PortSettings.MANAGEMENT.certificate(settings, vertx))
                    .hasMessageEndingWith("is ''; give both or neither");
            vertx.close();
        }
    }

    private static String status(Map<String, String> environment) throws IOException, InterruptedException {
        return OperatorClient.of(Settings.load(new Properties(), environment), Optional.empty())
                .get("/api/v1/ops/status")
                .orElseThrow()
                .path("path")
                .asText();
    }

    @Test
    void triesNoOtherAccountWithThePasswordThatIsKeptForOps() {
        assertThatThrownBy(() -> loginWith(Map.of("YIZHAN_OPS_USER", "li\u001b.na")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("give the password of li .na as YIZHAN_OPS_PASSWORD");
        assertThat(program.login()).isEmpty();
    }
}
