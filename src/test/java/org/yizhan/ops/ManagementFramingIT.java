package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.yizhan.http.Drip;

/** S7 at the management port: what a server in front may read otherwise is refused, and nothing behind it is read. */
class ManagementFramingIT {

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws IOException {
        edge = new OperatorEdge(
                new ManagementEdge.Settings(
                        "127.0.0.1",
                        0,
                        OwnNames.of(List.of("yizhan", "Ops.Example.org")),
                        Optional.empty(),
                        new Drip(Duration.ofSeconds(1), Duration.ofMillis(100))),
                made -> List.of());
    }

    @AfterAll
    static void close() throws Exception {
        edge.close();
    }

    static Stream<Arguments> ambiguous() {
        String chunk = "0\r\n\r\n";
        return Stream.of(
                Arguments.of(400, "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", chunk),
                Arguments.of(400, "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n", chunk),
                Arguments.of(400, "Host: a\r\nTransfer-Encoding: xchunked\r\n", chunk),
                Arguments.of(400, "Host: a\r\nHost: b\r\nContent-Length: 0\r\n", ""),
                Arguments.of(400, "Content-Length: 0\r\n", ""),
                Arguments.of(
                        431,
                        IntStream.range(0, 101)
                                .mapToObj(n -> "X-" + n + ": a\r\n")
                                .collect(Collectors.joining("", "Host: a\r\n", "Content-Length: 0\r\n")),
                        ""));
    }

    static List<RawRequest.Hopeless> hopeless() {
        return RawRequest.hopeless(4_096);
    }

    @ParameterizedTest
    @Row("S6")
    @MethodSource("hopeless")
    void whatTheParserGivesUpIsAnsweredLikeAnythingElse(RawRequest.Hopeless hopeless) throws Exception {
        var answered = RawRequest.send(edge.port(), hopeless.request());
        assertThat(answered.status()).isEqualTo(hopeless.status());
        answered.isAProblemKeptApart();
    }

    @ParameterizedTest
    @Row("S7")
    @ValueSource(strings = {"OPTIONS *", "CONNECT localhost:443", "GET *", "GET ops"})
    void whatIsNoPathIsToldSo(String line) throws Exception {
        var answered = RawRequest.send(edge.port(), line + " HTTP/1.1\r\nHost: localhost:443\r\n\r\n");
        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.isAProblemKeptApart().detail()).contains("must begin with /");
    }

    /** The router can't match it, and would log each as a mistake of ours. */
    @ParameterizedTest
    @Row("S7")
    @ValueSource(
            strings = {"/ops/%zz", "/ops/%", "/observe/health/live?%zz", "/api/v1/ops/status?a=%4", "/ops/login?%u4e2d"
            })
    void aBrokenEscapeIsAnsweredLikeAnythingElse(String address) throws Exception {
        var answered = RawRequest.send(edge.port(), "GET " + address + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(answered.status()).isEqualTo(400);
        assertThat(answered.isAProblemKeptApart().detail()).contains("two hexadecimal digits");
    }

    /** DNS rebinding: the page's own name leads here, and its scripts may read what is answered under it. */
    @ParameterizedTest
    @Row("S19")
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8081",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "localhost.localdomain",
                "127.1",
                "2130706433",
                "0x7f000001",
                "yizhan.evil.example",
                "yizhan-evil"
            })
    void isToldNothingUnderAForeignName(String host) throws Exception {
        for (String path :
                List.of("/observe/health", "/observe/metrics", "/", "/ops/login", "/api/v1/ops/status", "/nothing")) {
            var answered = RawRequest.send(edge.port(), "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
            assertThat(answered.status()).as(path).isEqualTo(421);
            assertThat(answered.isAProblemKeptApart().detail()).contains("YIZHAN_MANAGEMENT_NAMES");
        }
    }

    @ParameterizedTest
    @Row("S19")
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.0.0.1:8081",
                "10.1.2.3:9",
                "[::1]",
                "[::1]:8081",
                "localhost",
                "LocalHost:8081",
                "localhost.",
                "yizhan:8081",
                "YIZHAN",
                "ops.example.org"
            })
    void answersUnderAddressesAndItsOwnNames(String host) throws Exception {
        String request = "GET /observe/health/live HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n";
        assertThat(RawRequest.send(edge.port(), request).status()).isEqualTo(200);
    }

    @Test
    @Row("S19")
    void whoNamesNobodyIsNoBrowser() throws Exception {
        assertThat(RawRequest.send(edge.port(), "GET /observe/health/live HTTP/1.0\r\n\r\n")
                        .status())
                .isEqualTo(200);
    }

    /** One byte after the other: a limit on silence would never end it. */
    @Test
    @Row("S6")
    void aBodyThatDripsIsGivenUp() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.setSoTimeout(200);
            var out = socket.getOutputStream();
            out.write(("POST /ops/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\n")
                    .getBytes(UTF_8));
            var answer = new ByteArrayOutputStream();
            for (int drop = 0; drop < 100 && answer.size() == 0; drop++) {
                out.write('a');
                try {
                    answer.write(socket.getInputStream().read());
                } catch (SocketTimeoutException silence) {
                    // goes on
                }
            }
            answer.write(socket.getInputStream().readAllBytes());
            var answered = RawRequest.read(answer.toString(UTF_8));
            assertThat(answered.status()).isEqualTo(408);
            answered.isAProblemKeptApart();
        }
    }

    @Test
    @Row("S6")
    void aBodyHasHalfAMinuteAndASecondForEachTenThousandBytes() {
        assertThat(Drip.USUAL.isTooSlow(Duration.ofSeconds(30), 0)).isFalse();
        assertThat(Drip.USUAL.isTooSlow(Duration.ofSeconds(31), 9_999)).isTrue();
        assertThat(Drip.USUAL.isTooSlow(Duration.ofSeconds(130), 1_000_000)).isFalse();
        assertThat(Drip.USUAL.isTooSlow(Duration.ofSeconds(131), 1_000_000)).isTrue();
    }

    @ParameterizedTest
    @Row("S7")
    @MethodSource("ambiguous")
    void isRefused(int status, String headers, String body) throws Exception {
        String hidden = "GET /observe/health/live HTTP/1.1\r\nHost: a\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), edge.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /ops/login HTTP/1.1\r\n" + headers + "\r\n" + body + hidden).getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer.indexOf("HTTP/1.1", 1))
                    .as("answers behind the first")
                    .isNegative();
        }
    }
}
