package org.yizhan.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of one event loop, so that those which ask nothing are closed: also where a request's head drips in byte
 * by byte for ever, which looks like life to a time limit on silence. Belongs to its event loop.
 */
final class Callers {

    static final Duration LOOK = Duration.ofSeconds(5);

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

    void come(HttpConnection connection) {
        callers.put(connection, new Caller());
        connection.closeHandler(closed -> callers.remove(connection));
    }

    void ask(HttpServerRequest request) {
        Caller caller = callers.get(request.connection());
        if (caller != null) {
            caller.last = Optional.of(request.response());
            caller.idleSince = System.nanoTime();
        }
    }

    void dismiss(long now) {
        callers.values().stream().filter(Caller::isServed).forEach(caller -> caller.idleSince = now);
        callers.entrySet().stream()
                .filter(caller -> now - caller.getValue().idleSince > PATIENCE.toNanos())
                .map(Map.Entry::getKey)
                .toList()
                .forEach(HttpConnection::close);
    }
}
