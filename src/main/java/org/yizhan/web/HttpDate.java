package org.yizhan.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.InstantSource;
import org.yizhan.http.Times;

/** The {@code Date} of answers (RFC 9110 §6.6.1), written once a second. Safe for concurrent use. */
public final class HttpDate {

    private record Written(long second, String text) {}

    private final InstantSource clock;
    private volatile Written last = new Written(-1, "");

    public HttpDate(InstantSource clock) {
        this.clock = clock;
    }

    /** Dates what every route answers. */
    public void mount(Router router) {
        router.route().handler(context -> {
            context.response().putHeader(HttpHeaders.DATE, now());
            context.next();
        });
    }

    /** The same object for a whole second. */
    String now() {
        long second = Math.floorDiv(clock.millis(), 1000);
        Written written = last;
        if (written.second() != second) {
            written = new Written(second, Times.http(Instant.ofEpochSecond(second)));
            last = written;
        }
        return written.text();
    }
}
