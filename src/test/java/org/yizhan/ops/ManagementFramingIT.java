package org.yizhan.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S7 at the management port: what a server in front may read otherwise is refused, and nothing behind it is read. */
class ManagementFramingIT {

    private static OperatorEdge edge;

    @BeforeAll
    static void open() throws IOException {
        edge = new OperatorEdge();
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

    @ParameterizedTest
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
