package org.yizhan.web;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs long answers on workers, a few at a time. */
final class Downloads {

    private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);
    private static final int MOST = 4;

    private final Executor workers;
    private final Semaphore room = new Semaphore(MOST);

    Downloads(Executor workers) {
        this.workers = workers;
    }

    /** Answers with what {@code writing} writes; 503 where too many are on their way. */
    void start(RoutingContext context, Map<String, String> headers, Consumer<Outflow> writing) {
        if (!room.tryAcquire()) {
            context.response().putHeader("Retry-After", "5");
            Problem.send(context, 503, "Busy", MOST + " exports are running; ask again in 5 seconds");
            return;
        }
        Context events = context.vertx().getOrCreateContext();
        var outflow = new Outflow(context.response(), events, headers);
        try {
            workers.execute(() -> write(context, events, outflow, writing));
        } catch (RuntimeException refused) {
            room.release();
            throw refused;
        }
    }

    private void write(RoutingContext context, Context events, Outflow outflow, Consumer<Outflow> writing) {
        try {
            writing.accept(outflow);
            outflow.finish();
        } catch (RuntimeException failure) {
            LOG.atWarn()
                    .addKeyValue("path", context.normalizedPath())
                    .addKeyValue("error", failure.toString())
                    .log("an export was broken off");
            events.runOnContext(nothing -> {
                if (outflow.hasBegun()) {
                    context.request().connection().close();
                } else {
                    Unavailable.send(context, failure);
                }
            });
        } finally {
            room.release();
        }
    }
}
