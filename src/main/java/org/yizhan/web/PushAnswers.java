package org.yizhan.web;

import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yizhan.ingest.Grant;
import org.yizhan.ingest.Intake;
import org.yizhan.ingest.PushLog;
import org.yizhan.ingest.Refused;

/** What pushes are answered where they are not taken, and what is kept of every answer. */
final class PushAnswers {

    static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(PushAnswers.class);
    private static final Duration FULL_RETRY = Duration.ofMinutes(1);
    private static final String UNPROVEN =
            "send a valid key as 'Authorization: Bearer KEY'; articles may be signed with its signing secret instead";

    private static final String MISSIGNED =
            "the key is right, but the signature beside it is not: sign these very bytes with this key's signing secret and"
                    + " a time within five minutes of now, or leave the signature's headers out";
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String BEARER = "Bearer realm=\"yizhan\"";

    private final PushLog log;

    PushAnswers(PushLog log) {
        this.log = log;
    }

    /** It is answered 202. */
    void taken(RoutingContext context, Intake.Taken taken) {
        log.taken(key(context), what(context), size(context), 202, taken);
    }

    /** The same answer to everything that proves nothing. */
    void unproven(RoutingContext context) {
        context.response().putHeader(CHALLENGE, BEARER);
        log.refused("", what(context), 0, 401, "");
        Problem.send(context, 401, "Unauthorized", UNPROVEN);
    }

    /** Whoever has shown his key may know that it is the signature beside it that is wrong. */
    void missigned(RoutingContext context) {
        context.response().putHeader(CHALLENGE, BEARER);
        failed(context, new Refused(401, MISSIGNED));
    }

    /** RFC 4918 §11.5: the server is unable to store what it is given. */
    static Refused full() {
        return new Refused(
                507,
                "this relay's disk is nearly full: nothing of this was taken, and nothing will be until its operators have"
                        + " made room; send the same again later",
                FULL_RETRY);
    }

    /** Says why it is not taken. */
    void failed(RoutingContext context, Throwable failure) {
        int status = switch (failure) {
            case Refused refused -> refused.status();
            case Sender.Full full -> 507;
            case Sender.Unavailable unavailable -> 503;
            default -> 500;
        };
        String detail = failure instanceof Refused refused ? refused.detail() : "";
        log.refused(key(context), what(context), size(context), status, detail);
        say(context, failure);
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

    static long size(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        return length != null && length.matches("[0-9]{1,15}") ? Long.parseLong(length) : 0;
    }

    private static void say(RoutingContext context, Throwable failure) {
        switch (failure) {
            case Refused refused -> {
                refused.delay().ifPresent(delay -> context.response().putHeader("Retry-After", seconds(delay)));
                Problem.send(context, refused.status(), title(refused.status()), refused.detail());
            }
            case Sender.Full full -> say(context, full());
            case Sender.Unavailable unavailable -> {
                LOG.atWarn()
                        .addKeyValue("stage", "ingest")
                        .log("a push had to be sent away: {}", unavailable.getMessage());
                context.response().putHeader("Retry-After", seconds(RETRY));
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
