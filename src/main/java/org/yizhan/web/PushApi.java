package org.yizhan.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
 * (Standard Webhooks 1.0, or {@code X-Hub-Signature-256}), which proves nothing of a path or query; a signature beside a key must
 * be right as well. Every 202 is sent after Kafka's acknowledgement; whatever is wrong is
 * said as RFC 9457 problem+json, or in {@code rejected} where it is wrong with one article only.
 */
public final class PushApi {

    private static final JsonMapper JSON = new JsonMapper();

    private final Vertx vertx;
    private final Door door;
    private final PushAnswers answers;
    private final PushDoor entrance;
    private final Intake intake;
    private final Sender sender;

    public PushApi(Vertx vertx, Door door, Intake intake, Sender sender) {
        this.vertx = vertx;
        this.door = door;
        this.answers = new PushAnswers(door.log());
        this.entrance = new PushDoor(vertx, door, answers);
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
     * @param proxies whose word is taken for who asks
     */
    public record Door(
            ApiKeys keys,
            WebhookLog webhooks,
            Allowance allowance,
            PushLog log,
            int largestBody,
            BooleanSupplier isRoom,
            Proxies proxies) {}

    /** Adds the routes. */
    public void mount(Router router) {
        var body = new RequestBody(door.largestBody());
        var hasty = entrance.hasty();
        router.post("/api/v1/articles")
                .handler(entrance::knock)
                .handler(context -> (PushDoor.isSignedOnly(context) ? hasty : body).handle(context))
                .handler(entrance::prove)
                .handler(this::push);
        router.post("/api/v1/pages")
                .handler(entrance::knockWithKey)
                .handler(body)
                .handler(entrance::prove)
                .handler(this::page);
        router.delete("/api/v1/articles/:source/:id")
                .handler(entrance::knockWithKey)
                .handler(body)
                .handler(entrance::prove)
                .handler(this::withdraw);
    }

    /** Lets a request with a valid key on, as the routes here do. */
    void authenticate(RoutingContext context) {
        entrance.authenticate(context);
    }

    /** What a 202 says. */
    private record Reply(List<Intake.Accepted> accepted, List<Intake.Rejected> rejected) {}

    /**
     * What became of a request.
     *
     * @param taken empty where it had come before
     */
    private record Outcome(Optional<Intake.Taken> taken, byte[] reply) {}

    /** A message that its sender has given an id; {@code key} is the first of those that he signs with. */
    private record Signed(String key, String id, byte[]... content) {}

    private interface Work {
        Intake.Taken take() throws Refused;
    }

    private interface Step {
        Outcome take() throws Refused, Sender.Unavailable;
    }

    private void push(RoutingContext context) {
        Grant grant = context.get(Grant.class.getName());
        byte[] body = RequestBody.of(context);
        answer(context, () -> take(grant, () -> intake.push(body, contentType(context), grant)), body);
    }

    /** Takes what was not taken before under this message's id. */
    private Outcome once(Signed message, Step step) throws Refused, Sender.Unavailable {
        try {
            Optional<String> before = door.webhooks().begin(message.key(), message.id(), message.content());
            return before.isPresent()
                    ? new Outcome(Optional.empty(), before.get().getBytes(UTF_8))
                    : first(message.key(), message.id(), step);
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
                                grant)),
                address(context),
                RequestBody.of(context));
    }

    private void withdraw(RoutingContext context) {
        Grant grant = context.get(Grant.class.getName());
        String source = context.pathParam("source");
        String id = context.pathParam("id");
        Optional<String> reason = Optional.ofNullable(QueryString.of(context).get("reason"));
        answer(
                context,
                () -> take(grant, () -> intake.withdraw(source, id, reason, grant)),
                address(context),
                RequestBody.of(context));
    }

    /** No body begins so: what comes again must be for the same. */
    private static byte[] address(RoutingContext context) {
        HttpServerRequest request = context.request();
        return "%s %s?%s\n"
                .formatted(request.method(), request.path(), request.query())
                .getBytes(UTF_8);
    }

    static String contentType(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("Content-Type")).orElse("");
    }

    /** @param content all that must be the same where the message comes again */
    private void answer(RoutingContext context, Step step, byte[]... content) {
        Grant grant = context.get(Grant.class.getName());
        Optional<Signed> message = PushDoor.signature(context)
                .flatMap(PushSignature::message)
                .map(id -> new Signed(door.keys().first(grant), id, content));
        vertx.executeBlocking(() -> message.isPresent() ? once(message.get(), step) : step.take(), false)
                .onSuccess(outcome -> {
                    outcome.taken().ifPresent(taken -> answers.taken(context, taken));
                    context.response()
                            .setStatusCode(202)
                            .putHeader("Content-Type", "application/json")
                            .end(Buffer.buffer(outcome.reply()));
                })
                .onFailure(failure -> answers.failed(context, failure));
    }

    private static byte[] reply(Intake.Taken taken) {
        try {
            return JSON.writeValueAsBytes(new Reply(taken.accepted(), taken.rejected()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("records of strings are always writable", impossible);
        }
    }
}
