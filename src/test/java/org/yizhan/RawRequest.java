package org.yizhan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What no client of ours would send, and what comes back until the port closes. */
public final class RawRequest {

    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] (\\d{3}) (.*?)\r\n\r\n(.*)", Pattern.DOTALL);

    private RawRequest() {}

    /**
     * An answer, the last that the connection gave.
     *
     * @param head its headers, in lower case
     */
    public record Answered(int status, String head, String body) {

        public String detail() throws IOException {
            return json().path("detail").asText();
        }

        private JsonNode json() throws IOException {
            return new JsonMapper().readTree(body);
        }

        /** It is as every other refusal is, and says what to mend. */
        public Answered isAProblemKeptApart() throws IOException {
            assertThat(head)
                    .contains(
                            "x-content-type-options: nosniff",
                            "content-security-policy: default-src 'none'",
                            "referrer-policy: ",
                            "cross-origin-opener-policy: same-origin",
                            "cache-control: no-store",
                            "connection: close",
                            "content-type: application/problem+json");
            assertThat(json().path("status").asInt()).isEqualTo(status);
            assertThat(json().path("title").asText()).isNotBlank();
            assertThat(detail()).isNotBlank().doesNotContain("netty", "Exception", "bad-request");
            assertThat(body).doesNotContain("bad-request", "<script>");
            return this;
        }
    }

    /** One that the parser gives up, and what it is answered. */
    public record Hopeless(int status, String what, String request) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** @param longestLine that the port reads */
    public static List<Hopeless> hopeless(int longestLine) {
        String get = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        return List.of(
                new Hopeless(400, "no HTTP", "<script>alert(1)</script>\r\n\r\n"),
                new Hopeless(400, "no version", "GET /\r\nHost: localhost\r\n\r\n"),
                new Hopeless(400, "a blank in a name", get + "Bad Name: x\r\n\r\n"),
                new Hopeless(400, "a NUL", get + "X-A: b\0c\r\n\r\n"),
                new Hopeless(400, "two lengths", get + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n"),
                new Hopeless(431, "long headers", get + "X-A: " + "b".repeat(17_000) + "\r\n\r\n"),
                new Hopeless(
                        431, "many long headers", get + ("X-A: " + "b".repeat(1_000) + "\r\n").repeat(20) + "\r\n"),
                new Hopeless(
                        414,
                        "a long address",
                        "GET /" + "a".repeat(longestLine) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    /** Sends it and reads to the end; exactly one answer comes. */
    public static Answered send(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            return read(new String(socket.getInputStream().readAllBytes(), UTF_8));
        }
    }

    /** What was read to the end of a connection. */
    public static Answered read(String text) {
        Matcher answer = ANSWER.matcher(text);
        assertThat(answer.matches()).as(text).isTrue();
        assertThat(answer.group(3)).as("one answer").doesNotContainPattern("HTTP/1\\.[01] \\d");
        return new Answered(
                Integer.parseInt(answer.group(1)), answer.group(2).toLowerCase(Locale.ROOT), answer.group(3));
    }
}
