package org.yizhan.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of one event loop, so that those which ask nothing are closed: also where a request's head drips in byte
 * by byte for ever, which looks like life to a time limit on silence. Belongs to its event loop.
 */
public final class Callers {

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** Connected, or answered last, and no whole head of a request since. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<HttpConnection, Caller> callers = new HashMap<>();

    private static final class Caller {
        private Optional<HttpServerResponse> last = Optional.empty();
        private long idleSince = System.nanoTime();

        /** Whether its last question is still being answered. */
        private boolean isServed() {
            return last.filter(response -> !response.ended() && !response.closed())
                    .isPresent();
        }
    }

    /**
     * Has them watched that come to a server on this event loop, which listens from now on.
     *
     * @param vertx of that loop; this is called on it
     */
    public static Future<HttpServer> listen(
            Vertx vertx, HttpServer server, SocketAddress address, Handler<HttpServerRequest> handler) {
        var callers = new Callers();
        vertx.setPeriodic(LOOK.toMillis(), tick -> callers.dismiss(System.nanoTime()));
        return server.connectionHandler(callers::come)
                .requestHandler(request -> {
                    callers.ask(request);
                    handler.handle(request);
                })
                .listen(address);
    }

    private void come(HttpConnection connection) {
        callers.put(connection, new Caller());
        connection.closeHandler(closed -> callers.remove(connection));
    }

    private void ask(HttpServerRequest request) {
        Caller caller = callers.get(request.connection());
        if (caller != null) {
            caller.last = Optional.of(request.response());
            caller.idleSince = System.nanoTime();
        }
    }

    private void dismiss(long now) {
        callers.values().stream().filter(Caller::isServed).forEach(caller -> caller.idleSince = now);
        callers.entrySet().stream()
                .filter(caller -> now - caller.getValue().idleSince > PATIENCE.toNanos())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(HttpConnection::close);
    }
}
