package org.yizhan.ops;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.regex.Pattern;
import org.yizhan.http.Drip;

/** Who is let in at the management port with which body: what every request to the operator's paths passes before them. */
final class Guard {

    /** A form sends a byte of Chinese as three, a quotation mark too, and the end of a line as six. */
    private static final int FORM_GROWTH = 4;

    private static final Pattern MENDED = Pattern.compile("(?:/api/v1)?/ops/dead-letters/[^/]+/mend");

    private final Vertx vertx;
    private final Gate gate;
    private final Turnstile turnstile;
    private final Drip drip;
    private final Paths paths;

    /**
     * @param turnstile where passwords are looked at
     * @param drip how slowly bodies may come
     * @param paths how refusals are shown
     */
    Guard(Vertx vertx, Gate gate, Turnstile turnstile, Drip drip, Paths paths) {
        this.vertx = vertx;
        this.gate = gate;
        this.turnstile = turnstile;
        this.drip = drip;
        this.paths = paths;
    }

    /** Before all of {@code /api} and {@code /ops}, these two themselves as well, but for what the login page needs. */
    void before(Router router) {
        for (var area : List.of("/api/*", "/ops/*")) {
            router.route(area).handler(this::enter);
            router.route(area).handler(this::read);
            router.route(area).handler(this::requireToken);
        }
    }

    /** A GET that calls itself a form → its body is nobody's business (RFC 9110 §9.3.1); the reader of bodies would fail. */
    private void read(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
            context.next();
        } else {
            drip.watch(vertx, context.request(), late -> giveUp(context));
            BodyHandler.create(false).setBodyLimit(longest(context)).handle(context);
        }
    }

    private void giveUp(RoutingContext context) {
        context.response().putHeader("Connection", "close");
        paths.show(context, Answer.problem(408, "the body came too slowly; send it again"));
        context.request().connection().close();
    }

    /** In bytes; who is not let in yet sends no more than a small one. */
    static int longest(RoutingContext context) {
        String path = context.normalizedPath();
        if (Entry.isOpen(path)) {
            return ManagementEdge.LONGEST_BODY;
        }
        if (MENDED.matcher(path).matches()) {
            return ManagementEdge.LONGEST_RECORD;
        }
        return Asked.of(context).isForm() ? FORM_GROWTH * ManagementEdge.LONGEST_BODY : ManagementEdge.LONGEST_BODY;
    }

    private void enter(RoutingContext context) {
        String path = context.normalizedPath();
        if (Entry.isOpen(path) || Entry.isFeed(path, context.request())) {
            context.next();
            return;
        }
        gate.glance(context.request()).ifPresentOrElse(verdict -> follow(context, verdict), () -> {
            context.request().pause();
            turnstile
                    .pass(() -> gate.judge(context.request()))
                    .onComplete(judged -> context.request().resume())
                    .onSuccess(verdict -> follow(context, verdict))
                    .onFailure(context::fail);
        });
    }

    private void follow(RoutingContext context, Gate.Verdict verdict) {
        switch (verdict) {
            case Gate.Verdict.Enter entered -> {
                context.put(Asked.OPERATOR, entered.operator());
                context.next();
            }
            case Gate.Verdict.Refuse refused -> refuse(context, refused.answer());
        }
    }

    /** A browser that nobody is logged in at goes to the login page. */
    private void refuse(RoutingContext context, Answer refusal) {
        if (refusal.status() == 401 && Entry.isPage(context)) {
            Entry.login(context).send(context.response());
        } else {
            paths.show(context, refusal);
        }
    }

    private void requireToken(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) || Gate.isMeant(Asked.of(context))) {
            context.next();
        } else {
            paths.show(
                    context,
                    Answer.problem(403, "the form's token is missing or old; load the page again and repeat it"));
        }
    }
}
