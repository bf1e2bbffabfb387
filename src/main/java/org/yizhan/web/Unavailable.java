package org.yizhan.web;

import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;

/** How a failed question to the store is answered: 503 where trying again will mend it, never an empty 200. */
final class Unavailable {

    private static final String RETRY_SECONDS = "5";

    private Unavailable() {}

    /** Ends the response with a problem; what is neither the store nor too much at once is left to the router. */
    static void send(RoutingContext context, Throwable failure) {
        if (context.response().ended()) {
            return;
        }
        if (!isTemporary(failure)) {
            context.fail(failure);
            return;
        }
        context.response().putHeader("Retry-After", RETRY_SECONDS);
        Problem.send(
                context,
                503,
                "Temporarily unavailable",
                new Advice(
                        "现在读不到存放的报道，什么也没有丢；请过 " + RETRY_SECONDS + " 秒再打开。",
                        "the store can't be read right now; nothing is lost, ask again in " + RETRY_SECONDS
                                + " seconds"));
    }

    /** Whether the store is away, the search index can't be read, or all workers are taken. */
    static boolean isTemporary(Throwable failure) {
        return failure instanceof RejectedExecutionException
                || failure instanceof UncheckedIOException
                || (failure instanceof IllegalStateException && failure.getCause() instanceof SQLException);
    }
}
