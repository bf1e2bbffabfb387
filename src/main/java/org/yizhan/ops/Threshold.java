package org.yizhan.ops;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Map;
import org.yizhan.http.Framing;
import org.yizhan.http.GivenUp;
import org.yizhan.http.HostHeader;
import org.yizhan.http.QueryString;

/** What is looked at before any path: whether a request can be read in one way only, and is meant for this port. */
final class Threshold {

    /** Goes with every answer. No Strict-Transport-Security: a host has one for all its ports, and the public one may speak in the clear. */
    private static final Map<String, String> SAFE = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "same-origin",
            "X-Content-Type-Options", "nosniff");

    private final HostHeader hosts = new HostHeader();
    private final OwnNames names;
    private final Handler<HttpServerRequest> inside;

    /** @param inside answers what may come in */
    Threshold(OwnNames names, Handler<HttpServerRequest> inside) {
        this.names = names;
        this.inside = inside;
    }

    void pass(HttpServerRequest request) {
        SAFE.forEach(request.response()::putHeader);
        if (!hosts.isGood(request)) {
            dismiss(request, 400, "send a Host header, once");
        } else if (!Framing.isPlain(request)) {
            dismiss(request, 400, "Transfer-Encoding may be chunked, and nothing else, once");
        } else if (!Framing.isShort(request)) {
            dismiss(request, 431, "the request has more than " + Framing.MOST_HEADERS + " headers");
        } else if (!String.valueOf(request.path()).startsWith("/")) {
            dismiss(
                    request,
                    400,
                    "the address must begin with /; this is no proxy (CONNECT), and OPTIONS asks about one address");
        } else if (!QueryString.isEscaped(String.valueOf(request.uri()))) {
            dismiss(
                    request,
                    400,
                    "the address has a % that two hexadecimal digits don't follow; write %25 for one itself");
        } else if (!names.has(host(request))) {
            dismiss(request, 421, foreign(host(request)));
        } else {
            inside.handle(request);
        }
    }

    /** What the parser could not read. */
    void giveUp(HttpServerRequest request) {
        SAFE.forEach(request.response()::putHeader);
        var why = GivenUp.of(request);
        dismiss(request, why.status(), why.advice());
    }

    /** HTTP/1.0 may name nobody, which is as good as an address: no browser speaks it. */
    private static String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? OwnNames.LOCALHOST : authority.host();
    }

    private static String foreign(String host) {
        return ("this port answers under addresses, localhost and the names in yizhan.management.names, and '%s' is none of"
                        + " them; where operators reach it by that name, add it there (YIZHAN_MANAGEMENT_NAMES)")
                .formatted(Shown.line(host, 100));
    }

    /** What follows on this connection may be no request. */
    private static void dismiss(HttpServerRequest request, int status, String detail) {
        request.response().putHeader("Connection", "close");
        Answer.problem(status, detail).send(request.response());
        request.connection().close();
    }
}
