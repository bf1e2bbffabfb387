package org.yizhan.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerRequest;

/** Why the parser gave a request up before anybody saw it. What follows on its connection is no request. */
public enum GivenUp {
    LINE(
            414,
            "URI too long",
            "the first line of the request is longer than this port reads; shorten the address, or send what is long in the body"),
    HEADERS(
            431,
            "Request header fields too large",
            "the request's headers are longer than %d bytes together; leave out what is not needed, such as cookies"
                    .formatted(Framing.LONGEST_HEADERS)),
    HEAD(
            400,
            "Bad request",
            "the request can't be read (RFC 9112): its first line must be a method, an address and the version, each header a"
                    + " name, a colon and a value in one line ended by CR LF, and its length said once");

    private final int status;
    private final String title;
    private final String advice;

    GivenUp(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    /** Why this one was given up. */
    public static GivenUp of(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            return LINE;
        }
        return cause instanceof TooLongHttpHeaderException ? HEADERS : HEAD;
    }

    public int status() {
        return status;
    }

    /** The same for each of its kind. */
    public String title() {
        return title;
    }

    /** What is wrong and what would mend it. */
    public String advice() {
        return advice;
    }
}
