package org.yizhan.web;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
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

    /** A key is looked at before the body is read, a signature behind it; a request with both must have both right. */
    void knock(RoutingContext context) {
        if (context.request().getHeader("Authorization") != null) {
            knockWithKey(context);
        } else {
            readSignature(
                    context,
                    () -> signature(context)
                            .ifPresentOrElse(signed -> context.next(), () -> answers.unproven(context)));
        }
    }

    /** The same where nobody comes in by a signature alone, which proves nothing of a path. */
    void knockWithKey(RoutingContext context) {
        authenticate(context, () -> readSignature(context, () -> bound(context)));
    }

    private void readSignature(RoutingContext context, Runnable next) {
        try {
            once(context, PushSignature.HEADERS);
            PushSignature.in(name -> Optional.ofNullable(context.request().getHeader(name)))
                    .ifPresent(signature -> context.put(PushSignature.class.getName(), signature));
            next.run();
        } catch (Refused unreadable) {
            answers.failed(context, unreadable);
        }
    }

    /**
     * RFC 9110 §5.3: of a field that is no list there may be one line only. Whoever took the first of two and whoever took the
     * last would see another push.
     */
    private static void once(RoutingContext context, List<String> names) throws Refused {
        for (String name : names) {
            if (context.request().headers().getAll(name).size() > 1) {
                throw new Refused(
                        400,
                        "the header %s stands there twice; send it once (several signatures go into one %s, with a space between them)"
                                .formatted(name, PushSignature.LIST));
            }
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

    /** Whether it is a signature alone that says who pushes. */
    static boolean isSignedOnly(RoutingContext context) {
        return signature(context).isPresent() && context.get(Grant.class.getName()) == null;
    }

    void prove(RoutingContext context) {
        Optional<PushSignature> signature = signature(context);
        if (signature.isEmpty()) {
            context.next();
            return;
        }
        byte[] body = RequestBody.of(context);
        Optional<Grant> bearer = Optional.ofNullable(context.get(Grant.class.getName()));
        Optional<String> key = bearer.map(door.keys()::first)
                .or(() -> Optional.ofNullable(QueryString.of(context).get("key")));
        vertx.executeBlocking(() -> door.keys().verify(signature.get(), body, key), false)
                .onSuccess(grant -> {
                    if (bearer.isEmpty()) {
                        admit(context, grant);
                    } else if (grant.isPresent()) {
                        context.next();
                    } else {
                        answers.missigned(context);
                    }
                })
                .onFailure(failure -> answers.failed(context, failure));
    }

    private void admit(RoutingContext context, Optional<Grant> signer) {
        signer.ifPresent(known -> context.put(Grant.class.getName(), known));
        signer.ifPresentOrElse(known -> bound(context), () -> answers.unproven(context));
    }

    private void bound(RoutingContext context) {
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
        try {
            once(context, List.of("Authorization"));
        } catch (Refused twice) {
            answers.failed(context, twice);
            return;
        }
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
