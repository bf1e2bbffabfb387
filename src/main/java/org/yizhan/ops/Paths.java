package org.yizhan.ops;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paths of the management port and the methods each of them takes. All is gathered first and put into a router at
 * once, in the order in which the paths were first named.
 */
public final class Paths {

    private static final Logger log = LoggerFactory.getLogger(Paths.class);

    private final WorkerExecutor operators;
    private final WorkerExecutor slow;
    private final Map<String, Map<String, Handler<RoutingContext>>> handlers = new LinkedHashMap<>();

    /**
     * @param operators runs what an operator waits for
     * @param slow runs what takes long, one at a time
     */
    Paths(WorkerExecutor operators, WorkerExecutor slow) {
        this.operators = operators;
        this.slow = slow;
    }

    /** Answers one request; may block. */
    @FunctionalInterface
    interface Work {
        Answer answer(Asked asked) throws Exception;
    }

    /** What doesn't block, or sees to it by itself; HEAD is answered like GET. */
    void get(String path, Handler<RoutingContext> handler) {
        take(HttpMethod.GET, path, handler);
    }

    /** @param path what it names with {@code :id}, {@link Asked#id} gives */
    void work(HttpMethod method, String path, Work work) {
        take(method, path, context -> {
            Asked asked = Asked.of(context);
            run(context, operators, () -> work.answer(asked));
        });
    }

    /** Work that takes long, by politeness, and must not keep the operator's other questions waiting; one at a time. */
    void slowWork(HttpMethod method, String path, Work work) {
        take(method, path, context -> {
            Asked asked = Asked.of(context);
            run(context, slow, () -> work.answer(asked));
        });
    }

    private void take(HttpMethod method, String path, Handler<RoutingContext> handler) {
        var methods = handlers.computeIfAbsent(path, named -> new TreeMap<>());
        methods.put(method.name(), handler);
        if (method.equals(HttpMethod.GET)) {
            methods.put(HttpMethod.HEAD.name(), handler);
        }
    }

    /** Any method that a path doesn't take gets 405 with the ones it does (RFC 9110 §15.5.6). */
    void into(Router router) {
        handlers.forEach((path, methods) -> router.route(path).handler(context -> {
            Handler<RoutingContext> handler =
                    methods.get(context.request().method().name());
            if (handler == null) {
                refuse(context, String.join(", ", new TreeSet<>(methods.keySet())));
            } else {
                handler.handle(context);
            }
        }));
    }

    private static void refuse(RoutingContext context, String methods) {
        Answer.problem(405, "this path takes " + methods).with("Allow", methods).send(context.response());
    }

    static void run(RoutingContext context, WorkerExecutor threads, Callable<Answer> work) {
        threads.executeBlocking(work, false)
                .recover(failure -> Future.succeededFuture(failed(failure)))
                .onSuccess(answer -> answer.send(context.response()));
    }

    static Answer failed(Throwable failure) {
        if (failure instanceof Rejection rejection) {
            return rejection.answer();
        }
        if (failure instanceof SQLException || failure.getCause() instanceof SQLException) {
            log.atWarn()
                    .addKeyValue("error", Shown.line(failure.toString(), 300))
                    .log("the database did not answer an operator");
            return Answer.problem(503, "the database does not answer; try again")
                    .with("Retry-After", "5");
        }
        log.atError().setCause(failure).log("an operator's request failed");
        return Answer.problem(500, "this is our mistake; the log says more");
    }
}
