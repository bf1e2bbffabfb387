package org.yizhan.web;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.yizhan.http.QueryString;
import org.yizhan.ingest.Grant;
import org.yizhan.ingest.PushSignature;
import org.yizhan.ingest.Refused;

/** Lets those in who show a key or have signed what they push, as many at once and as often as they may. */
final class PushDoor {

    private final Vertx vertx;
    private final PushApi.Door door;
    private final PushAnswers answers;
    private final Unproven unproven;

    PushDoor(Vertx vertx, PushApi.Door door, PushAnswers answers) {
        this.vertx = vertx;
        this.door = door;
        this.answers = answers;
        this.unproven = new Unproven(door.proxies());
    }

    /** A key is looked at before the body is read, a signature behind it. */
    void knock(RoutingContext context) {
        if (context.request().getHeader("Authorization") != null) {
            authenticate(context, () -> bound(context));
            return;
        }
        try {
            Optional<PushSignature> signature = PushSignature.in(
                    name -> Optional.ofNullable(context.request().getHeader(name)));
            if (signature.isEmpty()) {
                answers.unproven(context);
            } else {
                context.put(PushSignature.class.getName(), signature.get());
                context.next();
            }
        } catch (Refused unreadable) {
            answers.failed(context, unreadable);
        }
    }

    /** Collects the body of a signed push, of whom nobody knows yet. */
    RequestBody hasty() {
        return RequestBody.hasty(door.largestBody(), unproven::isRoomFor, this::crowded);
    }

    private void crowded(RoutingContext context) {
        answers.failed(
                context,
                new Refused(503, "too much that is signed is under way; send it again in a moment", PushAnswers.RETRY));
    }

    static Optional<PushSignature> signature(RoutingContext context) {
        return Optional.ofNullable(context.get(PushSignature.class.getName()));
    }

    void prove(RoutingContext context) {
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
                    grant.ifPresentOrElse(known -> bound(context), () -> answers.unproven(context));
                })
                .onFailure(failure -> answers.failed(context, failure));
    }

    void bound(RoutingContext context) {
        try {
            if (!door.isRoom().getAsBoolean()) {
                throw PushAnswers.full();
            }
            door.allowance().ask(context.get(Grant.class.getName()));
            context.next();
        } catch (Refused tooMuch) {
            answers.failed(context, tooMuch);
        }
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
            answers.unproven(context);
        }
    }
}
