package org.yizhan.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Requests that another server in between may see otherwise than we do (RFC 9112 §6.1), and those with too much before them. */
public final class Framing {

    /** Of one request. */
    public static final int MOST_HEADERS = 100;

    /** All headers of one request together, in bytes. */
    public static final int LONGEST_HEADERS = 16 * 1024;

    private Framing() {}

    /** Whether where it ends is told in one way only. */
    public static boolean isPlain(HttpServerRequest request) {
        List<String> encodings = request.headers().getAll("Transfer-Encoding");
        return encodings.isEmpty()
                || encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked");
    }

    public static boolean isShort(HttpServerRequest request) {
        return request.headers().entries().size() <= MOST_HEADERS;
    }
}
