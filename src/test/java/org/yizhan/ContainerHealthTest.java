package org.yizhan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.http.Certificate;

/** The container's health check against a management port in the clear and one with TLS. */
class ContainerHealthTest {

    private static final Vertx vertx = Vertx.vertx();
    private static SelfSigned own;

    @BeforeAll
    static void make(@TempDir Path folder) throws Exception {
        own = SelfSigned.in(folder, "yizhan", "EC");
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** Answers {@code status} where readiness is asked for, and 404 elsewhere. */
    private static int port(int status, boolean isTls) throws Exception {
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
        if (isTls) {
            new Certificate(vertx, own.certificate(), own.key()).into(options);
        }
        return vertx.createHttpServer(options)
                .requestHandler(request -> request.response()
                        .setStatusCode(request.path().equals("/observe/health/ready") ? status : 404)
                        .end("{}"))
                .listen()
                .await(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private static boolean isHealthy(int port, Optional<Path> certificate) throws IOException, InterruptedException {
        var builder = new ProcessBuilder("bash", "src/main/docker/health.sh").inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put("YIZHAN_MANAGEMENT_PORT", Integer.toString(port));
        certificate.ifPresent(file -> environment.put("YIZHAN_MANAGEMENT_TLS_CERTIFICATE", file.toString()));
        Process check = builder.start();
        try {
            assertThat(check.waitFor(30, TimeUnit.SECONDS))
                    .as("it ends by itself")
                    .isTrue();
            return check.exitValue() == 0;
        } finally {
            check.destroyForcibly();
        }
    }

    private static boolean hasOpenssl() throws InterruptedException {
        try {
            return new ProcessBuilder("openssl", "version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void isGoodWhereTheProgramIsReadyAndNowhereElse() throws Exception {
        assertThat(isHealthy(port(200, false), Optional.empty())).isTrue();
        assertThat(isHealthy(port(503, false), Optional.empty())).isFalse();
    }

    @Test
    void isTheSameOverTls() throws Exception {
        assumeTrue(hasOpenssl(), "the image has openssl, this machine does not");
        var certificate = Optional.of(own.certificate());

        assertThat(isHealthy(port(200, true), certificate)).isTrue();
        assertThat(isHealthy(port(503, true), certificate)).isFalse();
        assertThat(isHealthy(port(200, false), certificate)).as("in the clear").isFalse();
        assertThat(isHealthy(port(200, true), Optional.empty()))
                .as("unaware of TLS")
                .isFalse();
    }
}
