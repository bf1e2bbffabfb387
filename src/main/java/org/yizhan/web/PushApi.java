package org.yizhan.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.http.QueryString;
import org.yizhan.ingest.Allowance;
import org.yizhan.ingest.ApiKeys;
import org.yizhan.ingest.Grant;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.PushLog;
import org.yizhan.ingest.PushSignature;
import org.yizhan.ingest.Refused;
import org.yizhan.ingest.WebhookLog;

/**
 * How source sites push, correct and withdraw: {@code POST /api/v1/articles}, {@code POST /api/v1/pages} and
 * {@code DELETE /api/v1/articles/{source}/{id}}. They show a Bearer key (RFC 6750 §2.1); articles may be signed instead
 * (Standard Webhooks 1.0, or {@code X-Hub-Signature-256}), which proves nothing of a path or query. Every 202 is sent after Kafka's acknowledgement; whatever is wrong is
 * said as RFC 9457 problem+json, or in {@code rejected} where it is wrong with one article only.
 */
public final class PushApi {

    private static final Logger LOG = LoggerFactory.getLogger(PushApi.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RETRY_SECONDS = 5;

    private static final Duration FULL_RETRY = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(RETRY_SECONDS);
    private static final long MOST_UNPROVEN = 60_000_000;
    private static final String UNPROVEN =
            "send a valid key as 'Authorization: Bearer KEY'; articles may be signed with its signing secret instead";

    private final Vertx vertx;
    private final Door door;
    private final PushLog log;
    private final Intake intake;
    private final Sender sender;
    private final AtomicLong unproven = new AtomicLong();

    public PushApi(Vertx vertx, Door door, Intake intake, Sender sender) {
        this.vertx = vertx;
        this.door = door;
        this.log = door.log();
        this.intake = intake;
        this.sender = sender;
    }

    /**
     * Who is let in, and with how much.
     *
     * @param webhooks the signed messages that were taken
     * @param log keeps what pushes were answered
     * @param largestBody in bytes
     * @param isRoom whether what is pushed could be stored
     */
    public record Door(
            ApiKeys keys,
            WebhookLog webhooks,
            Allowance allowance,
            PushLog log,
            int largestBody,
            BooleanSupplier isRoom) {}

    /** Adds the routes. */
    public void mount(Router router) {
        var body = new RequestBody(door.largestBody());
        var hasty = RequestBody.hasty(door.largestBody());
        router.post("/api/v1/articles")
                .handler(this::knock)
                .handler(context -> (signature(context).isPresent() ? hasty : body).handle(context))
                .handler(this::prove)
                .handler(this::push);
        router.post("/api/v1/pages")
                .handler(this::authenticate)
                .handler(this::bound)
                .handler(body)
                .handler(this::page);
        router.delete("/api/v1/articles/:source/:id")
                .handler(this::authenticate)
                .handler(this::bound)
                .handler(this::withdraw);
    }

    /** A key is looked at before the body is read, a signature behind it. */
    private void knock(RoutingContext context) {
        if (context.request().getHeader("Authorization") != null) {
            authenticate(context, () -> bound(context));
            return;
        }
        try {
            Optional<PushSignature> signature = PushSignature.in(
                    name -> Optional.ofNullable(context.request().getHeader(name)));
            if (signature.isEmpty()) {
                unproven(context);
            } else if (isRoomFor(context)) {
                context.put(PushSignature.class.getName(), signature.get());
                context.next();
            } else {
                throw new Refused(503, "too much that is signed is under way; send it again in a moment", RETRY);
            }
        } catch (Refused unreadable) {
            noted(context, unreadable);
            failed(context, unreadable);
        }
    }

    /** Of those who have proved nothing yet, no more is held than {@value #MOST_UNPROVEN} bytes. */
    private boolean isRoomFor(RoutingContext context) {
        long claimed = size(context);
        long bytes = claimed == 0 ? door.largestBody() : Math.min(claimed, door.largestBody());
        if (unproven.addAndGet(bytes) > MOST_UNPROVEN) {
            unproven.addAndGet(-bytes);
            return false;
        }
        context.addEndHandler(done -> unproven.addAndGet(-bytes));
        return true;
    }

    private static Optional<PushSignature> signature(RoutingContext context) {
        return Optional.ofNullable(context.get(PushSignature.class.getName()));
    }

    private void prove(RoutingContext context) {
        Optional<PushSignature> signature = signature(context);
        if (signature.isEmpty()) {
            context.next();
            return;
        }
        byte[] body = RequestBody.of(context);
        Optional<String> key = Optional.ofNullable(QueryString.of(context).get("key"));
        vertx.executeBlocking(() -> door.keys().verify(signature.get(), body, key), false)
                .onSuccess(grant -> {
                    grant.ifPresent(known -> context.put(Grant.class.getName(), known));
                    grant.ifPresentOrElse(known -> bound(context), () -> unproven(context));
                })
                .onFailure(failure -> {
                    noted(context, failure);
                    failed(context, failure);
                });
    }

    private void bound(RoutingContext context) {
        try {
            if (!door.isRoom().getAsBoolean()) {
                throw full();
            }
            door.allowance().ask(context.get(Grant.class.getName()));
            context.next();
        } catch (Refused tooMuch) {
            noted(context, tooMuch);
            failed(context, tooMuch);
        }
    }

    /** RFC 4918 §11.5: the server is unable to store what it is given. */
    private static Refused full() {
        return new Refused(
                507,
                "this relay's disk is nearly full: nothing of this was taken, and nothing will be until its operators have"
                        + " made room; send the same again later",
                FULL_RETRY);
    }

    /** Lets a request with a valid Bearer key (RFC 6750 §2.1) on, its {@link Grant} in the context; answers 401 else. */
    void authenticate(RoutingContext context) {
        authenticate(context, context::next);
    }

    private void authenticate(RoutingContext context, Runnable next) {
        String header = context.request().getHeader("Authorization");
        Optional<Grant> grant = header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? door.keys().verify(header.substring(7).strip())
                : Optional.empty();
        if (grant.isPresent()) {
            context.put(Grant.class.getName(), grant.get());
            next.run();
        } else {
            unproven(context);
        }
    }

    /** The same answer to everything that proves nothing. */
    private void unproven(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"yizhan\"");
        log.refused("", what(context), 0, 401, "");
        Problem.send(context, 401, "Unauthorized", UNPROVEN);
    }

    /** What a 202 says. */
    private record Reply(List<Intake.Accepted> accepted, List<Intake.Rejected> rejected) {}

    /**
     * What became of a request.
     *
     * @param taken empty where it had come before
     */
    private record Outcome(Optional<Intake.Taken> taken, byte[] reply) {}

    private interface Work {
        Intake.Taken take() throws Refused;
    }

    private interface Step {
        Outcome take() throws Refused, Sender.Unavailable;
    }

    private void push(RoutingContext context) {
        Grant grant = context.get(Grant.class.getName());
        byte[] body = RequestBody.of(context);
        Step step = () -> take(grant, () -> intake.push(body, contentType(context), grant));
        Optional<String> message = signature(context).flatMap(PushSignature::message);
        answer(
                context,
                message.<Step>map(id -> () -> once(door.keys().first(grant), id, body, step))
                        .orElse(step));
    }

    /** Takes what was not taken before under this id. */
    private Outcome once(String key, String id, byte[] body, Step step) throws Refused, Sender.Unavailable {
        try {
            Optional<String> before = door.webhooks().begin(key, id, body);
            return before.isPresent()
                    ? new Outcome(Optional.empty(), before.get().getBytes(UTF_8))
                    : first(key, id, step);
        } catch (SQLException away) {
            throw new Sender.Unavailable("what was taken before can't be known now", away);
        }
    }

    /** An answer that can't be written down leaves the claim to its end: the same content taken again changes nothing. */
    private Outcome first(String key, String id, Step step) throws Refused, Sender.Unavailable, SQLException {
        try {
            Outcome outcome = step.take();
            door.webhooks().end(key, id, new String(outcome.reply(), UTF_8));
            return outcome;
        } catch (Refused | Sender.Unavailable notTaken) {
            door.webhooks().release(key, id);
            throw notTaken;
        }
    }

    private Outcome take(Grant grant, Work work) throws Refused, Sender.Unavailable {
        Intake.Taken taken = work.take();
        int articles = taken.messages().size();
        if (articles > 0) {
            door.allowance().take(grant, articles);
            try {
                sender.send(taken.messages());
            } catch (Sender.Unavailable e) {
                door.allowance().give(grant, articles);
                throw e;
            }
        }
        return new Outcome(Optional.of(taken), reply(taken));
    }

    private void page(RoutingContext context) {
        Grant grant = context.get(Grant.class.getName());
        var query = QueryString.of(context);
        answer(
                context,
                () -> take(
                        grant,
                        () -> intake.page(
                                RequestBody.of(context),
                                contentType(context),
                                Optional.ofNullable(query.get("paper")).orElse(""),
                                Optional.ofNullable(query.get("date")).orElse(""),
                                Optional.ofNullable(query.get("page")).orElse(""),
                                grant)));
    }

    private void withdraw(RoutingContext context) {
        Grant grant = context.get(Grant.class.getName());
        String source = context.pathParam("source");
        String id = context.pathParam("id");
        Optional<String> reason = Optional.ofNullable(QueryString.of(context).get("reason"));
        answer(context, () -> take(grant, () -> intake.withdraw(source, id, reason, grant)));
    }

    static String contentType(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
    }

    private void answer(RoutingContext context, Step step) {
        vertx.executeBlocking(step::take, false)
                .onSuccess(outcome -> {
                    outcome.taken()
                            .ifPresent(taken -> log.taken(key(context), what(context), size(context), 202, taken));
                    context.response()
                            .setStatusCode(202)
                            .putHeader("Content-Type", "application/json")
                            .end(Buffer.buffer(outcome.reply()));
                })
                .onFailure(failure -> {
                    noted(context, failure);
                    failed(context, failure);
                });
    }

    private void noted(RoutingContext context, Throwable failure) {
        int status = switch (failure) {
            case Refused refused -> refused.status();
            case Sender.Full full -> 507;
            case Sender.Unavailable unavailable -> 503;
            default -> 500;
        };
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

    private static byte[] reply(Intake.Taken taken) {
        try {
            return JSON.writeValueAsBytes(new Reply(taken.accepted(), taken.rejected()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of strings are always writable", impossible);
        }
    }

    private static void failed(RoutingContext context, Throwable failure) {
        switch (failure) {
            case Refused refused -> {
                refused.delay().ifPresent(delay -> context.response().putHeader("Retry-After", seconds(delay)));
                Problem.send(context, refused.status(), title(refused.status()), refused.detail());
            }
            case Sender.Full full -> failed(context, full());
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

    private static String seconds(Duration delay) {
        return Long.toString(Math.max(1, delay.plusMillis(999).toSeconds()));
    }

    static String title(int status) {
        return switch (status) {
            case 401 -> "Unauthorized";
            case 403 -> "Not this source";
            case 409 -> "Conflict";
            case 413 -> "Content too large";
            case 415 -> "Unsupported media type";
            case 422 -> "Unprocessable content";
            case 429 -> "Too many requests";
            case 503 -> "Service unavailable";
            case 507 -> "Insufficient storage";
            default -> "Unreadable";
        };
    }
}
