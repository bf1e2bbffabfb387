package org.yizhan.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * How slowly a request's body may come: it has a first while, and then a second more for each {@value #SLOWEST} bytes that
 * are there. A limit on silence would let one drip in for ever.
 *
 * @param first how long any body has
 * @param look how often to look
 */
public record Drip(Duration first, Duration look) {

    public static final Drip USUAL = new Drip(Duration.ofSeconds(30), Duration.ofSeconds(5));

    private static final int SLOWEST = 10_000;

    /**
     * Whether it is to be given up.
     *
     * @param taken since it began to be read
     * @param bytes that are there; with 0 the first while is all it has
     */
    public boolean isTooSlow(Duration taken, long bytes) {
        return taken.compareTo(first.plusSeconds(bytes / SLOWEST)) > 0;
    }

    /**
     * Looks at a body from now on until it is there or the request is answered.
     *
     * @param tooSlow is called once, where it is to be given up
     */
    public void watch(Vertx vertx, HttpServerRequest request, Handler<HttpServerRequest> tooSlow) {
        long begin = System.nanoTime();
        vertx.setPeriodic(look.toMillis(), timer -> {
            boolean isOver = request.isEnded()
                    || request.response().ended()
                    || request.response().closed();
            boolean isLate = !isOver && isTooSlow(Duration.ofNanos(System.nanoTime() - begin), request.bytesRead());
            if (isOver || isLate) {
                vertx.cancelTimer(timer);
            }
            if (isLate) {
                tooSlow.handle(request);
            }
        });
    }
}
