package org.yizhan.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yizhan.Row;
import org.yizhan.SelfSigned;
import org.yizhan.http.Certificate;
import org.yizhan.http.Drip;

/** The management port with TLS, as a browser meets it. */
@Row("S19")
class ManagementTlsIT {

    @TempDir
    static Path folder;

    private static final Vertx vertx = Vertx.vertx();
    private static SelfSigned first;
    private static SelfSigned second;
    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws Exception {
        first = SelfSigned.in(folder, "first", "EC");
        second = SelfSigned.in(folder, "second", "EC");
        Path chain = Files.copy(first.certificate(), folder.resolve("served.crt.pem"));
        Path key = Files.copy(first.key(), folder.resolve("served.key.pem"));
        edge = new OperatorEdge(
                new ManagementEdge.Settings(
                        "127.0.0.1", 0, OwnNames.NONE, Optional.of(new Certificate(vertx, chain, key)), Drip.USUAL),
                made -> List.of());
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> send(SelfSigned trusted, HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newBuilder().sslContext(trusted.trusting()).build()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static HttpRequest.Builder request(String scheme, String path) {
        return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + edge.port() + path));
    }

    private static HttpRequest.Builder login(String scheme) {
        return request(scheme, "/ops/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", scheme + "://127.0.0.1:" + edge.port())
                .POST(BodyPublishers.ofString("name=ops&password=" + OperatorEdge.PASSWORD));
    }

    @Test
    void opensSessionsWhoseCookieNeverGoesInTheClear() throws Exception {
        var answered = send(first, login("https"));

        assertThat(answered.statusCode()).isEqualTo(303);
        assertThat(answered.headers().firstValue("set-cookie").orElseThrow()).endsWith("; Secure");
        assertThat(answered.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    }

    /** A host has one Strict-Transport-Security for all its ports. */
    @Test
    void demandsNothingOfTheOtherPort() throws Exception {
        var answered = send(first, request("https", "/observe/health/live"));

        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(answered.headers().map()).doesNotContainKey("strict-transport-security");
    }

    @Test
    void saysNothingInTheClear() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> client.send(login("http").build(), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesUpARenewedCertificate() throws Exception {
        Files.copy(second.certificate(), folder.resolve("served.crt.pem"), StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(edge::renew).isInstanceOf(IllegalArgumentException.class);
        assertThat(send(first, request("https", "/observe/health/live")).statusCode())
                .isEqualTo(200);

        Files.copy(second.key(), folder.resolve("served.key.pem"), StandardCopyOption.REPLACE_EXISTING);
        edge.renew();
        await().ignoreExceptions()
                .until(() ->
                        send(second, request("https", "/observe/health/live")).statusCode() == 200);
        Files.copy(first.certificate(), folder.resolve("served.crt.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(first.key(), folder.resolve("served.key.pem"), StandardCopyOption.REPLACE_EXISTING);
        edge.renew();
        await().ignoreExceptions()
                .until(() ->
                        send(first, request("https", "/observe/health/live")).statusCode() == 200);
    }
}
