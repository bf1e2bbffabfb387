package org.yizhan.web;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.deliver.Hub;
import org.yizhan.deliver.HubAnswer;
import org.yizhan.http.QueryString;

/**
 * Where subscribers reach our hub: {@code POST /websub} with a form (W3C WebSub §5.1); answers in plain words. Anybody may
 * ask, so it has {@value #THREADS} threads of its own, and a line of {@value #PLACES} in front of them: a crowd here takes
 * nothing from those who push.
 */
public final class HubDesk {

    /** The hub's path. */
    public static final String PATH = "/websub";

    private static final Logger LOG = LoggerFactory.getLogger(HubDesk.class);
    private static final int LARGEST_FORM = 64_000;
    private static final int RETRY_SECONDS = 10;
    private static final int THREADS = 2;
    private static final int PLACES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HubAnswer CROWDED =
            new HubAnswer(429, "too many ask at once; send the same again later", RETRY_SECONDS);

    private final WorkerExecutor threads;
    private final Semaphore places = new Semaphore(PLACES);
    private final Hub hub;

    public HubDesk(Vertx vertx, Hub hub) {
        this.threads = vertx.createSharedWorkerExecutor("websub", THREADS);
        this.hub = hub;
    }

    /** Adds the route. */
    public void mount(Router router) {
        router.post(PATH)
                .handler(new RequestBody(LARGEST_FORM, "the form is larger than " + LARGEST_FORM + " bytes"))
                .handler(this::take);
    }

    private void take(RoutingContext context) {
        // a form's octets stand for themselves until its escapes are undone
        MultiMap form = QueryString.parse(new String(RequestBody.of(context), StandardCharsets.ISO_8859_1));
        if (!places.tryAcquire()) {
            send(context, CROWDED);
            return;
        }
        long come = System.nanoTime();
        threads.executeBlocking(() -> answer(form, come), false)
                .onComplete(done -> places.release())
                .onSuccess(answer -> send(context, answer))
                .onFailure(failure -> failed(context, failure));
    }

    /** Nobody is kept waiting for long: such as while the store is away, and each who asks waits for it. */
    private HubAnswer answer(MultiMap form, long come) throws SQLException {
        return System.nanoTime() - come > PATIENCE.toNanos() ? CROWDED : hub.accept(form::getAll);
    }

    private static void send(RoutingContext context, HubAnswer answer) {
        var response = context.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store");
        if (answer.retrySeconds() > 0) {
            response.putHeader("Retry-After", Integer.toString(answer.retrySeconds()));
        }
        response.end(Characters.valid(answer.words()) + "\n");
    }

    private static void failed(RoutingContext context, Throwable failure) {
        if (!(failure instanceof SQLException) && !Unavailable.isTemporary(failure)) {
            context.fail(failure);
            return;
        }
        LOG.atWarn()
                .addKeyValue("stage", "deliver")
                .addKeyValue("error", failure.getMessage())
                .log("a subscriber was sent away");
        send(context, new HubAnswer(503, "nothing can be stored now; send the same again later", RETRY_SECONDS));
    }
}
