package org.yizhan.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.http.QueryString;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.Grant;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.PushLog;
import org.yizhan.ingest.Refused;

/**
 * How source sites push, correct and withdraw: {@code POST /api/v1/articles}, {@code POST /api/v1/pages} and
 * {@code DELETE /api/v1/articles/{source}/{id}}. Every 202 is sent after Kafka's acknowledgement; whatever is wrong is
 * said as RFC 9457 problem+json, or in {@code rejected} where it is wrong with one article only.
 */
public final class PushApi {

    private static final Logger LOG = LoggerFactory.getLogger(PushApi.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RETRY_SECONDS = 5;

    private final Vertx vertx;
    private final ApiKeys keys;
    private final Intake intake;
    private final Sender sender;
    private final PushLog log;
    private final int bodyLimit;

    /**
     * @param log keeps what pushes were answered
     * @param bodyLimit largest body taken, in bytes
     */
    public PushApi(Vertx vertx, ApiKeys keys, Intake intake, Sender sender, PushLog log, int bodyLimit) {
        this.vertx = vertx;
        this.keys = keys;
        this.intake = intake;
        this.sender = sender;
        this.log = log;
        this.bodyLimit = bodyLimit;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        var body = new RequestBody(bodyLimit);
        router.post("/api/v1/articles")
                .handler(this::authenticate)
                .handler(body)
                .handler(this::push);
        router.post("/api/v1/pages").handler(this::authenticate).handler(body).handler(this::page);
        router.delete("/api/v1/articles/:source/:id")
                .handler(this::authenticate)
                .handler(this::withdraw);
    }

    /** Lets a request with a valid Bearer key (RFC 6750 §2.1) on, its {@link Grant} in the context; answers 401 else. */
    void authenticate(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        Optional<Grant> grant = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? keys.verify(header.substring(7).strip())
                : Optional.empty();
        if (grant.isPresent()) {
            context.put(Grant.class.getName(), grant.get());
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"yizhan\"");
            log.refused("", what(context), 0, 401, "");
            Problem.send(context, 401, "Unauthorized", "send a valid key as 'Authorization: Bearer KEY'");
        }
    }

    /** What a 202 says. */
    private record Reply(List<Intake.Accepted> accepted, List<Intake.Rejected> rejected) {}

    private interface Work {
        Intake.Taken take() throws Refused;
    }

    private void push(RoutingContext context) {
        Grant grant = context.get(Grant.class.getName());
        answer(context, () -> intake.push(RequestBody.of(context), contentType(context), grant));
    }

    private void page(RoutingContext context) {
        Grant grant = context.get(Grant.class.getName());
        var query = QueryString.of(context);
        answer(
                context,
                () -> intake.page(
                        RequestBody.of(context),
                        contentType(context),
                        Optional.ofNullable(query.get("paper")).orElse(""),
                        Optional.ofNullable(query.get("date")).orElse(""),
                        Optional.ofNullable(query.get("page")).orElse(""),
                        grant));
    }

    private void withdraw(RoutingContext context) {
        Grant grant = context.get(Grant.class.getName());
        String source = context.pathParam("source");
        String id = context.pathParam("id");
        Optional<String> reason = Optional.ofNullable(QueryString.of(context).get("reason"));
        answer(context, () -> intake.withdraw(source, id, reason, grant));
    }

    static String contentType(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
    }

    private void answer(RoutingContext context, Work work) {
        vertx.executeBlocking(
                        () -> {
                            Intake.Taken taken = work.take();
                            if (!taken.messages().isEmpty()) {
                                sender.send(taken.messages());
                            }
                            return taken;
                        },
                        false)
                .onSuccess(taken -> {
                    log.taken(key(context), what(context), size(context), 202, taken);
                    accepted(context, taken);
                })
                .onFailure(failure -> {
                    noted(context, failure);
                    failed(context, failure);
                });
    }

    private void noted(RoutingContext context, Throwable failure) {
        int status = failure instanceof Refused refused
                ? refused.status()
                : failure instanceof Sender.Unavailable ? 503 : 500;
        String detail = failure instanceof Refused refused ? refused.detail() : "";
        log.refused(key(context), what(context), size(context), status, detail);
    }

    private static String key(RoutingContext context) {
        return Optional.ofNullable(context.<Grant>get(Grant.class.getName()))
                .map(Grant::keyId)
                .orElse("");
    }

    /** Method and path; what a withdrawal names is left out. */
    private static String what(RoutingContext context) {
        return context.request().method() + " "
                + Optional.ofNullable(context.currentRoute())
                        .map(Route::getPath)
                        .orElse("");
    }

    private static long size(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,15}") ? Long.parseLong(length) : 0;
    }

    private static void accepted(RoutingContext context, Intake.Taken taken) {
        try {
            byte[] body = JSON.writeValueAsBytes(new Reply(taken.accepted(), taken.rejected()));
            context.response()
                    .setStatusCode(202)
                    .putHeader("Content-Type", "application/json")
                    .end(Buffer.buffer(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of strings are always writable", impossible);
        }
    }

    private static void failed(RoutingContext context, Throwable failure) {
        switch (failure) {
            case Refused refused -> Problem.send(context, refused.status(), title(refused.status()), refused.detail());
            case Sender.Unavailable unavailable -> {
                LOG.atWarn()
                        .addKeyValue("stage", "ingest")
                        .log("a push had to be sent away: {}", unavailable.getMessage());
                context.response().putHeader("Retry-After", Integer.toString(RETRY_SECONDS));
                Problem.send(
                        context, 503, "Service unavailable", "nothing can be stored now; send the same again later");
            }
            default -> context.fail(failure);
        }
    }

    static String title(int status) {
        return switch (status) {
            case 403 -> "Not this source";
            case 413 -> "Content too large";
            case 415 -> "Unsupported media type";
            case 422 -> "Unprocessable content";
            default -> "Unreadable";
        };
    }
}
