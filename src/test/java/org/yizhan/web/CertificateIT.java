package org.yizhan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.SelfSigned;
import org.yizhan.http.Certificate;

/** The public port with TLS, as a client meets it. */
class CertificateIT {

    @TempDir
    static Path temporary;

    private static final Vertx vertx = Vertx.vertx();
    private static SelfSigned first;
    private static SelfSigned second;
    private static SelfSigned curved;

    @BeforeAll
    static void make() throws Exception {
        first = SelfSigned.in(temporary, "first", "RSA");
        second = SelfSigned.in(temporary, "second", "RSA");
        curved = SelfSigned.in(temporary, "curved", "EC");
    }

    @AfterAll
    static void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static Path copied(Path file, String name) throws IOException {
        return Files.copy(file, temporary.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** It sets all its headers at once, as a ready copy does. */
    private static HttpEdge edge(Optional<Certificate> certificate) {
        return new HttpEdge(
                vertx,
                new HttpEdge.Door("127.0.0.1", 0, certificate),
                List.of(router -> router.get("/routed")
                        .handler(context -> context.response().end("routed"))),
                request -> {
                    if (!request.path().equals("/ready")) {
                        return false;
                    }
                    request.response().headers().setAll(java.util.Map.of("etag", "\"1\""));
                    request.response().end(Buffer.buffer("ready"));
                    return true;
                });
    }

    private static HttpResponse<String> get(SelfSigned trusted, int port, String path) throws Exception {
        try (var client = HttpClient.newBuilder().sslContext(trusted.trusting()).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ready", "/routed", "/nothing"})
    void speaksTlsAndTellsBrowsersToDoSo(String path) throws Exception {
        try (var edge = edge(Optional.of(new Certificate(vertx, first.certificate(), first.key())))) {
            var answer = get(first, edge.port(), path);

            assertThat(answer.statusCode()).isIn(200, 404);
            assertThat(answer.headers().allValues("strict-transport-security")).containsExactly("max-age=31536000");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void takesAnEllipticKeyToo() throws Exception {
        try (var edge = edge(Optional.of(new Certificate(vertx, curved.certificate(), curved.key())))) {
            assertThat(get(curved, edge.port(), "/ready").body()).isEqualTo("ready");
        }
    }

    @Test
    void saysNothingOfTheKindInTheClear() throws Exception {
        try (var edge = edge(Optional.empty());
                var client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + "/ready"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("ready");
            assertThat(answer.headers().map()).doesNotContainKey("strict-transport-security");
        }
    }

    @Test
    void takesTheOldVersionThatIsStillSafeAndNoneBefore() throws Exception {
        try (var edge = edge(Optional.of(new Certificate(vertx, first.certificate(), first.key())))) {
            assertThat(handshake(edge.port(), "TLSv1.2")).isEqualTo("TLSv1.2");
            for (int minor : List.of(1, 2)) {
                assertThat(answerTo(edge.port(), minor))
                        .as("an alert, fatal: protocol_version")
                        .startsWith(21)
                        .endsWith(2, 70);
            }
        }
    }

    private static String handshake(int port, String protocol) throws Exception {
        try (var socket = (SSLSocket) first.trusting().getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    /** What comes back to a hello of TLS 1.0 or 1.1 that our own library would not even say (RFC 4346 §7.4.1.2). */
    private static byte[] answerTo(int port, int minor) throws IOException {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 4 + 2];
        var bytes = java.nio.ByteBuffer.wrap(hello);
        bytes.put(new byte[] {22, 3, 1}).putShort((short) (hello.length - 5));
        bytes.put(new byte[] {1, 0}).putShort((short) (hello.length - 9));
        bytes.put(new byte[] {3, (byte) minor}).position(bytes.position() + 33);
        bytes.putShort((short) 4).putShort((short) 0xc013).putShort((short) 0x002f);
        bytes.put(new byte[] {1, 0});
        try (var socket = new java.net.Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(hello);
            return socket.getInputStream().readNBytes(7);
        }
    }

    @Test
    void aClientInTheClearGetsNothing() throws Exception {
        try (var edge = edge(Optional.of(new Certificate(vertx, first.certificate(), first.key())));
                var client = HttpClient.newHttpClient()) {
            var plain = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + "/ready"))
                    .build();

            assertThatThrownBy(() -> client.send(plain, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void takesUpARenewedCertificateOnceItsKeyIsThereToo() throws Exception {
        Path chain = copied(first.certificate(), "served.crt.pem");
        Path key = copied(first.key(), "served.key.pem");
        try (var edge = edge(Optional.of(new Certificate(vertx, chain, key)))) {
            edge.renew();
            assertThat(get(first, edge.port(), "/ready").body()).isEqualTo("ready");

            copied(second.certificate(), "served.crt.pem");
            assertThatThrownBy(edge::renew)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not that of the certificate");
            assertThat(get(first, edge.port(), "/ready").body()).isEqualTo("ready");

            copied(second.key(), "served.key.pem");
            edge.renew();
            await().ignoreExceptions()
                    .until(() -> get(second, edge.port(), "/ready").body().equals("ready"));
            for (int times = 0; times < 8; times++) {
                // on every event loop
                assertThat(get(second, edge.port(), "/ready").body()).isEqualTo("ready");
            }
            assertThatThrownBy(() -> get(first, edge.port(), "/ready")).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void whatWasNotTakenUpIsTriedAgain() throws Exception {
        var certificate = new Certificate(
                vertx, copied(first.certificate(), "served.crt.pem"), copied(first.key(), "served.key.pem"));
        copied(second.certificate(), "served.crt.pem");
        copied(second.key(), "served.key.pem");
        List<Future<Boolean>> taken =
                List.of(Future.failedFuture("not now"), Future.succeededFuture(true), Future.succeededFuture(true));
        var tries = new AtomicInteger();
        for (int minute = 0; minute < 3; minute++) {
            certificate.renew(terms -> taken.get(tries.getAndIncrement()));
        }
        assertThat(tries).hasValue(2);
    }

    @Test
    void saysWhatIsWrongWithTheFiles() throws Exception {
        Path empty = Files.writeString(temporary.resolve("empty.pem"), "");
        Path nonsense = Files.writeString(temporary.resolve("nonsense.pem"), "-----BEGIN CERTIFICATE-----\nnonsense\n");
        Path missing = temporary.resolve("missing.pem");

        for (Path bad : List.of(empty, nonsense, missing)) {
            assertThatThrownBy(() -> new Certificate(vertx, bad, first.key()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bad.toString());
            assertThatThrownBy(() -> new Certificate(vertx, first.certificate(), bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bad.toString());
        }
        assertThatThrownBy(() -> new Certificate(vertx, first.certificate(), second.key()))
                .hasMessageContaining("is not that of the certificate");
        assertThatThrownBy(() -> new Certificate(vertx, curved.certificate(), first.key()))
                .hasMessageContaining("can't be used");
    }
}
