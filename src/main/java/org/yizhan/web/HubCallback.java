package org.yizhan.web;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.http.QueryString;
import org.yizhan.ingest.poll.HubIntent;
import org.yizhan.ingest.poll.HubListener;

/**
 * Where the hubs that we subscribed at reach us: {@code /websub/callback/{token}}. {@code GET} asks whether we mean a
 * subscription, {@code POST} delivers (W3C WebSub §5.3, §7).
 */
public final class HubCallback {

    private static final Logger LOG = LoggerFactory.getLogger(HubCallback.class);
    private static final String PATH = "/websub/callback/:token";
    /** What fits into a record with room for the envelope, base64 being a third longer. */
    private static final int LARGEST_BODY = 11_000_000;

    private static final String RETRY_SECONDS = "60";

    private final Vertx vertx;
    private final HubListener listener;

    public HubCallback(Vertx vertx, HubListener listener) {
        this.vertx = vertx;
        this.listener = listener;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.get(PATH).handler(this::verify);
        router.post(PATH).handler(new RequestBody(LARGEST_BODY)).handler(this::deliver);
    }

    private void verify(RoutingContext context) {
        var query = QueryString.of(context);
        var intent = new HubIntent(
                Optional.ofNullable(query.get("hub.mode")).orElse(""),
                Optional.ofNullable(query.get("hub.topic")).orElse(""),
                Optional.ofNullable(query.get("hub.challenge")),
                Optional.ofNullable(query.get("hub.lease_seconds")),
                Optional.ofNullable(query.get("hub.reason")));
        String token = context.pathParam("token");
        if (isNobodys(token) || isNobodys(intent.topic())) {
            unknown(context);
            return;
        }
        vertx.executeBlocking(() -> listener.verify(token, intent), false)
                .onSuccess(challenge -> challenge.ifPresentOrElse(
                        // a page of a stranger's making must not run as ours
                        echo -> context.response()
                                .putHeader("Content-Type", "text/plain; charset=utf-8")
                                .putHeader("X-Content-Type-Options", "nosniff")
                                .end(echo),
                        () -> unknown(context)))
                .onFailure(failure -> failed(context, failure));
    }

    private void deliver(RoutingContext context) {
        String token = context.pathParam("token");
        String signature = Optional.ofNullable(context.request().getHeader("X-Hub-Signature"))
                .orElse("");
        String contentType = PushApi.contentType(context);
        byte[] body = RequestBody.of(context);
        if (isNobodys(token)) {
            unknown(context);
            return;
        }
        vertx.executeBlocking(() -> listener.deliver(token, signature, contentType, body), false)
                .onSuccess(answer -> {
                    switch (answer) {
                        case TAKEN -> context.response().setStatusCode(202).end();
                        case GONE -> Problem.send(context, 410, "Gone", "this subscription has ended");
                        case UNKNOWN -> unknown(context);
                    }
                })
                .onFailure(failure -> failed(context, failure));
    }

    /** With a character that no store keeps. */
    private static boolean isNobodys(String name) {
        return name.indexOf('\0') >= 0;
    }

    private static void unknown(RoutingContext context) {
        Problem.send(context, 404, "Not found", "no subscription awaits this");
    }

    private static void failed(RoutingContext context, Throwable failure) {
        if (!(failure instanceof IOException || failure instanceof IllegalStateException)) {
            context.fail(failure);
            return;
        }
        LOG.atWarn()
                .addKeyValue("stage", "ingest")
                .addKeyValue("error", failure.getMessage())
                .log("a hub was sent away");
        context.response().putHeader("Retry-After", RETRY_SECONDS);
        Problem.send(context, 503, "Service unavailable", "nothing can be stored now; send the same again later");
    }
}
