package org.yizhan.web;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the store on a worker, answers on the event loop. */
final class Blocking {

    private static final Logger LOG = LoggerFactory.getLogger(Blocking.class);

    private final Executor workers;

    Blocking(Executor workers) {
        this.workers = workers;
    }

    /** Runs {@code question} on a worker and its result on the event loop; a failure becomes a problem. */
    void ask(RoutingContext context, Supplier<Consumer<RoutingContext>> question) {
        var events = context.vertx().getOrCreateContext();
        workers.execute(() -> {
            try {
                Consumer<RoutingContext> reply = question.get();
                events.runOnContext(nothing -> reply.accept(context));
            } catch (RuntimeException failure) {
                LOG.atWarn()
                        .addKeyValue("path", context.normalizedPath())
                        .addKeyValue("error", failure.toString())
                        .log("a question to the store failed");
                events.runOnContext(nothing -> Unavailable.send(context, failure));
            }
        });
    }
}
