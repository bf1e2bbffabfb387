package org.yizhan.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** What lets the scripts of any site read an address, whatever the answer is (CORS protocol, Fetch Standard §3.3). */
final class CrossOrigin {

    private static final String READING = "GET, HEAD";

    /** Those that need leave, of the ones a reader's program sends. */
    private static final String CONDITIONS = "If-None-Match, If-Modified-Since";

    private static final String DAY_SECONDS = "86400";

    private CrossOrigin() {}

    /** Opens what is read at these paths; before their own routes are added. */
    static void open(Router router, String... paths) {
        for (String path : paths) {
            router.route(path).handler(context -> {
                context.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
                context.next();
            });
            router.options(path).handler(CrossOrigin::preflight);
        }
    }

    private static void preflight(RoutingContext context) {
        var response = context.response().setStatusCode(204).putHeader(HttpHeaders.ALLOW, READING + ", OPTIONS");
        if (context.request().headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, READING)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, CONDITIONS)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, DAY_SECONDS);
        }
        response.end();
    }
}
