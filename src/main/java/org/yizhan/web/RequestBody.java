package org.yizhan.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.yizhan.http.Drip;

/**
 * Collects a request's body up to a limit and hands the route on with it. A larger one is read to its end, or to four
 * times the limit, and thrown away, so that the client gets to read the 413 instead of a broken connection; a
 * client that asks before it sends (RFC 9110 §10.1.1) sends none. One that drips in, as {@link Drip} has it, is given up
 * (408).
 */
final class RequestBody implements Handler<RoutingContext> {

    private static final String KEY = RequestBody.class.getName();
    private static final int PATIENCE = 4;

    /** RFC 9110 §15.5.16. */
    private static final String ENCODED = "the body may not be compressed: send it without Content-Encoding";

    private final int limit;
    private final String tooMuch;
    private final boolean waits;
    private final Room room;
    private final Consumer<RoutingContext> crowded;

    /** @param limit in bytes */
    RequestBody(int limit) {
        this(limit, true, tooMuch(limit), (context, bytes) -> true, context -> {});
    }

    /** @param tooMuch says that the body is larger than it may be */
    RequestBody(int limit, String tooMuch) {
        this(limit, true, tooMuch, (context, bytes) -> true, context -> {});
    }

    private RequestBody(int limit, boolean waits, String tooMuch, Room room, Consumer<RoutingContext> crowded) {
        this.room = room;
        this.crowded = crowded;
        this.limit = limit;
        this.waits = waits;
        this.tooMuch = tooMuch;
    }

    /** Whether so many more bytes of a request may be held. */
    @FunctionalInterface
    interface Room {
        boolean test(RoutingContext context, int bytes);
    }

    /**
     * For bodies of whom nobody knows yet: all of it has to be there within half a minute.
     *
     * @param room asked before any part is kept
     * @param crowded answers where there is none
     */
    static RequestBody hasty(int limit, Room room, Consumer<RoutingContext> crowded) {
        return new RequestBody(limit, false, tooMuch(limit), room, crowded);
    }

    private static String tooMuch(int limit) {
        return "the body is larger than " + limit / 1_000_000 + " MB; send fewer articles a request";
    }

    /** The body that this handler collected. */
    static byte[] of(RoutingContext context) {
        Buffer body = context.get(KEY);
        return body.getBytes();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String encoding =
                Optional.ofNullable(request.getHeader("Content-Encoding")).orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            context.response().putHeader("Accept-Encoding", "identity");
            refuse(context, 415, "Unsupported media type", ENCODED);
            return;
        }
        boolean asks = "100-continue".equalsIgnoreCase(request.getHeader("Expect"));
        if (asks && announced(request) > limit) {
            refuse(context, 413, "Content too large", tooMuch);
            return;
        }
        if (asks) {
            request.response().writeContinue();
        }
        var reader = new Reader(context);
        request.handler(reader::more);
        request.endHandler(end -> reader.end());
        request.exceptionHandler(reader::broken);
        reader.watch();
    }

    private final class Reader {
        private final RoutingContext context;
        private final Buffer body = Buffer.buffer();
        private final long begin = System.nanoTime();
        private long length;
        private long timer;

        Reader(RoutingContext context) {
            this.context = context;
        }

        void more(Buffer chunk) {
            length += chunk.length();
            if (length <= limit) {
                keep(chunk);
            } else if (length > (long) PATIENCE * limit) {
                context.response().putHeader("Connection", "close");
                tooLarge();
            }
        }

        private void keep(Buffer chunk) {
            if (context.response().ended()) {
                return;
            }
            if (room.test(context, chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                context.vertx().cancelTimer(timer);
                context.response().putHeader("Connection", "close");
                crowded.accept(context);
                context.request().connection().close();
            }
        }

        /** Looks now and then whether the body comes. */
        void watch() {
            timer = context.vertx().setPeriodic(Drip.USUAL.look().toMillis(), tick -> {
                Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                if (Drip.USUAL.isTooSlow(taken, waits ? length : 0)) {
                    giveUp(
                            408,
                            "Request timeout",
                            "the body came too slowly; send it again, or fewer articles at once");
                }
            });
        }

        /** The client is gone, or what it sends is no body, such as one in chunks of no readable size. */
        void broken(Throwable failure) {
            giveUp(400, "Bad request", "the body can't be read: its length or its chunks are wrong");
        }

        private void giveUp(int status, String title, String detail) {
            context.vertx().cancelTimer(timer);
            if (!context.response().ended() && !context.response().closed()) {
                context.response().putHeader("Connection", "close");
                Problem.send(context, status, title, detail);
                context.request().connection().close();
            }
        }

        void end() {
            context.vertx().cancelTimer(timer);
            if (length > limit) {
                tooLarge();
            } else if (!context.response().ended()) {
                context.put(KEY, body);
                context.next();
            }
        }

        private void tooLarge() {
            context.vertx().cancelTimer(timer);
            if (!context.response().ended()) {
                Problem.send(context, 413, "Content too large", tooMuch);
            }
        }
    }

    /** How many bytes the client says are to come; 0 where it doesn't. */
    private static long announced(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Content-Length"))
                .filter(length -> length.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /** Nothing of it is read. */
    private static void refuse(RoutingContext context, int status, String title, String detail) {
        context.response().putHeader("Connection", "close");
        Problem.send(context, status, title, detail);
        context.request().connection().close();
    }
}
