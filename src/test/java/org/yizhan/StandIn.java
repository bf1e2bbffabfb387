package org.yizhan;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** In place of a running program: a management port that answers as it is told to, and keeps what it was asked last. */
final class StandIn implements AutoCloseable {

    private final HttpServer server;
    private volatile int status;
    private volatile String answer = "{}";
    private volatile String asked = "";
    private volatile String login = "";

    StandIn(int status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            login = sent == null
                    ? ""
                    : new String(Base64.getDecoder().decode(sent.substring("Basic ".length())), StandardCharsets.UTF_8);
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    void say(String next) {
        answer = next;
    }

    void say(int nextStatus, String next) {
        status = nextStatus;
        answer = next;
    }

    /** Method, target and body. */
    String asked() {
        return asked;
    }

    /** Name and password of HTTP Basic. */
    String login() {
        return login;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
