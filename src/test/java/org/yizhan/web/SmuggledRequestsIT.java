package org.yizhan.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yizhan.RawRequest;
import org.yizhan.Row;

/** Requests that two readers could part at different places (RFC 9112 §11.2) are refused, and what hides in them is not done. */
class SmuggledRequestsIT {

    private static Desk desk;

    @BeforeAll
    static void open() throws IOException {
        desk = new Desk();
    }

    @AfterAll
    static void close() throws IOException {
        desk.close();
    }

    private static final String BODY = "{\"source\":\"cac\",\"id\":\"1\",\"title\":\"题\",\"text\":\"文\"}";

    private static String request(String headers, String body) {
        return "POST /api/v1/articles HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + desk.anyKey
                + "\r\nContent-Type: application/json\r\n" + headers + "\r\n" + body;
    }

    @ParameterizedTest
    @Row("S7")
    @ValueSource(strings = {"OPTIONS *", "CONNECT localhost:443", "GET *", "GET articles"})
    void whatIsNoPathIsToldSo(String line) throws Exception {
        var answered =
                RawRequest.send(desk.port(), line + " HTTP/1.1\r\nHost: localhost:443\r\nConnection: close\r\n\r\n");
        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.detail()).contains("must begin with /");
    }

    static Stream<Arguments> smuggled() {
        int length = BODY.getBytes(UTF_8).length;
        String chunk = Integer.toHexString(length) + "\r\n" + BODY + "\r\n0\r\n\r\n";
        return Stream.of(
                Arguments.of("length and encoding", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", chunk),
                Arguments.of("encoding and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", chunk),
                Arguments.of("two lengths", "Content-Length: " + length + "\r\nContent-Length: 5\r\n", BODY),
                Arguments.of(
                        "two equal lengths",
                        "Content-Length: " + length + "\r\nContent-Length: " + length + "\r\n",
                        BODY),
                Arguments.of("a list of lengths", "Content-Length: " + length + ", 5\r\n", BODY),
                Arguments.of("a length with a sign", "Content-Length: +" + length + "\r\n", BODY),
                Arguments.of("a folded encoding", "Transfer-Encoding:\r\n chunked\r\n", chunk),
                Arguments.of("a bare line feed", "X-A: b\nContent-Length: " + length + "\r\n", BODY),
                Arguments.of(
                        "a bare carriage return",
                        "X-A: b\rContent-Length: 5\r\nContent-Length: " + length + "\r\n",
                        BODY),
                Arguments.of("a blank before the colon", "Content-Length : " + length + "\r\n", BODY),
                Arguments.of("an unknown encoding", "Transfer-Encoding: xchunked\r\n", chunk),
                Arguments.of("an encoding behind chunked", "Transfer-Encoding: chunked, identity\r\n", chunk),
                Arguments.of("two encodings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: cow\r\n", chunk),
                Arguments.of("a NUL", "X-A: b\0c\r\nContent-Length: " + length + "\r\n", BODY),
                Arguments.of("a chunk size with a sign", "Transfer-Encoding: chunked\r\n", "+" + chunk),
                Arguments.of("a chunk size with 0x", "Transfer-Encoding: chunked\r\n", "0x" + chunk),
                Arguments.of(
                        "a chunk ended by a bare line feed",
                        "Transfer-Encoding: chunked\r\n",
                        chunk.replaceFirst("\r\n", "\n")));
    }

    @ParameterizedTest(name = "{0}")
    @Row("S7")
    @MethodSource("smuggled")
    void isRefused(String what, String headers, String body) throws Exception {
        desk.sent.clear();
        String hidden = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String answer = exchange(request(headers, body) + hidden);
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(answer.indexOf("HTTP/1.1", 1)).as("answers behind the first").isNegative();
        assertThat(desk.sent).isEmpty();
    }

    /** RFC 9112 §5.2 lets a server put a blank for each fold before it reads on, and that is what is done. */
    @Test
    @Row("S7")
    void aFoldedHeaderIsOneLine() throws Exception {
        desk.sent.clear();
        String answers =
                exchange(request("X-A: b\r\n c\r\nContent-Length: " + BODY.getBytes(UTF_8).length + "\r\n", BODY)
                        + "GET /next HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answers).startsWith("HTTP/1.1 202 ").containsOnlyOnce("HTTP/1.1 404 ");
        assertThat(desk.sent).hasSize(1);
    }

    /** One byte every second: a limit on silence would never end it. Head and body drip at once, so that half a minute does. */
    @Test
    @Row("S6")
    void whatDripsIsGivenUp() throws Exception {
        var body = CompletableFuture.supplyAsync(() -> {
            try (var socket = new Socket("127.0.0.1", desk.port())) {
                socket.setSoTimeout(1_000);
                socket.getOutputStream()
                        .write(request("Content-Length: 1000\r\n", "").getBytes(UTF_8));
                return given(socket, "a".repeat(1_000).getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (var socket = new Socket("127.0.0.1", desk.port())) {
            socket.setSoTimeout(1_000);
            long begin = System.nanoTime();
            byte[] head = ("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + "a".repeat(1_000)).getBytes(UTF_8);
            assertThat(isEnded(socket, head)).as("closed by the server").isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(50));
        }
        var answered = RawRequest.read(body.get(30, TimeUnit.SECONDS));
        assertThat(answered.status()).isEqualTo(408);
        answered.isAProblemKeptApart();
    }

    /** What comes back while it drips, to the end. */
    private static String given(Socket socket, byte[] drops) throws IOException {
        var answer = new ByteArrayOutputStream();
        for (int drop = 0; drop < drops.length && answer.size() == 0; drop++) {
            socket.getOutputStream().write(drops[drop]);
            try {
                answer.write(socket.getInputStream().read());
            } catch (SocketTimeoutException stillOpen) {
                // goes on
            }
        }
        answer.write(socket.getInputStream().readAllBytes());
        return answer.toString(UTF_8);
    }

    private static boolean isEnded(Socket socket, byte[] drops) throws IOException {
        for (byte drop : drops) {
            try {
                socket.getOutputStream().write(drop);
                socket.getOutputStream().flush();
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException stillOpen) {
                // goes on
            } catch (SocketException reset) {
                return true;
            }
        }
        return false;
    }

    /** A hundred headers in 16 KB are taken, one more or a byte more is not. */
    @Test
    @Row("S6")
    void aHundredHeadersAreEnough() throws Exception {
        String head = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        assertThat(exchange(head + "X-A: b\r\n".repeat(98) + "\r\n")).startsWith("HTTP/1.1 404 ");
        assertThat(exchange(head + "X-A: b\r\n".repeat(99) + "\r\n")).startsWith("HTTP/1.1 431 ");
        assertThat(exchange(head + "X-A: " + "b".repeat(16_000) + "\r\n\r\n")).startsWith("HTTP/1.1 404 ");
        assertThat(exchange(head + "X-A: " + "b".repeat(16_400) + "\r\n\r\n")).startsWith("HTTP/1.1 431 ");
    }

    static List<RawRequest.Hopeless> hopeless() {
        return RawRequest.hopeless(131_072);
    }

    @ParameterizedTest
    @Row("S6")
    @MethodSource("hopeless")
    void whatTheParserGivesUpIsAnsweredLikeAnythingElse(RawRequest.Hopeless hopeless) throws Exception {
        var answered = RawRequest.send(desk.port(), hopeless.request());
        assertThat(answered.status()).isEqualTo(hopeless.status());
        answered.isAProblemKeptApart();
    }

    private static String exchange(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", desk.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            var answer = new StringBuilder();
            try {
                for (int b = socket.getInputStream().read();
                        b >= 0;
                        b = socket.getInputStream().read()) {
                    answer.append((char) b);
                }
            } catch (SocketTimeoutException open) {
                answer.append("(open)");
            }
            return answer.toString();
        }
    }
}
