package org.yizhan.web;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Collects a request's body up to a limit and hands the route on with it. A larger one is read to its end, or to four
 * times the limit, and thrown away, so that the client gets to read the 413 instead of a broken connection.
 */
final class RequestBody implements Handler<RoutingContext> {

    private static final String KEY = RequestBody.class.getName();
    private static final int PATIENCE = 4;

    private final int limit;
    private final String tooMuch;

    /** @param limit in bytes */
    RequestBody(int limit) {
        this(limit, "the body is larger than " + limit / 1_000_000 + " MB; send fewer articles a request");
    }

    /** @param tooMuch says that the body is larger than it may be */
    RequestBody(int limit, String tooMuch) {
        this.limit = limit;
        this.tooMuch = tooMuch;
    }

    /** The body that this handler collected. */
    static byte[] of(RoutingContext context) {
        Buffer body = context.get(KEY);
        return body.getBytes();
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
        }
        var reader = new Reader(context);
        request.handler(reader::more);
        request.endHandler(end -> reader.end());
        request.exceptionHandler(context::fail);
    }

    private final class Reader {
        private final RoutingContext context;
        private final Buffer body = Buffer.buffer();
        private long length;

        Reader(RoutingContext context) {
            this.context = context;
        }

        void more(Buffer chunk) {
            length += chunk.length();
            if (length <= limit) {
                body.appendBuffer(chunk);
            } else if (length > (long) PATIENCE * limit) {
                context.response().putHeader("Connection", "close");
                tooLarge();
            }
        }

        void end() {
            if (length > limit) {
                tooLarge();
            } else {
                context.put(KEY, body);
                context.next();
            }
        }

        private void tooLarge() {
            if (!context.response().ended()) {
                Problem.send(context, 413, "Content too large", tooMuch);
            }
        }
    }
}
